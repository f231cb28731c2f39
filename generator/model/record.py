"""What all records of the model share, and the types of their plain values."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainValidator
from pydantic_core import PydanticCustomError

from generator.tree import stripped

# No file can hold a key with a NUL, so nobody writes this one; the declared extra fields of a record stand under it.
EXTRA = "\0附加字段"


class Record(BaseModel):
    """A mapping of the data, read by its labels and frozen.

    A record inside another one defaults to `{}` with `validate_default`: a default instance would have its
    schema built a second time, and that is what costs time at start-up.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def text(value: object) -> str:
    """`value` without blanks around it; raises when it is a list or a mapping."""
    if not isinstance(value, str):
        raise PydanticCustomError("text", "expected text")
    return stripped(value).replace("\r\n", "\n")


def _name(value: object) -> str:
    if not (name := text(value)):
        raise PydanticCustomError("blank", "expected a name")
    return name


Text = Annotated[str, PlainValidator(text)]
Name = Annotated[str, PlainValidator(_name)]  # never empty
