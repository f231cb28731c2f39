"""Small templates made by openpyxl and python-docx, rendered by the engine, and read back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator.office.document import DocumentTemplate
from generator.office.problems import TemplateError
from generator.office.workbook import WorkbookTemplate

Rows = Sequence[Sequence[object]]
Block = str | Rows  # a paragraph or a table
Shape = Callable[[Workbook], object]  # what is done to a template beside its texts
WordShape = Callable[[Document], object]

FILE = "form.xlsx"
WORD_FILE = "form.docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def loop(*rows: Sequence[object], over: str = "x in 表") -> list[Sequence[object]]:
    """Rows between the tags of a row loop."""
    return [[f"{{%tr for {over} %}}"], *rows, ["{%tr endfor %}"]]


def workbook(folder: Path, sheets: Mapping[str, Rows], shape: Shape = lambda book: None) -> Path:
    """A template with these sheets; texts that begin with = are formulas."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet("sheet")
        sheet._WorkbookChild__title = title  # openpyxl refuses names of 31 characters and more
        for row in rows:
            sheet.append(list(row) or [None])
    shape(book)
    path = folder / FILE
    book.save(path)
    return path


def rendered(path: Path, data: Mapping[str, object]) -> bytes:
    """The finished workbook as a file's bytes."""
    target = io.BytesIO()
    WorkbookTemplate.compile(path, FILE).render(data, target)
    return target.getvalue()


def excel(
    folder: Path, sheets: Mapping[str, Rows], shape: Shape = lambda book: None, /, **data: object
) -> Workbook:
    """A workbook rendered from a template with these sheets."""
    return load_workbook(io.BytesIO(rendered(workbook(folder, sheets, shape), data)), rich_text=False)


def sheet(folder: Path, rows: Rows, shape: Shape = lambda book: None, /, **data: object) -> Worksheet:
    """The only sheet of a rendered workbook."""
    return excel(folder, {"表": rows}, shape, **data).worksheets[0]


def grid(sheet: Worksheet) -> list[list[object]]:
    """The values of a sheet, row by row, without the blanks behind the last value of a row."""
    rows = []
    for row in sheet.iter_rows(values_only=True):
        values: list[object] = list(row)
        while values and values[-1] is None:
            values.pop()
        rows.append(values)
    return rows


def merged(sheet: Worksheet) -> list[str]:
    """The merged regions of a sheet, from left to right and top to bottom."""
    return [r.coord for r in sorted(sheet.merged_cells.ranges, key=lambda r: (r.min_col, r.min_row))]


def part(path_or_bytes: Path | bytes, name: str) -> etree._Element:
    """One part of a package as XML."""
    source = io.BytesIO(path_or_bytes) if isinstance(path_or_bytes, bytes) else path_or_bytes
    with zipfile.ZipFile(source) as archive:
        return etree.fromstring(archive.read(name))


def text_in(element: etree._Element, tag: str | None = None) -> str:
    """All text in an element, or in its elements of one kind."""
    return "".join(map(str, element.itertext(tag)))


def put_footer(sheet: Worksheet, text: str) -> None:
    """Sets the middle of a sheet's footer."""
    footer = sheet.oddFooter
    assert footer is not None
    assert footer.center is not None
    footer.center.text = text


def footer_of(sheet: Worksheet) -> str | None:
    """The middle of a sheet's footer."""
    return sheet.oddFooter.center.text if sheet.oddFooter and sheet.oddFooter.center else None


def repack(
    path: Path, change: Callable[[str, bytes], bytes | None], extra: Mapping[str, bytes] | None = None
) -> Path:
    """Change the parts of a package, or leave them out."""
    with zipfile.ZipFile(path) as archive:
        parts = [(name, change(name, archive.read(name))) for name in archive.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [*parts, *(extra or {}).items()]:
            if content is not None:
                archive.writestr(name, content)
    return path


def in_part(wanted: str, old: str, new: str) -> Callable[[str, bytes], bytes]:
    """Replaces a piece of one part, which must be there."""

    def change(name: str, content: bytes) -> bytes:
        if name != wanted:
            return content
        assert old.encode() in content, content.decode()
        return content.replace(old.encode(), new.encode())

    return change


def document(folder: Path, blocks: Sequence[Block], shape: WordShape = lambda document: None) -> Path:
    """A template with these paragraphs and tables."""
    made = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            made.add_paragraph(block)
            continue
        table = made.add_table(len(block), max(map(len, block)))
        for row, values in zip(table.rows, block, strict=True):
            for cell, value in zip(row.cells, values, strict=False):
                cell.text = str(value)
    shape(made)
    path = folder / WORD_FILE
    made.save(str(path))
    return path


def written(path: Path, data: Mapping[str, object]) -> bytes:
    """The finished document as a file's bytes."""
    target = io.BytesIO()
    DocumentTemplate.compile(path, WORD_FILE).render(data, target)
    return target.getvalue()


def word(
    folder: Path, blocks: Sequence[Block], shape: WordShape = lambda document: None, /, **data: object
) -> Document:
    """A document rendered from a template with these paragraphs and tables."""
    return docx.Document(io.BytesIO(written(document(folder, blocks, shape), data)))


def content(made: Document) -> list[Block]:
    """The paragraphs and tables of a document; a cell that a merge covers reads `·`."""
    return [
        block.text if isinstance(block, Paragraph) else table_texts(block)
        for block in made.iter_inner_content()
    ]


def table_texts(table: Table) -> list[list[str]]:
    """The cells of a table as texts."""
    return [[_cell_text(cell) for cell in row.iterchildren(W + "tc")] for row in table._tbl.tr_lst]


def _cell_text(cell: etree._Element) -> str:
    covered = cell.find(f"{W}tcPr/{W}vMerge")
    if covered is not None and covered.get(qn("w:val"), "continue") == "continue":
        return "·"
    return "\n".join(text_in(p, W + "t") for p in cell.iterchildren(W + "p"))


def excel_problems(
    folder: Path, sheets: Mapping[str, Rows], shape: Shape = lambda book: None, /, **data: object
) -> list[str]:
    """What is wrong with a template with these sheets, for these data."""
    path = workbook(folder, sheets, shape)
    return problems(lambda: rendered(path, data))


def word_problems(
    folder: Path, blocks: Sequence[Block], shape: WordShape = lambda document: None, /, **data: object
) -> list[str]:
    """What is wrong with a template with these paragraphs and tables, for these data."""
    path = document(folder, blocks, shape)
    return problems(lambda: written(path, data))


def problems(act: Callable[[], object]) -> list[str]:
    """The lines of the TemplateError that an action ends with; none when it does not."""
    try:
        act()
    except TemplateError as error:
        return [str(problem) for problem in error.problems]
    return []
