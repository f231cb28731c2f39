"""A reviewer's list of defects, planted one at a time in a correct booklet: each is found, where it is, and nothing else.

A plant is laid over the second of two correct projects (examples.py says how). What it leads to is written `CODE place`,
the place from that project on, with the number of an indicator; from `/` on it is that of the booklet.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook
from rules.examples import booklet_data

from generator import pipeline
from generator.finding import Finding
from generator.location import KeyPath
from generator.workspace import Workspace
from generator.writing.workbook import WORKBOOK, write_workbook_folder
from generator.writing.yaml_folder import write_yaml_folder

WRITERS = {"yaml": write_yaml_folder, "excel": write_workbook_folder}
SECOND = 1

EVALUATION = {
    # arithmetic
    "rate of no rounding": (
        "项目资金: {年度资金总额: {执行率: 97.50}}",
        "SCO103 项目资金 年度资金总额 执行率",
    ),
    "rate of a part": ("项目资金: {当年财政拨款: {执行率: 0.00}}", "SCO103 项目资金 当年财政拨款 执行率"),
    "points of the budget": ("项目资金: {年度资金总额: {得分: 9.00}}", "SCO105 项目资金 年度资金总额 得分"),
    "points of the budget above its weight": (
        "项目资金: {年度资金总额: {得分: 10.50}}",
        "SCO108 项目资金 年度资金总额 得分",
    ),
    "weights above 100": ("绩效指标: {5: {分值: 20}}", "SCO101 绩效指标 3 一级指标"),
    "weights below 100": ("绩效指标: {9: {分值: 5}}", "SCO101 绩效指标 9 一级指标"),
    "weights of two levels": ("绩效指标: {5: {分值: 20}, 9: {分值: 9}}", "SCO101 绩效指标"),
    "no weight": ("绩效指标: {7: {分值: 20}, 8: {分值: 0}}", "SCO112 绩效指标 8 分值"),
    "a blank weight": ('绩效指标: {9: {分值: ""}}', "DAT102 绩效指标 9 分值"),
    "weights off the scheme": (
        "绩效指标: {4: {分值: 4}, 7: {分值: 11}}",
        "SCO102 绩效指标 3 一级指标; SCO102 绩效指标 7 一级指标",
    ),
    "a heavy indicator": (
        "绩效指标: {3: {分值: 30}, 4: {分值: 2}, 5: {分值: 4}, 6: {分值: 4}}",
        "SCO113 绩效指标 3 分值",
    ),
    "total too high": ("总分: 100.00", "SCO104 总分"),
    "total a cent too low": ("总分: 99.79", "SCO104 总分"),
    "grade too low": ("评分等级: 良", "SCO111 评分等级"),
    "no such grade": ("评分等级: 优秀", "SCO110 评分等级"),
    "points above the weight": ("绩效指标: {5: {得分: 16.00}}", "SCO108 绩效指标 5 得分"),
    "points below zero": (
        "绩效指标: {7: {得分: -1.00, 偏差原因分析及改进措施: 任务顺延至次年}}",
        "SCO108 绩效指标 7 得分",
    ),
    "points off the formula": (
        "绩效指标: {4: {得分: 4.50, 偏差原因分析及改进措施: 部分项目延期申请}}",
        "SCO106 绩效指标 4 得分",
    ),
    "points outside the band": (
        "绩效指标: {8: {得分: 7.00, 偏差原因分析及改进措施: 制度次年修订}}",
        "SCO107 绩效指标 8 得分",
    ),
    "no points for partly": (
        "绩效指标: {8: {实际完成值: 部分达成, 偏差原因分析及改进措施: 制度次年修订}}",
        "SCO109 绩效指标 8 实际完成值",
    ),
    # funds
    "executed parts": (
        "项目资金: {当年财政拨款: {全年执行数: 320.00}}",
        "FND101 项目资金 年度资金总额 全年执行数",
    ),
    "parts of the start": (
        "项目资金: {其他资金: {年初预算数: 20.00}}",
        "FND101 项目资金 年度资金总额 年初预算数",
    ),
    "more than the budget": (
        "项目资金: {年度资金总额: {全年执行数: 331.00}, 当年财政拨款: {全年执行数: 331.00}}",
        "FND104 项目资金 年度资金总额 全年执行数; FND104 项目资金 当年财政拨款 全年执行数",
    ),
    "part above its budget": (
        "项目资金: {当年财政拨款: {全年执行数: 318.40}, 其他资金: {全年执行数: 5.00}}",
        "FND104 项目资金 其他资金 全年执行数",
    ),
    "below zero": (
        "项目资金: {上年结转资金: {年初预算数: -5.00}, 其他资金: {年初预算数: 5.00}}",
        "FND105 项目资金 上年结转资金 年初预算数",
    ),
    "nothing executed": (
        '项目资金: {年度资金总额: {全年执行数: ""}}',
        "FND106 项目资金 年度资金总额 全年执行数",
    ),
    "no total above parts": (
        "项目资金: {年度资金总额: {年初预算数: 0.00}}",
        "FND107 项目资金 年度资金总额 年初预算数",
    ),
    "nothing at the start": (
        "项目资金: {年度资金总额: {年初预算数: 0.00}, 当年财政拨款: {年初预算数: 0.00}}",
        "FND108 项目资金 年度资金总额 年初预算数",
    ),
    "adjusted": (
        "项目资金: {年度资金总额: {年初预算数: 400.00}, 当年财政拨款: {年初预算数: 400.00}}",
        "FND109 项目资金 年度资金总额 全年预算数",
    ),
    # explanations
    "not reached": (
        "绩效指标: {3: {实际完成值: 4500.00(万核小时)}}",
        "EXP101 绩效指标 3 偏差原因分析及改进措施",
    ),
    "above a limit": (
        "绩效指标: {6: {实际完成值: 33.00(分钟)}}",
        "EXP101 绩效指标 6 偏差原因分析及改进措施",
    ),
    "partly in words": (
        "绩效指标: {8: {实际完成值: 部分达成, 得分: 7.00}}",
        "EXP101 绩效指标 8 偏差原因分析及改进措施",
    ),
    "no reason is no reason": (
        "绩效指标: {9: {实际完成值: 85.00(%), 偏差原因分析及改进措施: 无}}",
        "EXP101 绩效指标 9 偏差原因分析及改进措施",
    ),
    "far above": (
        "绩效指标: {4: {实际完成值: 30.00(个)}}",
        "EXP102 绩效指标 4 偏差原因分析及改进措施",
    ),
    "far below a limit": (
        "绩效指标: {6: {实际完成值: 10.00(分钟)}}",
        "EXP102 绩效指标 6 偏差原因分析及改进措施",
    ),
    "low rate": (
        "项目资金: {年度资金总额: {全年执行数: 290.00}, 当年财政拨款: {全年执行数: 290.00}}",
        "EXP103 项目资金 年度资金总额 全年执行数",
    ),
    "full marks with half the money": (
        """
        项目资金: {年度资金总额: {全年执行数: 165.00}, 当年财政拨款: {全年执行数: 165.00}}
        绩效指标: {1: {偏差原因分析及改进措施: 合同尾款次年支付}}
        """,
        "EXP105 项目资金 年度资金总额 全年执行数",
    ),
    "a unit for a reason": (
        "绩效指标: {4: {偏差原因分析及改进措施: 个}}",
        "EXP104 绩效指标 4 偏差原因分析及改进措施",
    ),
    "none for a reason": (
        "绩效指标: {8: {偏差原因分析及改进措施: 无}}",
        "EXP104 绩效指标 8 偏差原因分析及改进措施",
    ),
    # values
    "no actual": ('绩效指标: {5: {实际完成值: ""}}', "VAL102 绩效指标 5 实际完成值"),
    "a dash for an actual": ("绩效指标: {8: {实际完成值: ——}}", "VAL102 绩效指标 8 实际完成值"),
    "persons for things": ("绩效指标: {4: {实际完成值: 22.00(人)}}", "VAL103 绩效指标 4 实际完成值"),
    "persons for things, without brackets": (
        "绩效指标: {4: {年度指标值: ≥20个, 实际完成值: 22人}}",
        "VAL103 绩效指标 4 实际完成值",
    ),
    "another scale": (
        "绩效指标: {3: {实际完成值: 52000000.00(核小时)}}",
        "VAL103 绩效指标 3 实际完成值",
    ),
    "an operator": ("绩效指标: {5: {实际完成值: ≥99.60(%)}}", "VAL104 绩效指标 5 实际完成值"),
    "the operator of a limit": (
        "绩效指标: {6: {实际完成值: ≤25.00(分钟)}}",
        "VAL104 绩效指标 6 实际完成值",
    ),
    "an actual above a hundred": ("绩效指标: {9: {实际完成值: 105.00(%)}}", "VAL106 绩效指标 9 实际完成值"),
    "another unit for a reason": (
        "绩效指标: {3: {偏差原因分析及改进措施: 核小时}}",
        "VAL110 绩效指标 3 偏差原因分析及改进措施",
    ),
    "a word for a number": ("绩效指标: {7: {实际完成值: 达成指标}}", "VAL111 绩效指标 7 实际完成值"),
    "a fraction": (
        "绩效指标: {9: {实际完成值: 0.95(%), 偏差原因分析及改进措施: 回收问卷不足}}",
        "VAL119 绩效指标 9 实际完成值",
    ),
    "thousands of times": (
        "绩效指标: {3: {实际完成值: 52000000.00(万核小时)}}",
        "VAL120 绩效指标 3 实际完成值",
    ),
    # goals and texts
    "the goal again": (
        "年度总体目标: {实际完成情况: 建成数字档案馆，市民可以在线查阅}",
        "GOL103 年度总体目标 实际完成情况",
    ),
    "the goal with 了": (
        "年度总体目标: {实际完成情况: 建成了数字档案馆，市民可以在线查阅了。}",
        "GOL103 年度总体目标 实际完成情况",
    ),
    "a report of another number": (
        "年度总体目标: {实际完成情况: 档案馆已经开放，用户满意度为99%。}",
        "GOL101 年度总体目标 实际完成情况",
    ),
    "no report": ('年度总体目标: {实际完成情况: ""}', "FRM102 年度总体目标 实际完成情况"),
    "a blank in a reason": (
        "绩效指标: {3: {偏差原因分析及改进措施: 新增机 时由其他渠道补足}}",
        "TXT103 绩效指标 3 偏差原因分析及改进措施",
    ),
    "an answer cut off": (
        "绩效指标: {8: {年度指标值: 健全并按规定公开各项运维制度, 实际完成值: 健全并按规定公开各项运}}",
        "TXT105 绩效指标 8 实际完成值",
    ),
    "a reason cut off": (
        "绩效指标: {3: {偏差原因分析及改进措施: 新增机时由其他渠道补足，}}",
        "TXT105 绩效指标 3 偏差原因分析及改进措施",
    ),
    # levels, as they tell on points and on what has to be there
    "an output cut short": ("绩效指标: {5: {一级指标: 产出}}", "LVL102 绩效指标 5 一级指标"),
    "the only satisfaction cut short": ("绩效指标: {9: {一级指标: 满意度}}", "LVL102 绩效指标 9 一级指标"),
    "no level over a benefit": ('绩效指标: {7: {一级指标: ""}}', "LVL102 绩效指标 7 一级指标"),
    "time under the benefits": ("绩效指标: {6: {一级指标: 效益指标}}", "LVL103 绩效指标 6 二级指标"),
    "no kind of output": ('绩效指标: {5: {二级指标: ""}}', "LVL103 绩效指标 5 二级指标"),
    "no such kind of output": ("绩效指标: {6: {二级指标: 进度指标}}", "LVL103 绩效指标 6 二级指标"),
}

TARGETS = {
    # values
    "no target": ('绩效指标: {3: {年度指标值: ""}}', "VAL101 绩效指标 3 年度指标值"),
    "XX for a number": ("绩效指标: {9: {年度指标值: ≥XX(%)}}", "VAL101 绩效指标 9 年度指标值"),
    "to be filled in": ("绩效指标: {8: {年度指标值: 待填}}", "VAL101 绩效指标 8 年度指标值"),
    "an asterisk": ('绩效指标: {4: {年度指标值: "*"}}', "VAL101 绩效指标 4 年度指标值"),
    "zero percent": ("绩效指标: {5: {年度指标值: =0.00(%)}}", "VAL105 绩效指标 5 年度指标值"),
    "at least nothing": ("绩效指标: {7: {年度指标值: ≥0.00(项)}}", "VAL105 绩效指标 7 年度指标值"),
    "above a hundred": ("绩效指标: {9: {年度指标值: ≥120.00(%)}}", "VAL106 绩效指标 9 年度指标值"),
    "thousands of percent": ("绩效指标: {4: {年度指标值: ≥5000.00(%)}}", "VAL106 绩效指标 4 年度指标值"),
    "at least a hundred": ("绩效指标: {5: {年度指标值: ≥100.00(%)}}", "VAL107 绩效指标 5 年度指标值"),
    "more than a hundred": ("绩效指标: {9: {年度指标值: '>100.00(%)'}}", "VAL107 绩效指标 9 年度指标值"),
    "a share of a number": ("绩效指标: {4: {年度指标值: ≥90.00(%)}}", "VAL108 绩效指标 4 年度指标值"),
    "a share of visits": (
        "绩效指标: {4: {三级指标: 培训次数, 年度指标值: =95.00(%)}}",
        "VAL108 绩效指标 4 年度指标值",
    ),
    "units in persons": (
        "绩效指标: {4: {三级指标: 接入单位数量, 年度指标值: ≥30.00(万人)}}",
        "VAL109 绩效指标 4 年度指标值",
    ),
    "time in times": ("绩效指标: {6: {年度指标值: ≤30.00(次)}}", "VAL109 绩效指标 6 年度指标值"),
    "a cost without a limit": (
        "绩效指标: {2: {年度指标值: ≥0.08(元/核小时)}}",
        "VAL112 绩效指标 2 年度指标值",
    ),
    "more than the cost": ("绩效指标: {1: {年度指标值: '>330.00(万元)'}}", "VAL112 绩效指标 1 年度指标值"),
    "costs above the amount": ("绩效指标: {1: {年度指标值: ≤400.00(万元)}}", "VAL113 绩效指标 1 年度指标值"),
    "costs that add up to more": (
        """
        绩效指标:
          1: {三级指标: 设备成本, 年度指标值: ≤200.00(万元)}
          2: {三级指标: 场地成本, 年度指标值: ≤131.00(万元)}
        """,
        "VAL113 绩效指标 1 年度指标值",
    ),
    "in time": ("绩效指标: {6: {年度指标值: 及时}}", "VAL114 绩效指标 6 年度指标值"),
    "good for a share": ("绩效指标: {5: {年度指标值: 较高}}", "VAL114 绩效指标 5 年度指标值"),
    "vague": ("绩效指标: {8: {年度指标值: 有所改进}}", "VAL115 绩效指标 8 年度指标值"),
    "a direction": ("绩效指标: {7: {年度指标值: 提升}}", "VAL115 绩效指标 7 年度指标值"),
    "exactly so many": ("绩效指标: {4: {年度指标值: =20.00(个)}}", "VAL116 绩效指标 4 年度指标值"),
    "exactly so many times": (
        "绩效指标: {4: {三级指标: 培训场次, 年度指标值: =5.00(场)}}",
        "VAL116 绩效指标 4 年度指标值",
    ),
    "more than": ("绩效指标: {7: {年度指标值: '>6.00(项)'}}", "VAL117 绩效指标 7 年度指标值"),
    "less than": ("绩效指标: {6: {年度指标值: <30.00(分钟)}}", "VAL117 绩效指标 6 年度指标值"),
    "the name again": ("绩效指标: {8: {年度指标值: 运维管理制度}}", "VAL118 绩效指标 8 年度指标值"),
    "the name again, with a full stop": (
        "绩效指标: {7: {三级指标: 支撑气象预报, 年度指标值: 支撑气象预报。}}",
        "VAL118 绩效指标 7 年度指标值",
    ),
    # levels
    "no indicator": ("绩效指标: []", "LVL101 绩效指标"),
    "no first level": ('绩效指标: {7: {一级指标: ""}}', "LVL102 绩效指标 7 一级指标"),
    "a first level cut short": ("绩效指标: {3: {一级指标: 产出}}", "LVL102 绩效指标 3 一级指标"),
    "no second level": ('绩效指标: {3: {二级指标: ""}}', "LVL103 绩效指标 3 二级指标"),
    "a benefit among the outputs": ("绩效指标: {7: {一级指标: 产出指标}}", "LVL103 绩效指标 7 二级指标"),
    "no name": ('绩效指标: {7: {三级指标: ""}}', "LVL104 绩效指标 7 三级指标"),
    "no benefits": ("去掉: [7, 8]", "LVL105 绩效指标"),
    "no satisfaction": ("去掉: [9]", "LVL105 绩效指标"),
    "no outputs": ("去掉: [3, 4, 5, 6]", "LVL105 绩效指标"),
    "no costs": ("去掉: [1, 2]", "LVL106 绩效指标"),
    "no quality": ("去掉: [5]", "LVL107 绩效指标"),
    "no time": ("去掉: [6]", "LVL107 绩效指标"),
    "a name twice": ("绩效指标: {4: {三级指标: 提供机时}}", "LVL108 绩效指标 4 三级指标"),
    "an output and a benefit": ("绩效指标: {7: {三级指标: 提供机时}}", "LVL109 绩效指标 7 三级指标"),
    "nearly a name twice": ("绩效指标: {2: {三级指标: 项目的总成本}}", "LVL115 绩效指标 2 三级指标"),
    "satisfaction as a benefit": (
        "绩效指标: {7: {三级指标: 科研人员满意度, 年度指标值: ≥90.00(%)}}",
        "LVL110 绩效指标 7 三级指标",
    ),
    "an ability as satisfaction": (
        "绩效指标: {9: {三级指标: 数据安全能力, 年度指标值: 通过等级测评}}",
        "LVL110 绩效指标 9 三级指标",
    ),
    "time among the qualities": (
        "绩效指标: {5: {三级指标: 工单及时办结率}}",
        "LVL111 绩效指标 5 三级指标",
    ),
    "time among the benefits": (
        "绩效指标: {7: {三级指标: 审批平均时间, 年度指标值: ≤5.00(天)}}",
        "LVL111 绩效指标 7 三级指标",
    ),
    "quality among the quantities": (
        "绩效指标: {4: {三级指标: 设备验收通过率, 年度指标值: ≥95.00(%)}}",
        "LVL112 绩效指标 4 三级指标",
    ),
    "quality among the benefits": (
        "绩效指标: {7: {三级指标: 成果质量达标率, 年度指标值: ≥95.00(%)}}",
        "LVL112 绩效指标 7 三级指标",
    ),
    "counts as time": (
        "绩效指标: {6: {三级指标: 组织算力大赛, 年度指标值: ≥2.00(次)}}",
        "LVL113 绩效指标 6 三级指标",
    ),
    # goals
    "more satisfaction than asked": (
        "项目绩效目标: {年度总体目标: 建成数字档案馆，用户满意度达到98%以上。}",
        "GOL101 项目绩效目标 年度总体目标",
    ),
    "a number without an indicator": (
        "项目绩效目标: {年度总体目标: 建成数字档案馆，举办展览12场。}",
        "GOL102 项目绩效目标 年度总体目标",
    ),
    "said twice": (
        "项目绩效目标: {年度总体目标: 让全体市民都可以在线查阅各类档案；让全体市民都可以在线查阅各类档案，满意。}",
        "GOL104 项目绩效目标 年度总体目标",
    ),
    "the goal of another project": (
        "项目绩效目标: {年度总体目标: 为科研单位提供算力服务，全年机时不少于5000万核小时，用户满意度达到90%以上}",
        "GOL105 项目绩效目标 年度总体目标",
    ),
    "numbering begins with the third": (
        "项目绩效目标: {年度总体目标: 建成数字档案馆。三是市民可以在线查阅。}",
        "GOL106 项目绩效目标 年度总体目标",
    ),
    "a number left out": (
        "项目绩效目标: {年度总体目标: 1.建成数字档案馆；3.市民可以在线查阅。}",
        "GOL106 项目绩效目标 年度总体目标",
    ),
    "the indicators of another project": ("绩效指标: {4: {三级指标: 服务科研项目数}}", "GOL107 绩效指标"),
    "the name for a goal": (
        "项目绩效目标: {年度总体目标: 完成数字档案馆建设工作。}",
        "GOL108 项目绩效目标 年度总体目标",
    ),
    # texts
    "tags": (
        "项目绩效目标: {年度总体目标: <p>建成数字档案馆，市民可以在线查阅。</p>}",
        "TXT101 项目绩效目标 年度总体目标",
    ),
    "entities": (
        "绩效指标: {8: {年度指标值: 健全&nbsp;}}",
        "TXT101 绩效指标 8 年度指标值",
    ),
    "a quote that opens twice": (
        "项目绩效目标: {年度总体目标: 建成“数字档案馆“，市民可以在线查阅。}",
        "TXT102 项目绩效目标 年度总体目标",
    ),
    "a bracket alone": ("绩效指标: {8: {三级指标: 运维管理制度（试行}}", "TXT102 绩效指标 8 三级指标"),
    "straight quotes": (
        "项目绩效目标: {年度总体目标: '建成\"数字档案馆\"，市民可以在线查阅。'}",
        "TXT102 项目绩效目标 年度总体目标",
    ),
    "a blank": (
        "项目绩效目标: {年度总体目标: 建成数字档 案馆，市民可以在线查阅。}",
        "TXT103 项目绩效目标 年度总体目标",
    ),
    "a blank in a name": ("绩效指标: {4: {三级指标: 数字化 档案数}}", "TXT103 绩效指标 4 三级指标"),
    "half-width comma": (
        "项目绩效目标: {年度总体目标: '建成数字档案馆,市民可以在线查阅。'}",
        "TXT104 项目绩效目标 年度总体目标",
    ),
    "half-width brackets": (
        "绩效指标: {8: {三级指标: 运维管理制度(含应急)建设}}",
        "TXT104 绩效指标 8 三级指标",
    ),
    "a goal cut off": (
        "项目绩效目标: {年度总体目标: 建成数字档案馆，市民可以在线查阅，并}",
        "TXT105 项目绩效目标 年度总体目标",
    ),
    "a target cut off": (
        "绩效指标: {8: {年度指标值: 健全制度并且}}",
        "TXT105 绩效指标 8 年度指标值",
    ),
    "an old year": (
        "项目绩效目标: {年度总体目标: 2024年建成数字档案馆，市民可以在线查阅。}",
        "TXT106 项目绩效目标 年度总体目标",
    ),
    "an old year in a target": (
        "绩效指标: {8: {年度指标值: 2025年12月底前印发}}",
        "TXT106 绩效指标 8 年度指标值",
    ),
    "a plan that is over": (
        "项目绩效目标: {年度总体目标: 落实“十四五”规划，建成数字档案馆，市民可以在线查阅。}",
        "TXT107 项目绩效目标 年度总体目标",
    ),
    "a typo": ("绩效指标: {5: {三级指标: 家俱完好率}}", "TXT108 绩效指标 5 三级指标"),
    "a typo in a goal": (
        "项目绩效目标: {年度总体目标: 数字档案馆延申到街道，市民可以在线查阅。}",
        "TXT108 项目绩效目标 年度总体目标",
    ),
    "full-width digits": ("绩效指标: {5: {年度指标值: ≥９９.00(%)}}", "TXT109 绩效指标 5 年度指标值"),
    "a word twice": ("绩效指标: {5: {三级指标: 系统验收验收可用率}}", "TXT110 绩效指标 5 三级指标"),
    "a comma twice": (
        "项目绩效目标: {年度总体目标: 建成数字档案馆，，市民可以在线查阅。}",
        "TXT110 项目绩效目标 年度总体目标",
    ),
    # form
    "no department": ('主管部门: ""', "FRM101 主管部门"),
    "no unit": ('实施单位: ""', "FRM101 实施单位"),
    "no goal": ('项目绩效目标: {年度总体目标: ""}', "FRM102 项目绩效目标 年度总体目标"),
    "no start": ('计划开始日期: ""', "FRM104 计划开始日期"),
    "ends before it starts": (
        "{计划开始日期: 2026-09-01, 计划完成日期: 2026-03-31}",
        "FRM105 计划完成日期",
    ),
    "begins after the year": (
        "{计划开始日期: 2027-01-01, 计划完成日期: 2027-12-31}",
        "FRM106 计划开始日期",
    ),
    "ended before the year": (
        "{计划开始日期: 2025-01-01, 计划完成日期: 2025-12-31}",
        "FRM106 计划完成日期",
    ),
    "years without totals": (
        "{项目性质: 阶段性项目, 计划完成日期: 2028-12-31}",
        "FRM107 项目资金 项目资金总额; FRM107 项目绩效目标 项目总目标",
    ),
    "years without a goal": (
        "{项目性质: 阶段性项目, 计划完成日期: 2028-12-31, 项目资金: {项目资金总额: 9900000.00}}",
        "FRM107 项目绩效目标 项目总目标",
    ),
    "no such nature": ("项目性质: 经常性业务费", "FRM108 项目性质"),
    "no such category": ("项目类别: 特定目标", "FRM109 项目类别"),
    "a year in the name": ("项目名称: 2026年数字档案馆", "FRM110 项目名称"),
    "another year in the name": ("项目名称: 2025年度数字档案馆", "FRM110 项目名称"),
    "nearly a name twice in the booklet": ("项目名称: 高性能计算的服务经费", "FRM111 项目名称"),
    "a name in short": ("主管部门: 上海数据局", "FRM112 主管部门"),
    "another department": ("主管部门: 苏州市教育局", "FRM112 主管部门"),
    "yearly over two years": (
        "{计划完成日期: 2027-12-31, 项目资金: {项目资金总额: 6600000.00}, 项目绩效目标: {项目总目标: 建成档案馆}}",
        "FRM113 计划完成日期",
    ),
    "a placeholder in the goal": (
        "项目绩效目标: {年度总体目标: 建成数字档案馆，XX市民可以在线查阅。}",
        "FRM114 项目绩效目标 年度总体目标",
    ),
    "a placeholder in a name": ("绩效指标: {4: {三级指标: XX档案数}}", "FRM114 绩效指标 4 三级指标"),
    # money
    "parts of the request": ("项目资金: {其他资金: 100000.00}", "FND102 项目资金 年度资金申请总额"),
    "a request without its part": (
        "项目资金: {当年财政拨款: 3000000.00}",
        "FND102 项目资金 年度资金申请总额",
    ),
    "parts of the project": (
        """
        项目性质: 阶段性项目
        计划完成日期: 2028-12-31
        项目绩效目标: {项目总目标: 建成档案馆}
        项目资金: {项目资金总额: 9900000.00, 财政资金: 9000000.00}
        """,
        "FND103 项目资金 项目资金总额",
    ),
    "less than nothing": (
        "项目资金: {上年结转资金: -100000.00, 其他资金: 100000.00}",
        "FND105 项目资金 上年结转资金",
    ),
}


def booklet(kind: str, plant: str) -> dict[str, Any]:
    """The data of two correct projects with a plant in the second one."""
    planted = yaml.load(plant, Loader=yaml.BaseLoader)
    dropped = sorted((int(number) for number in planted.pop("去掉", ())), reverse=True)
    data = booklet_data(yaml.safe_dump({"表种": kind, "项目列表": [{}, planted]}, allow_unicode=True), kind)
    for number in dropped:
        del data["项目列表"][SECOND]["绩效指标"][number - 1]
    return data


def path(place: str) -> KeyPath:
    """The keys of a place: `绩效指标 3 分值` is that of the third indicator."""
    keys = (int(key) - 1 if key.isdigit() else key for key in place.split())
    return ("项目列表", SECOND, *keys)


def heading(folder: Path, finding: Finding) -> str:
    """The heading above the cell to which a finding leads; of a YAML file the name of its project."""
    place = finding.location
    if not place.sheet:
        return place.file.rpartition("/")[2][:2]
    sheet = load_workbook(folder / WORKBOOK)[place.sheet]
    return str(sheet.cell(1, place.column).value)


def above(place: str, form: str) -> str:
    """What `heading` finds at a place."""
    if form == "yaml":
        return "02"
    last = place.split()[-1]
    return {"年度指标值": "指标值", "绩效指标": "项目名称"}.get(last, last)


PLANTS = pytest.mark.parametrize(
    ("kind", "plant", "expected"),
    [
        pytest.param(kind, *planted, id=f"{mark}-{name}")
        for kind, mark, plants in (("自评表", "evaluation", EVALUATION), ("申报表", "targets", TARGETS))
        for name, planted in plants.items()
    ],
)


@pytest.mark.parametrize("form", WRITERS)
@PLANTS
def test_a_planted_defect_is_found_where_it_is_and_nothing_else(
    tmp_path: Path, form: str, kind: str, plant: str, expected: str
) -> None:
    folder = tmp_path / "inputs" / "b"
    WRITERS[form](booklet(kind, plant), folder)
    workspace = Workspace(tmp_path)
    loaded = pipeline.load(folder, workspace)
    findings = pipeline.check(loaded, workspace).findings
    wanted = [each.split(maxsplit=1) for each in expected.split("; ")]
    assert sorted((each.code, each.path) for each in findings) == sorted(
        (code, path(place)) for code, place in wanted
    )
    assert {heading(folder, each) for each in findings} == {above(place, form) for _code, place in wanted}
