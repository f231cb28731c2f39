"""The guide names every code of the verification."""

from __future__ import annotations

import re

from guides import FILLING_IN, ROOT, rows


def test_the_codes_of_the_verification() -> None:
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "generator" / "verification").glob("*.py"))
    assert [row[0] for row in rows(FILLING_IN, "核对生成的文件")] == sorted(
        set(re.findall(r'"(VER\d{3})"', sources))
    )
