"""CHK: exemptions from the rules are justified and still needed."""

from __future__ import annotations

from generator.finding import Severity
from generator.nearest import did_you_mean
from generator.rules.rule import Found, Review, rule
from generator.translation import _


@rule("CHK101", Severity.WARNING)
def exemption_takes_something_away(review: Review) -> Found:
    """An exemption exempts from at least one finding.

    An exemption that outlives its finding hides the next mistake of the kind at the same place.

    Do: delete it.
    Bad: 检查: {EXP102: 超额部分为上年顺延的任务}
    Good: 检查: {}
    Source: 审核惯例
    """
    for exemption, count in review.uses:
        if not count and exemption.code in review.known:
            message = _("{code} finds nothing here, so that the exemption is not needed: delete it")
            yield exemption.path, message.format(code=exemption.code)


@rule("CHK102", Severity.HINT)
def exemption_has_a_reason(review: Review) -> Found:
    """An exemption says why the finding is none.

    Who reads the booklet a year later has to see whether the reason still holds.

    Do: write the reason after the code.
    Bad:
      实际完成值: 200.00(万元)
      检查: {EXP102: ""}
    Good:
      实际完成值: 200.00(万元)
      检查: {EXP102: 集中采购节约}
    Source: 审核惯例
    """
    for exemption, count in review.uses:
        if count and not exemption.reason:
            message = _("the exemption from {code} gives no reason")
            yield exemption.path, message.format(code=exemption.code)


@rule("CHK103", Severity.WARNING)
def exemption_names_a_rule(review: Review) -> Found:
    """An exemption names a rule that exists, or a family of rules.

    A misspelt code exempts from nothing. What cannot be read (INP) or does not fit the form (DAT) cannot be exempted from.

    Do: look the code up in the list of `jixiao rules`.
    Bad: 检查: {EXP900: 已向财政部门说明}
    Good: 检查: {}
    Source: 审核惯例
    """
    for exemption, _count in review.uses:
        if exemption.code not in review.known:
            message = _("there is no rule {code} to be exempted from").format(code=exemption.code)
            yield exemption.path, message + did_you_mean(exemption.code, review.known)
