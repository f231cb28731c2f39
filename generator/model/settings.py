"""What a booklet can set: how it scores, what it checks, which fields it adds."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field, ValidationError

from generator.model.amounts import Count, NotNegative, Number, Percent
from generator.model.dates import Year
from generator.model.exemptions import Exemptions
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

# Source: 财预〔2021〕101号 for the words; the lists are open, and a booklet that gives its own replaces them.
NATURES = ("经常性专项业务费", "专项资金", "阶段性项目", "一次性项目")
CATEGORIES = ("特定目标类", "其他运转类", "人员类", "公用经费")
PLANS = {"十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
VAGUE_WORDS = ("有所", "有效", "不断", "一定", "推动", "进一步", "明显", "较好", "显著")
COUNTING_WORDS = (
    "次数",
    "数量",
    "人数",
    "个数",
    "人次",
    "场次",
    "车次",
    "批次",
    "机时",
    "量",
    "数",
)  # at the end of a name that counts things
TIMELINESS_WORDS = ("及时", "时间", "时限", "响应", "按时", "按期", "准时", "时效", "进度", "周期")
QUALITY_WORDS = ("验收", "合格", "达标", "优良率", "准确率", "正确率", "通过率", "可用率")
SATISFACTION_WORDS = ("满意",)
TYPOS = {
    "延申": "延伸",
    "家俱": "家具",
    "帐户": "账户",
    "帐号": "账号",
    "帐目": "账目",
    "登陆系统": "登录系统",
    "登陆平台": "登录平台",
    "登陆账": "登录账",
    "按装": "安装",
    "布署": "部署",
    "贯切": "贯彻",
    "峻工": "竣工",
    "竟争": "竞争",
    "松驰": "松弛",
    "各项工完成": "各项工作完成",
    "工作机相关": "工作及相关",
    "“网统管": "“一网统管",
}


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

    ignored: Exemptions = Field(default={}, alias="忽略")
    strict: Literal["是", "否"] = Field(
        default="否", alias="有错不生成"
    )  # whether errors keep a booklet from being built
    levels: dict[str, tuple[Name, ...]] = Field(default=LEVELS, alias="指标体系")
    rate_floor: Percent = Field(default=Decimal(90), alias="执行率下限")  # percent
    full_marks_floor: Percent = Field(default=Decimal(80), alias="满分执行率下限")  # percent
    heaviest: NotNegative = Field(default=Decimal(30), alias="单项分值上限")  # points
    fewest: NotNegative = Field(default=Decimal(4), alias="最少指标数")
    most_times: NotNegative = Field(default=Decimal(1000), alias="倍数上限")  # of actual to target
    amount_change: NotNegative = Field(default=Decimal(30), alias="资金变动上限")  # percent
    similarity: Percent = Field(default=Decimal(85), alias="相似度")  # percent, of names and texts
    natures: tuple[Name, ...] = Field(default=NATURES, alias="项目性质")
    categories: tuple[Name, ...] = Field(default=CATEGORIES, alias="项目类别")
    plans: dict[str, Year] = Field(default=PLANS, alias="规划期")  # the last year of each plan
    vague_words: tuple[Name, ...] = Field(default=VAGUE_WORDS, alias="空泛词语")
    counting_words: tuple[Name, ...] = Field(default=COUNTING_WORDS, alias="计数词语")
    timeliness_words: tuple[Name, ...] = Field(default=TIMELINESS_WORDS, alias="时效词语")
    quality_words: tuple[Name, ...] = Field(default=QUALITY_WORDS, alias="质量词语")
    satisfaction_words: tuple[Name, ...] = Field(default=SATISFACTION_WORDS, alias="满意词语")
    typos: dict[str, Name] = Field(default=TYPOS, alias="错别字")  # what is written → what is meant


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
