from __future__ import annotations

import json

from reporting.checks import CHECKED, ERROR, HINTS, WARNING

from generator import rules
from generator.reporting import machine


def test_json_says_everything() -> None:
    told = json.loads(machine.report([CHECKED._replace(findings=[HINTS[1], ERROR])]))
    remedies = {rule.code: rule.account.remedy for rule in rules.catalogue()}
    assert told == {
        "version": 1,
        "booklets": [
            {
                "name": "inputs/甲",
                "summary": {"errors": 1, "warnings": 0, "hints": 1, "exempted": 2, "known": 1},
                "projects": [
                    {"name": "甲项目", "errors": 0, "warnings": 0, "hints": 1},
                    {"name": "乙项目", "errors": 1, "warnings": 0, "hints": 0},
                ],
                "findings": [
                    {
                        "code": "VAL101",
                        "severity": "hint",
                        "message": "第 2 条太空",
                        "remedy": remedies["VAL101"],
                        "location": {"file": "a.yaml", "line": 11, "column": 5},
                        "path": ["项目列表", 0, "绩效指标", 1, "年度指标值"],
                        "project": "甲项目",
                        "indicator": "2 可用率",
                        "field": "年度指标值",
                        "value": "有效",
                    },
                    {
                        "code": "FND101",
                        "severity": "error",
                        "message": "合计不符",
                        "remedy": remedies["FND101"],
                        "location": {"file": "p.xlsx", "sheet": "绩效指标", "cell": "F4"},
                        "path": ["项目列表", 1, "项目资金"],
                        "project": "乙项目",
                        "indicator": "",
                        "field": "项目资金",
                        "value": "",
                    },
                ],
            }
        ],
    }


def test_sarif_names_places_and_rules() -> None:
    log = json.loads(machine.sarif([CHECKED._replace(findings=[WARNING, ERROR])]))
    (run,) = log["runs"]
    assert (log["version"], run["tool"]["driver"]["name"]) == ("2.1.0", "jixiao")
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["FND101", "SCO110"]
    shown = [
        (each["ruleId"], each["level"], each["message"]["text"], each["locations"]) for each in run["results"]
    ]
    assert shown == [
        (
            "SCO110",
            "warning",
            "没有“优秀”|等级",
            [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "b.yaml"},
                        "region": {"startLine": 7, "startColumn": 3},
                    }
                }
            ],
        ),
        (
            "FND101",
            "error",
            "合计不符",
            [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "p.xlsx"},
                        "region": {"startLine": 4, "startColumn": 6},
                    },
                    "logicalLocations": [{"fullyQualifiedName": "绩效指标!F4"}],
                }
            ],
        ),
    ]
