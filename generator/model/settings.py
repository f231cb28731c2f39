"""What a booklet can set: how it scores, what it checks, which fields it adds."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field, ValidationError

from generator.model.amounts import Count, NotNegative, Number, Percent
from generator.model.record import Name, Record, Text

# Source: 财预〔2020〕10号; with 成本指标 as a first level 财预〔2021〕101号.
SCHEME = {"产出指标": Decimal(50), "效益指标": Decimal(30), "满意度指标": Decimal(10)}
SCHEME_WITH_COST = {
    "成本指标": Decimal(20),
    "产出指标": Decimal(40),
    "效益指标": Decimal(20),
    "满意度指标": Decimal(10),
}
LEVELS = {
    "成本指标": ("经济成本指标", "社会成本指标", "生态环境成本指标"),
    "产出指标": ("数量指标", "质量指标", "时效指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
GRADES = {"优": Decimal(90), "良": Decimal(80), "中": Decimal(60), "差": Decimal(0)}


class BudgetScoring(Record):
    """How the execution of the budget counts."""

    weight: Percent = Field(default=Decimal(10), alias="分值")
    rounding: Literal["截断", "四舍五入"] = Field(default="截断", alias="取位")  # of the rate that prints
    zero_rate: Text = Field(default="0.00", alias="零预算执行率")  # what prints where there was no budget


class QualitativeBands(Record):
    """The words that answer a target in words, and where the bands end in percent of the weight."""

    reached: tuple[Name, ...] = Field(
        default=(
            "达成",
            "达成指标",
            "达成目标",
            "达成预期",
            "达成预期指标",
            "达成预期目标",
            "已达成",
            "完成",
            "已完成",
        ),
        alias="达成",
    )
    partly: tuple[Name, ...] = Field(default=("部分达成", "基本达成", "部分完成"), alias="部分达成")
    failed: tuple[Name, ...] = Field(default=("未达成", "未完成"), alias="未达成")
    reached_floor: Percent = Field(default=Decimal(80), alias="达成下限")
    partly_floor: Percent = Field(default=Decimal(60), alias="部分达成下限")


class ScoringSettings(Record):
    """计分."""

    budget: BudgetScoring = Field(default={}, validate_default=True, alias="预算执行率")
    scheme: dict[str, Number] = Field(
        default={}, alias="一级指标"
    )  # weights by first level; empty is the rule's own
    reverse: Literal["线性", "比例"] = Field(default="线性", alias="反向指标")
    equals: Literal["至少", "精确"] = Field(default="至少", alias="等号")
    bands: QualitativeBands = Field(default={}, validate_default=True, alias="定性")
    grades: dict[str, Number] = Field(
        default=GRADES, alias="等级", min_length=1
    )  # the lowest total of each grade
    deviation_limit: NotNegative = Field(default=Decimal(30), alias="偏差上限")  # percent of the target


class CheckSettings(Record):
    """检查."""

    ignored: tuple[Name, ...] = Field(default=(), alias="忽略")  # codes of rules, or the letters of a family
    levels: dict[str, tuple[Name, ...]] = Field(default=LEVELS, alias="指标体系")
    rate_floor: Percent = Field(default=Decimal(90), alias="执行率下限")  # percent


class RenderingLimits(Record):
    """限度: how much a template may make, so that a mistake in it does not take the machine down."""

    turns: Count = Field(default=5_000_000, alias="循环次数")  # of all loops together
    text: Count = Field(default=2_000_000, alias="文字长度")  # characters that one expression may make
    output: Count = Field(default=2_000_000_000, alias="输出字节")  # of one document, before it is packed


def limits_or_standard(value: object) -> RenderingLimits:
    """The limits that a booklet's head gives, the standard ones where they are wrong."""
    try:
        return RenderingLimits.model_validate(value)
    except ValidationError:
        return RenderingLimits()


class ExtraFields(Record):
    """附加字段: names of the fields that this body's forms have beyond the standard ones."""

    project: tuple[Name, ...] = Field(default=(), alias="项目")
    indicator: tuple[Name, ...] = Field(default=(), alias="绩效指标")
