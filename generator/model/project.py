"""One form of a booklet: a self-evaluation or a declaration of targets."""

from __future__ import annotations

from pydantic import Field

from generator.model.amounts import StatedNumber
from generator.model.dates import Day
from generator.model.exemptions import Exemptions
from generator.model.funds import ExecutedFunds, RequestedFunds
from generator.model.indicator import Indicator, ScoredIndicator
from generator.model.record import EXTRA, Name, Record, Text


class Form(Record):
    """What both forms say of a project."""

    name: Name = Field(alias="项目名称")
    department: Text = Field(default="", alias="主管部门")
    unit: Text = Field(default="", alias="实施单位")
    exempt: Exemptions = Field(default_factory=dict, alias="检查")
    extra: dict[str, Text] = Field(default_factory=dict, validation_alias=EXTRA)


class YearGoals(Record):
    """What was intended for the year and what came of it."""

    expected: Text = Field(default="", alias="预期目标")
    achieved: Text = Field(default="", alias="实际完成情况")


class SelfEvaluation(Form):
    """财政项目支出绩效自评表."""

    funds: ExecutedFunds = Field(alias="项目资金")
    goals: YearGoals = Field(default={}, validate_default=True, alias="年度总体目标")
    indicators: tuple[ScoredIndicator, ...] = Field(default=(), alias="绩效指标")
    stated_total: StatedNumber = Field(default=None, alias="总分")
    stated_grade: Text = Field(default="", alias="评分等级")


class ProjectGoals(Record):
    """What the project is for, in all and in the year."""

    project: Text = Field(default="", alias="项目总目标")
    year: Text = Field(default="", alias="年度总体目标")


class TargetDeclaration(Form):
    """财政项目支出绩效目标申报表."""

    nature: Text = Field(default="", alias="项目性质")
    category: Text = Field(default="", alias="项目类别")
    start: Day = Field(default=None, alias="计划开始日期")
    end: Day = Field(default=None, alias="计划完成日期")
    funds: RequestedFunds = Field(alias="项目资金")
    goals: ProjectGoals = Field(default={}, validate_default=True, alias="项目绩效目标")
    indicators: tuple[Indicator, ...] = Field(default=(), alias="绩效指标")


Project = SelfEvaluation | TargetDeclaration
KINDS: dict[str, type[SelfEvaluation | TargetDeclaration]] = {
    "自评表": SelfEvaluation,
    "申报表": TargetDeclaration,
}
