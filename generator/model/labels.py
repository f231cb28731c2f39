"""The two names of every key: the label that users see and the attribute that the program uses."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, get_args

from pydantic import BaseModel

from generator.location import KeyPath


def labels_of(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys that a record of this model may have, in the order of the form."""
    return tuple(field.alias for field in model.model_fields.values() if field.alias)


@lru_cache(maxsize=4096)
def labelled(model: type[BaseModel], path: KeyPath) -> KeyPath:
    """A path of attributes as a path of labels: `("indicators", 3, "target")` → `("绩效指标", 3, "年度指标值")`."""
    here: type[BaseModel] | None = model
    labels: list[str | int] = []
    for step in path:
        if isinstance(step, str) and here is not None and step in here.model_fields:
            field = here.model_fields[step]
            here = _record_in(field.annotation)
            labels += [field.alias] if field.alias else []  # `extra` is no key of the data
        else:
            labels.append(step)
    return tuple(labels)


def record_at(model: type[BaseModel], path: KeyPath) -> type[BaseModel]:
    """The model of the record at a path of labels."""
    here = model
    for step in path:
        for field in here.model_fields.values():
            if field.alias == step:
                here = _record_in(field.annotation) or here
                break
    return here


def _record_in(annotation: Any) -> type[BaseModel] | None:  # Any: an annotation has no type of its own
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _record_in(inner))), None)
