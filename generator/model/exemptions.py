"""Findings that somebody has judged to be none: codes of rules, each with the reason."""

from __future__ import annotations

from typing import Annotated

from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

from generator.model.record import text


def _exemptions(value: object) -> dict[str, str]:
    if isinstance(value, list):  # codes alone: each is then asked for its reason
        value = {text(code): "" for code in value}
    if not isinstance(value, dict):
        raise PydanticCustomError("dict_type", "expected codes with reasons")
    return {str(code).strip().upper(): text(reason) for code, reason in value.items()}


Exemptions = Annotated[
    dict[str, str], PlainValidator(_exemptions)
]  # reasons by code, or by the letters of a family
