"""The examples that a rule gives are true: the bad one is found by that rule and no other, the good one by none."""

from __future__ import annotations

import pytest
from rules.examples import booklet_data, declaration, evaluation, found, head, kind_of

from generator import rules
from generator.rules.rule import Rule

RULES = pytest.mark.parametrize("rule", rules.catalogue(), ids=lambda rule: rule.code)


@pytest.mark.parametrize(
    ("kind", "form"),
    (("自评表", evaluation()), ("申报表", declaration())),
    ids=("self-evaluation", "target form"),
)
def test_no_rule_fires_on_a_form_that_is_right(kind: str, form: dict[str, object]) -> None:
    assert found({**head(kind), "项目列表": [form]}) == []


@RULES
def test_a_rule_says_what_should_be_true_why_what_to_do_and_whence(rule: Rule) -> None:
    account = rule.account
    assert [name for name, text in account._asdict().items() if not text] == []


@RULES
def test_the_bad_example_is_found_by_its_rule_alone(rule: Rule) -> None:
    bad = rule.account.bad
    assert {problem.code for problem in found(booklet_data(bad, kind_of(rule, bad)))} == {rule.code}


@RULES
def test_nothing_is_found_in_the_good_example(rule: Rule) -> None:
    good = rule.account.good
    assert found(booklet_data(good, kind_of(rule, good))) == []
