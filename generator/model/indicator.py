"""One row of the indicator table."""

from __future__ import annotations

from pydantic import Field, ValidationInfo, field_validator

from generator.model.amounts import Number, StatedNumber
from generator.model.exemptions import Exemptions
from generator.model.record import EXTRA, Record, Text
from generator.model.value import TargetValue, Value, answer

_EMPTY = Value("")


class Indicator(Record):
    """What every form says of an indicator: its levels, its name and its target."""

    first_level: Text = Field(default="", alias="一级指标")
    second_level: Text = Field(default="", alias="二级指标")
    name: Text = Field(default="", alias="三级指标")
    target: TargetValue = Field(default=_EMPTY, alias="年度指标值")
    exempt: Exemptions = Field(default_factory=dict, alias="检查")
    extra: dict[str, Text] = Field(default_factory=dict, validation_alias=EXTRA)


class ScoredIndicator(Indicator):
    """An indicator of a self-evaluation, with what was reached and its weight in points."""

    actual: TargetValue = Field(default=_EMPTY, alias="实际完成值")
    weight: Number = Field(alias="分值")
    stated_score: StatedNumber = Field(default=None, alias="得分")
    reason: Text = Field(default="", alias="偏差原因分析及改进措施")

    @field_validator("actual")
    @classmethod
    def _beside_its_target(cls, actual: Value, info: ValidationInfo) -> Value:
        return answer(actual, info.data.get("target", _EMPTY))
