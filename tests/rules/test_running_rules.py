from __future__ import annotations

import re

import pytest
from rules.cases import booklet, declaration
from rules.examples import booklet_data, found

from generator import rules
from generator.finding import Problem, Severity
from generator.rules.rule import Form, Found, rule


def test_every_rule_has_a_code_and_says_a_sentence() -> None:
    spoken = {each.code: each.account.sentence for each in rules.catalogue()}
    assert [code for code in spoken if not re.fullmatch(r"[A-Z]{3}\d{3}", code)] == []
    assert [code for code, sentence in spoken.items() if not sentence.endswith(".")] == []


def test_problems_come_in_the_order_of_the_booklet() -> None:
    wrong = "项目列表: [{主管部门: '', 评分等级: 优秀}, {项目名称: 高性能计算服务经费, 评分等级: 良}]"
    assert found(booklet_data(wrong, "自评表")) == [
        Problem(
            ("项目列表", 1, "项目名称"),
            "project 高性能计算服务经费 is already in the booklet, as number 1",
            "FRM103",
            Severity.ERROR,
        ),
        Problem(("项目列表", 0, "主管部门"), "主管部门 is empty", "FRM101", Severity.ERROR),
        Problem(
            ("项目列表", 0, "评分等级"),
            "found grade 优秀, expected one of 优, 良, 中, 差",
            "SCO110",
            Severity.WARNING,
        ),
        Problem(
            ("项目列表", 1, "评分等级"),
            "the grade is stated as 良, but a total of 99.80 earns 优",
            "SCO111",
            Severity.ERROR,
        ),
    ]


def test_a_rule_that_crashes_says_which_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    @rule("BUG101")
    def project_divides_by_zero(form: Form) -> Found:
        """No project divides by zero."""
        yield ("name",), str(len(form.project.name) // 0)

    monkeypatch.setattr(rules, "catalogue", lambda: (project_divides_by_zero,))
    with pytest.raises(ZeroDivisionError) as raised:
        rules.run(booklet(declaration()), ())
    assert raised.value.__notes__ == ["This is a bug in rule BUG101, at ('项目列表', 0)."]
