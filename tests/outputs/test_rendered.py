"""Other programs take the outputs: a validator finds no fault, LibreOffice shows every character."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from outputs.test_outputs import OUTPUTS, ROOT, parts

VALIDATOR = os.environ.get("OOXML_VALIDATOR", "")
# The order of a font's properties, in which Excel takes any; openpyxl, which made the templates' styles, has its own.
HARMLESS = re.compile(r"x:font\[\d+\]$|x:font$")


@pytest.mark.skipif(not Path(VALIDATOR).is_file(), reason="OOXML_VALIDATOR names no Open XML SDK validator")
@pytest.mark.parametrize("output", OUTPUTS, ids=lambda path: path.name)
def test_the_validator_finds_no_fault(output: Path) -> None:
    run = subprocess.run(
        [VALIDATOR, str(ROOT / output)], capture_output=True, text=True, timeout=300, check=False
    )
    errors = json.loads(run.stdout)["errors"]
    assert [e for e in errors if not HARMLESS.search(e.get("xPath") or "")] == []


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="LibreOffice or pdftotext is not installed",
)
@pytest.mark.parametrize("output", OUTPUTS, ids=lambda path: path.name)
def test_every_character_is_on_the_pages(output: Path, tmp_path: Path) -> None:
    """LibreOffice leaves clipped lines out of a PDF, so what is missing there was cut."""
    profile = (tmp_path / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(ROOT / output)], check=True, capture_output=True, timeout=300)
    pdf = tmp_path / f"{output.stem}.pdf"
    text = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    assert _letters(_source(output)) - _letters(text) == Counter()


def _source(output: Path) -> str:
    """All text that the parts with content hold."""
    names = re.compile(r"xl/(worksheets/|sharedStrings)|word/document")
    xml = "".join(data.decode() for name, data in parts(ROOT / output).items() if names.match(name))
    return "".join(re.findall(r"<(?:w:)?t(?: [^>]*)?>([^<]*)<", xml))


def _letters(text: str) -> Counter[str]:
    """Chinese characters; blanks, digits and signs may be drawn in other shapes."""
    return Counter(char for char in unicodedata.normalize("NFKC", text) if "\u4e00" <= char <= "\u9fff")
