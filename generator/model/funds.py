"""The money of a project, in the booklet's unit of money; None is a blank cell."""

from __future__ import annotations

from pydantic import Field

from generator.model.amounts import Amount, StatedNumber
from generator.model.record import Record


class FundRow(Record):
    """One row of a self-evaluation's funds."""

    initial_budget: Amount = Field(default=None, alias="年初预算数")
    budget: Amount = Field(default=None, alias="全年预算数")
    executed: Amount = Field(default=None, alias="全年执行数")
    stated_rate: StatedNumber = Field(default=None, alias="执行率")  # percent
    stated_score: StatedNumber = Field(default=None, alias="得分")


class ExecutedFunds(Record):
    """The funds of a self-evaluation: a total and its three parts."""

    total: FundRow = Field(default={}, validate_default=True, alias="年度资金总额")
    appropriation: FundRow = Field(default={}, validate_default=True, alias="当年财政拨款")
    carried_over: FundRow = Field(default={}, validate_default=True, alias="上年结转资金")
    other: FundRow = Field(default={}, validate_default=True, alias="其他资金")


class RequestedFunds(Record):
    """The funds of a target form: of the whole project (blank for one year) and of the year."""

    project_total: Amount = Field(default=None, alias="项目资金总额")
    project_fiscal: Amount = Field(default=None, alias="财政资金")
    project_other: Amount = Field(default=None, alias="项目其他资金")
    total: Amount = Field(default=None, alias="年度资金申请总额")
    appropriation: Amount = Field(default=None, alias="当年财政拨款")
    carried_over: Amount = Field(default=None, alias="上年结转资金")
    other: Amount = Field(default=None, alias="其他资金")


PARTS = ("appropriation", "carried_over", "other")  # of the year's total, on both forms
