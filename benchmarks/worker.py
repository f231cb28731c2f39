"""One engine at its work, alone in its process.

    python -m benchmarks.worker ENGINE COUNT FOLDER [--distinct]
    python -m benchmarks.worker prepare|parts|compare …

FOLDER holds what `prepare` put there: the shipped booklet and the peers' templates.
"""

from __future__ import annotations

import importlib
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from benchmarks import forms
from benchmarks.floor import SIZE

DATA = "shipped.pickle"
Write = Callable[[forms.Booklet, Path, Path], None]


def ours_word(booklet: forms.Booklet, target: Path, _folder: Path) -> None:
    from generator.office.document import DocumentTemplate

    template = DocumentTemplate.compile(forms.TEMPLATES / "document.docx", "document.docx")
    with target.open("wb") as stream:
        template.render(booklet, stream)


def ours_excel(booklet: forms.Booklet, target: Path, _folder: Path) -> None:
    from generator.office.workbook import WorkbookTemplate

    template = WorkbookTemplate.compile(forms.TEMPLATES / "workbook.xlsx", "workbook.xlsx")
    with target.open("w+b") as stream:
        template.render(booklet, stream)


def with_zlib(engine: Write) -> Write:
    """An engine of ours as it is without the extra `fast`."""

    def write(booklet: forms.Booklet, target: Path, folder: Path) -> None:
        from generator.office import deflating

        deflating.library = zlib
        engine(booklet, target, folder)

    return write


def data_only(booklet: forms.Booklet, target: Path, _folder: Path) -> None:
    """Nothing but the forms that all engines begin with."""


def peer(module: str, function: str, *given: str) -> Write:
    """A peer, imported by its own process only; `given` are files of the folder that it wants."""

    def write(booklet: forms.Booklet, target: Path, folder: Path) -> None:
        engine = getattr(importlib.import_module(f"benchmarks.{module}"), function)
        engine(booklet, target, *(folder / name for name in given))

    return write


ENGINES: dict[str, Write] = {
    "ours.docx": with_zlib(ours_word),
    "ours.xlsx": with_zlib(ours_excel),
    "ours+fast.docx": ours_word,
    "ours+fast.xlsx": ours_excel,
    "docxtpl.docx": peer("peers_docxtpl", "by_docxtpl", "docxtpl-template.docx"),
    "python-docx.docx": peer("peers_python_docx", "by_python_docx", "base.docx"),
    "xltpl.xlsx": peer("peers_excel", "by_xltpl", "xltpl-template.xlsx"),
    "openpyxl.xlsx": peer("peers_excel", "by_openpyxl"),
    "openpyxl+.xlsx": peer("peers_excel", "by_openpyxl_inside"),
    "xlsxwriter.xlsx": peer("peers_excel", "by_xlsxwriter"),
    "data.none": data_only,
}


def prepare(folder: Path) -> None:
    """Put the shipped booklet and the peers' templates into a folder."""
    import pickle

    from benchmarks import peers_docxtpl, peers_excel

    (folder / DATA).write_bytes(pickle.dumps(forms.shipped()))
    peers_docxtpl.docxtpl_template(folder / "docxtpl-template.docx")
    peers_docxtpl.base_document(folder / "base.docx")
    peers_excel.xltpl_template(folder / "xltpl-template.xlsx")


def parts(source: Path, target: Path) -> None:
    """The parts of a finished file, not compressed, one after the other."""
    with zipfile.ZipFile(source) as archive, target.open("wb") as stream:
        for entry in archive.infolist():
            data = archive.read(entry)
            stream.write(SIZE.pack(len(data)) + data)


def main(arguments: list[str]) -> None:
    if arguments[0] == "prepare":
        prepare(Path(arguments[1]))
    elif arguments[0] == "parts":
        parts(Path(arguments[1]), Path(arguments[2]))
    elif arguments[0] == "compare":
        from benchmarks import compare

        print(compare.compare(Path(arguments[1]), Path(arguments[2])))
    else:
        engine, count, folder = arguments[0], int(arguments[1]), Path(arguments[2])
        booklet = forms.cycled(folder / DATA, count, "--distinct" in arguments)
        ENGINES[engine](booklet, folder / engine, folder)


if __name__ == "__main__":
    main(sys.argv[1:])
