"""The schema of one value, by what the model reads it with."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from generator.model.amounts import Amount, Count, Number, StatedNumber
from generator.model.booklet import OneOrMore
from generator.model.dates import Day, Year
from generator.model.exemptions import Exemptions
from generator.model.record import Name, Record, Text
from generator.model.value import TargetValue
from generator.schema import patterns

Schema = dict[str, Any]  # Any: what JSON holds

_SCALAR: Schema = {"type": ["string", "number", "boolean", "null"]}
_NAME: Schema = {"type": ["string", "number", "boolean"], "pattern": patterns.NOT_BLANK}
_REASONS: Schema = {"type": ["object", "array", "null"], "additionalProperties": _SCALAR, "items": _SCALAR}
_BY_READER: dict[object, Schema] = {}


def _reader(annotated: Any) -> Any:
    """The function that reads a value of an annotated type; its metadata holds it under this name."""
    return next((found for part in annotated if (found := getattr(part, "func", None))), None)


for _type, _schema in (
    (Text, _SCALAR),
    (Name, _NAME),
    (TargetValue, _SCALAR),
    (Number, {"type": ["number", "string"], "pattern": patterns.NUMBER}),
    (Count, {"type": ["integer", "string"], "pattern": patterns.COUNT, "minimum": 1}),
    (Amount, {"type": ["number", "string", "null"], "pattern": f"{patterns.NUMBER}|{patterns.BLANK}"}),
    (StatedNumber, {"type": ["number", "string", "null"], "pattern": patterns.STATED}),
    (Day, {"type": ["string", "integer", "null"], "pattern": patterns.DAY, "minimum": 10000101, "maximum": 99991231}),
    (Year, {"type": ["integer", "string"], "pattern": patterns.YEAR, "minimum": 1900, "maximum": 2099}),
    (Exemptions, _REASONS),
    (OneOrMore, {"type": ["string", "number", "array", "null"], "items": _SCALAR}),
):  # fmt: skip
    _BY_READER[_reader(get_args(_type)[1:])] = _schema


def schema_of(annotation: Any, metadata: Any, record: Callable[[type[Record]], Schema]) -> Schema:
    """The schema of a field; `record` makes that of a record inside it."""
    if (known := _BY_READER.get(_reader(metadata))) is not None:
        return _limited(known, metadata)
    if hasattr(annotation, "__metadata__"):
        inner, *_rest = get_args(annotation)
        return schema_of(inner, annotation.__metadata__, record)
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return record(annotation)
    arguments = get_args(annotation)
    if get_origin(annotation) is tuple:
        return {"type": "array", "items": schema_of(arguments[0], (), record)}
    if get_origin(annotation) is dict:
        return {"type": "object", "additionalProperties": schema_of(arguments[1], (), record)}
    if get_origin(annotation) is Literal:
        return {"enum": list(arguments)}
    raise TypeError(f"no schema is known for {annotation}")  # a new kind of value: describe it above


def or_blank(schema: Schema) -> Schema:
    """The same, or nothing: a blank value is as good as none."""
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return {**schema, "type": [*types, *(["null"] if "null" not in types else [])]}


def default_of(value: object) -> object:
    """A default as a file would hold it."""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    if isinstance(value, tuple | list):
        return [default_of(item) for item in value]
    if isinstance(value, dict):
        return {key: default_of(item) for key, item in value.items()}
    return value


def _limited(schema: Schema, metadata: Any) -> Schema:
    low = next((part.ge for part in metadata if getattr(part, "ge", None) is not None), None)
    high = next((part.le for part in metadata if getattr(part, "le", None) is not None), None)
    if low is None:
        return schema
    if high is None:
        return {**schema, "minimum": low, "pattern": patterns.NOT_NEGATIVE}
    return {**schema, "minimum": low, "maximum": high, "pattern": patterns.PERCENT}
