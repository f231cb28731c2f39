"""The whole booklet, and how it is read from plain data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, Field, PlainValidator, ValidationError

from generator.finding import Problem
from generator.location import KeyPath
from generator.model.dates import Year
from generator.model.indicator import Indicator, ScoredIndicator
from generator.model.labels import labels_of
from generator.model.messages import empty_list, problems
from generator.model.project import KINDS, Project, SelfEvaluation, TargetDeclaration
from generator.model.record import EXTRA, Name, Record, text
from generator.model.settings import CheckSettings, ExtraFields, RenderingLimits, ScoringSettings

PROJECTS = "项目列表"
_INDICATORS = "绩效指标"
_R = TypeVar("_R", bound=Record)


def _one_or_more(value: object) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [value]
    return tuple(name for name in map(text, names) if name)


OneOrMore = Annotated[tuple[str, ...], PlainValidator(_one_or_more)]
Projects = Annotated[tuple[Project, ...], PlainValidator(tuple)]  # validated one by one before


class Booklet(Record):
    """All forms that a body publishes together in one year."""

    kind: Literal["自评表", "申报表"] = Field(alias="表种")
    year: Year = Field(alias="年度")
    department: Name = Field(alias="部门")
    title: Name = Field(alias="标题")
    money_unit: Literal["万元", "元"] = Field(alias="金额单位")
    template: Name = Field(alias="模板")
    formats: tuple[Literal["xlsx", "docx"], ...] = Field(default=("xlsx", "docx"), alias="输出", min_length=1)
    missing: Literal["报错", "留空", "标记"] = Field(default="报错", alias="缺失值")
    compared: OneOrMore = Field(default=(), alias="对照")  # names of booklets, or paths
    scoring: ScoringSettings = Field(default={}, validate_default=True, alias="计分")
    checks: CheckSettings = Field(default={}, validate_default=True, alias="检查")
    limits: RenderingLimits = Field(default={}, validate_default=True, alias="限度")
    extra_fields: ExtraFields = Field(default={}, validate_default=True, alias="附加字段")
    projects: Projects = Field(alias="项目列表")

    @property
    def evaluations(self) -> tuple[SelfEvaluation, ...]:
        return tuple(project for project in self.projects if isinstance(project, SelfEvaluation))

    @property
    def declarations(self) -> tuple[TargetDeclaration, ...]:
        return tuple(project for project in self.projects if isinstance(project, TargetDeclaration))


def load_booklet(data: dict[str, object]) -> tuple[Booklet | None, list[Problem]]:
    """The booklet that `data` (labels as keys, text as scalars) holds, None when anything in it is wrong.

    Every problem of the head and of each project is in the list, in the order of the data.
    """
    listed = data.get(PROJECTS)
    records: list[object] = listed if isinstance(listed, list) else []
    projects, project_problems = _projects(data, records)
    booklet, found = _validated(Booklet, {**data, PROJECTS: projects}, ())
    if not records:
        found.append(empty_list((PROJECTS,)))
    found += project_problems
    return (None, found) if found else (booklet, [])


def _projects(data: dict[str, object], records: list[object]) -> tuple[list[Project], list[Problem]]:
    kind = KINDS.get(str(data.get("表种"))) or _likely_kind(records)
    project_fields, indicator_fields = _declared(data, "项目"), _declared(data, _INDICATORS)
    projects: list[Project] = []
    found: list[Problem] = []
    for position, record in enumerate(records):
        record = _with_extra(record, project_fields, kind)
        if isinstance(record, dict) and isinstance(rows := record.get(_INDICATORS), list):
            row_kind = ScoredIndicator if kind is SelfEvaluation else Indicator
            record = {**record, _INDICATORS: [_with_extra(row, indicator_fields, row_kind) for row in rows]}
        project, problems_here = _validated(kind, record, (PROJECTS, position))
        found += problems_here
        if project is not None:
            projects.append(project)
    return projects, found


def _likely_kind(records: Iterable[object]) -> type[SelfEvaluation | TargetDeclaration]:
    """The kind whose keys the records have, so that a misspelt 表种 does not hide their problems."""
    declared = any(isinstance(record, dict) and "项目绩效目标" in record for record in records)
    return TargetDeclaration if declared else SelfEvaluation


def _declared(data: dict[str, object], table: str) -> tuple[str, ...]:
    """The names that 附加字段 gives; what is wrong with them is reported with the rest of the head."""
    fields = data.get("附加字段")
    names = fields.get(table) if isinstance(fields, dict) else None
    return tuple(name for name in names if isinstance(name, str)) if isinstance(names, list) else ()


def _with_extra(record: object, declared: tuple[str, ...], model: type[BaseModel]) -> object:
    """`record` with the values of its declared extra fields moved under one key."""
    if not declared or not isinstance(record, dict):
        return record
    extra = {name: record[name] for name in declared if name in record and name not in labels_of(model)}
    return {key: value for key, value in record.items() if key not in extra} | {EXTRA: extra}


def _validated(model: type[_R], record: object, path: KeyPath) -> tuple[_R | None, list[Problem]]:
    try:
        return model.model_validate(record), []
    except ValidationError as error:
        return None, problems(error.errors(include_url=False), model, path)
