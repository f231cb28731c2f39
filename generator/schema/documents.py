"""The schemas of a project's file and of booklet.yaml, made from the model."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping

from generator.model.booklet import PROJECTS, Booklet
from generator.model.indicator import Indicator
from generator.model.project import KINDS, Form
from generator.model.record import Record
from generator.model.value import Value
from generator.schema import words
from generator.schema.fields import Schema, default_of, or_blank, schema_of
from generator.tree import Mapping as Data
from generator.tree import texts, value_at

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TITLES = {"自评表": "项目支出绩效自评表", "申报表": "项目绩效目标申报表"}
_FIELDS = {"自评表": words.SELF_EVALUATION, "申报表": words.TARGET_DECLARATION}
FUNDS = "项目资金"


def project_schema(kind: str, head: Data | None = None) -> Schema:
    """The schema of a project's file; `head` is the booklet.yaml whose 附加字段 it knows."""
    extra = {
        table: tuple(name.strip() for name in texts(value_at(head or {}, ("附加字段", table))))
        for table in ("项目", "绩效指标")
    }
    made = _Records({**words.INNER, **_FIELDS[kind]}, extra).record(KINDS[kind], ())
    return {"$schema": _DIALECT, "title": _TITLES[kind], **made}


def booklet_schema() -> Schema:
    """The schema of booklet.yaml."""
    made = _Records({**words.INNER, **words.BOOKLET}, {}).record(Booklet, ())
    return {"$schema": _DIALECT, "title": "booklet.yaml：一本的年度、部门、标题和设置", **made}


def as_json(schema: Schema) -> str:
    """The file that holds a schema."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


class _Records:
    """Schemas of records, with what each key holds in words."""

    def __init__(self, described: Mapping[str, str], extra: Mapping[str, tuple[str, ...]]) -> None:
        self._described = described
        self._extra = extra

    def record(self, model: type[Record], path: tuple[str, ...]) -> Schema:
        """The schema of a record at a path of keys."""
        properties: dict[str, Schema] = {}
        required = []
        for field in model.model_fields.values():
            if field.alias in (
                None,
                PROJECTS,
            ):  # extra fields stand beside the others, projects in other files
                continue
            inner = (*path, field.alias)
            schema = schema_of(field.annotation, field.metadata, functools.partial(self.record, path=inner))
            if field.is_required():
                required.append(field.alias)
                schema = {**schema, "minProperties": 1} if schema.get("type") == "object" else schema
            else:
                schema = or_blank(schema)
            properties[field.alias] = self._titled(
                schema, inner, None if field.is_required() else field.get_default(call_default_factory=True)
            )
        for name in self._extra.get(_table(model), ()):
            properties.setdefault(name, {"type": ["string", "number", "boolean", "null"], "title": name})
        made: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
        return {**made, "required": required} if required else made

    def _titled(self, schema: Schema, path: tuple[str, ...], default: object) -> Schema:
        titled = {"title": path[-1]}
        if description := self._description(path):
            titled["description"] = description
        if not isinstance(default, Record) and default not in (None, "", {}, (), Value("")):
            schema = {**schema, "default": default_of(default)}
        if examples := words.EXAMPLES.get(".".join(_short(path))):
            schema = {**schema, "examples": examples}
        return {**titled, **schema}

    def _description(self, path: tuple[str, ...]) -> str:
        return self._described.get(".".join(_short(path)), "")


def _short(path: tuple[str, ...]) -> tuple[str, ...]:
    """The path of what each of the four rows of funds holds, whichever it is."""
    return (path[0], path[2]) if len(path) == 3 and path[0] == FUNDS else path


def _table(model: type[Record]) -> str:
    if issubclass(model, Form):
        return "项目"
    return "绩效指标" if issubclass(model, Indicator) else ""
