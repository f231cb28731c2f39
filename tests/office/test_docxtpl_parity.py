"""Templates written for docxtpl: the same text and structure here, but for the differences that the guide lists."""

from __future__ import annotations

import ast
import io
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.shared import Mm
from docx.table import _Cell
from guides import TEMPLATES, code, rows
from office.parity import by_docxtpl, by_us, described
from office.templates import document, problems

from generator.office.pictures import Picture
from generator.office.rich_text import RichText, RichTextParagraph
from generator.office.subdocument import SubDocument

docxtpl = pytest.importorskip("docxtpl")

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = f'xmlns:w="{WORD}"'
YEARS = ["2023", "2024", "2025"]
DATA: Mapping[str, object] = {
    "title": "书 R&D <95%>",
    "items": [
        {"name": "甲", "kind": "x", "n": 1, "bg": "FF0000", "parts": ["1", "2"]},
        {"name": "乙", "kind": "x", "n": 2, "bg": "00ff00", "parts": ["0"]},
        {"name": "丙", "kind": "y", "n": 3, "bg": "FFC000", "parts": ["3"]},
    ],
    "years": YEARS,
    "yes": True,
    "no": False,
    "empty": [],
    "number": 12,
    "ratio": 0.5,
    "tabbed": "a\tb",
    "pages": "一\f二",
    "lines": "一\a二",
}

Shape = Callable[[Document], object]


def runs(*texts: str | tuple[str, dict[str, object]], style: str | None = None) -> Shape:
    """A paragraph of runs, some with a look."""

    def shape(made: Document) -> None:
        paragraph = made.add_paragraph(style=style)
        for text in texts:
            said, look = (text, {}) if isinstance(text, str) else text
            run = paragraph.add_run(said)
            for name, value in look.items():
                setattr(run.font, name, value)

    return shape


def table(*rows: list[str], style: str | None = None) -> Shape:
    """A table with these texts; lines of a text are paragraphs."""

    def shape(made: Document) -> None:
        new = made.add_table(len(rows), max(map(len, rows)), style)
        for row, texts in zip(new.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                fill(cell, text)
            for surplus in row._tr.tc_lst[len(texts) :]:
                row._tr.remove(surplus)

    return shape


def fill(cell: _Cell, text: str) -> None:
    first, *others = text.split("\n")
    cell.paragraphs[0].add_run(first)
    for other in others:
        cell.add_paragraph().add_run(other)


def all_of(*shapes: Shape | str) -> Shape:
    def shape(made: Document) -> None:
        for each in shapes:
            if isinstance(each, str):
                made.add_paragraph(each)
            else:
                each(made)

    return shape


def nested(made: Document) -> None:
    """A table in the cell of a loop's row."""
    outer = made.add_table(3, 1)
    outer.cell(0, 0).text = "{%tr for x in items %}"
    outer.cell(2, 0).text = "{%tr endfor %}"
    outer.cell(1, 0).text = "{{ x.name }}"
    inner = outer.cell(1, 0).add_table(3, 1)
    for row, text in zip(inner.rows, ("{%tr for y in x.parts %}", "{{ y }}", "{%tr endfor %}"), strict=True):
        row.cells[0].text = text
    outer.cell(1, 0).add_paragraph("底")


def sections(made: Document) -> None:
    """A section for each item."""
    made.add_paragraph("{%p for x in items %}")
    made.add_paragraph("{{ x.name }}")
    made.add_section(WD_SECTION.NEW_PAGE)
    made.add_paragraph("{%p endfor %}")
    made.add_paragraph("尾")


def header(made: Document) -> None:
    made.sections[0].header.paragraphs[0].text = "{{ title }}"
    made.sections[0].footer.paragraphs[0].text = "{% if yes %}是{% else %}否{% endif %}{{ number }}"
    made.sections[0].footer.add_paragraph("{%p for x in items %}")
    made.sections[0].footer.add_paragraph("{{ x.name }}")
    made.sections[0].footer.add_paragraph("{%p endfor %}")


def control(made: Document) -> None:
    """A content control around a paragraph, and one within a paragraph."""
    sdt = "<w:sdt {0}><w:sdtPr><w:id w:val='7'/></w:sdtPr><w:sdtContent>{1}</w:sdtContent></w:sdt>"
    run = "<w:r><w:t>{{ x.name }}</w:t></w:r>"
    made.add_paragraph("{%p for x in items %}")
    made.element.body.insert(-1, parse_xml(sdt.format(NAMESPACES, f"<w:p>{run}</w:p>")))
    made.add_paragraph("内")._p.append(parse_xml(sdt.format(NAMESPACES, run)))
    made.add_paragraph("{%p endfor %}")


def field(made: Document) -> None:
    paragraph = made.add_paragraph("见")
    for kind in ("begin", "code", "separate", "text", "end"):
        inner = {
            "code": '<w:instrText xml:space="preserve"> HYPERLINK "http://x/{{ number }}" </w:instrText>',
            "text": "<w:t>{{ title }}</w:t>",
        }.get(kind, f'<w:fldChar w:fldCharType="{kind}"/>')
        paragraph._p.append(parse_xml(f"<w:r {NAMESPACES}>{inner}</w:r>"))


def box(made: Document) -> None:
    content = "".join(
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        for text in ("{%p for x in items %}", "框{{ x.name }}", "{%p endfor %}", "底")
    )
    made.add_paragraph("外")._p.append(
        parse_xml(
            f'<w:r {NAMESPACES} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox>'
            f"<w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
    )


CASES: dict[str, Shape] = {
    "values": all_of("《{{ title }}》{{ number }}、{{ ratio }}、{{ yes }}"),
    "no blanks": all_of("{{title}}"),
    "expressions": all_of(
        "{{ items[0].name }}{{ items[1]['name'] }}{{ number * 2 }}{{ 'a' if no else 'b' }}"
    ),
    "filters": all_of("{{ items|map(attribute='name')|join('、') }}{{ 'ab'|upper }}{{ items|length }}"),
    "signs of XML": all_of("{{ '<>' }} & < {{ title }}"),
    "set": all_of("{% set a = 3 %}{{ a }}"),
    "if": all_of("{% if number > 10 and number < 20 %}中{% elif number == 1 %}一{% else %}他{% endif %}。"),
    "loop in a paragraph": all_of(
        "{% for x in items %}{{ x.name }}{% if not loop.last %}，{% endif %}{% endfor %}"
    ),
    "looks": runs(("甲{{ title }}", {"bold": True}), "{{ number }}", ("{{ ratio }}", {"italic": True})),
    "tag over runs": runs("{", "{ tit", "le }", "}；{% i", "f yes %}是{% endif %}"),
    "style": runs("{{ title }}", style="Heading 1"),
    "comment": all_of("前{# 注 #}后"),
    "paragraph comment": all_of("前", "{#p 注 #}", "后"),
    "row comment": table(["{#tr 注 #}", ""], ["甲", "{{ title }}"]),
    "cell comment": table(["{#tc 注 #}", "{{ title }}"]),
    "paragraph if": all_of(
        "{%p if no %}", "甲", "{%p elif yes %}", "乙", "{%p else %}", "丙", "{%p endif %}", "尾"
    ),
    "paragraph loop": all_of("{%p for x in items %}", "{{ loop.index }}{{ x.name }}", "{%p endfor %}"),
    "nested paragraph loops": all_of(
        "{%p for x in items %}",
        "{{ x.name }}",
        "{%p for y in x.parts %}",
        "{{ y }}",
        "{%p endfor %}",
        "{%p endfor %}",
    ),
    "loop with else": all_of("{%p for x in empty %}", "{{ x }}", "{%p else %}", "无", "{%p endfor %}"),
    "paragraphs by inline tags": all_of("{% for x in items %}甲", "{{ x.name }}{% endfor %}", "尾"),
    "tables in a loop": all_of(
        "{%p for x in items %}",
        "{{ x.name }}",
        table(["{%tr for y in x.parts %}"], ["{{ y }}"], ["{%tr endfor %}"], ["底"]),
        "间",
        "{%p endfor %}",
    ),
    "table if": all_of("{%p if yes %}", table(["甲"]), "{%p else %}", table(["乙"]), "{%p endif %}", "尾"),
    "rows": table(
        ["头", "数"], ["{%tr for x in items %}", ""], ["{{ x.name }}", "{{ x.n }}"], ["{%tr endfor %}", ""]
    ),
    "rows in a style": table(
        ["{%tr for x in items %}"], ["{{ x.name }}"], ["{%tr endfor %}"], style="Table Grid"
    ),
    "rows if": table(
        ["{%tr for x in items %}"],
        ["{%tr if x.kind == 'x' %}"],
        ["{{ x.name }}"],
        ["{%tr else %}"],
        ["他"],
        ["{%tr endif %}"],
        ["{%tr endfor %}"],
    ),
    "nested row loops": table(
        ["{%tr for x in items %}", ""],
        ["{{ x.name }}", ""],
        ["{%tr for y in x.parts %}", ""],
        ["", "{{ y }}"],
        ["{%tr endfor %}", ""],
        ["{%tr endfor %}", ""],
    ),
    "paragraphs in a cell": table(["{%p for x in items %}\n{{ x.name }}\n{%p endfor %}\n尾", "乙"]),
    "table in a cell": nested,
    "cells if": table(["甲", "{%tc if no %}", "乙", "{%tc else %}", "丙", "{%tc endif %}"]),
    "columns": table(["头", "{%tc for y in years %}", "{{ y }}", "{%tc endfor %}", "尾"]),
    "columns of every row": table(
        ["", "{%tc for y in years %}", "{{ y }}", "{%tc endfor %}"],
        ["{%tr for x in items %}", "", "", ""],
        ["{{ x.name }}", "{%tc for y in years %}", "{{ y }}{{ x.n }}", "{%tc endfor %}"],
        ["{%tr endfor %}", "", "", ""],
    ),
    "many columns": table(["{%tc for y in range(9) %}", "{{ y }}", "{%tc endfor %}"]),
    "vm": table(["{%tr for x in items %}", ""], ["{% vm %}{{ title }}", "{{ x.n }}"], ["{%tr endfor %}", ""]),
    "vm behind": table(
        ["{%tr for x in items %}", ""], ["{{ title }}{% vm %}", "{{ x.n }}"], ["{%tr endfor %}", ""]
    ),
    "vm in nested loops": table(
        ["{%tr for x in items %}", ""],
        ["{%tr for y in x.parts %}", ""],
        ["{% vm %}{{ x.name }}", "{{ y }}"],
        ["{%tr endfor %}", ""],
        ["{%tr endfor %}", ""],
        ["尾", ""],
    ),
    "hm": table(["头", "{%tc for y in years %}", "{% hm %}{{ title }}", "{%tc endfor %}"]),
    "hm over columns": all_of(
        table(
            ["{%tc for y in years %}", "{% hm %}年", "{%tc endfor %}"],
            ["{%tc for y in years %}", "{{ y }}", "{%tc endfor %}"],
        )
    ),
    "colspan": table(["{% colspan 2 %}{{ title }}"], ["甲", "乙"]),
    "colspan computed": table(["{% colspan years|length - 1 %}{{ title }}", "乙"], ["甲", "乙", "丙"]),
    "cellbg": table(
        ["{%tr for x in items %}"], ["{% cellbg x.bg.upper() %}{{ x.name }}"], ["{%tr endfor %}"]
    ),
    "cellbg and colspan": table(["{% colspan 2 %}{% cellbg 'FFC000' %}{{ title }}"], ["甲", "乙"]),
    "run if": runs("甲", "{%r if no %}", "乙", "{%r else %}", ("丙", {"bold": True}), "{%r endif %}", "丁"),
    "run if beside text": runs("甲{%r if no %}乙{%r else %}丙{%r endif %}丁"),
    "run loop": runs("{%r for x in items %}", ("{{ x.name }}", {"bold": True}), "，", "{%r endfor %}", "完"),
    "minus forms": all_of(
        "{{ title }}位于", "{%- if yes -%}", "城", "{%- else -%}", "乡", "{%- endif -%}", "。"
    ),
    "tab": all_of("{{ tabbed }}"),
    "new page": runs(("{{ pages }}", {"bold": True})),
    "new paragraph": runs(("{{ lines }}", {"bold": True}), style="List Bullet"),
    "tags that print": all_of("{_{ title }_} {_% if %_} {{ number }}"),
    "sections": sections,
    "header and footer": header,
    "content controls": control,
    "field": field,
    "text box": box,
    "namespace": all_of(
        "{% set ns = namespace(n=0) %}{% for x in items %}{% set ns.n = ns.n + x.n %}{% endfor %}{{ ns.n }}"
    ),
    "macro": all_of("{% macro m(a) %}[{{ a }}]{% endmacro %}{{ m('甲') }}"),
    "with": all_of("{% with a = 1 %}{{ a }}{% endwith %}"),
    "dictionary": all_of(
        "{% for k, v in items[0].items() %}{% if k == 'n' %}{{ k }}={{ v }}{% endif %}{% endfor %}"
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_same_text_and_structure(name: str, tmp_path: Path) -> None:
    path = document(tmp_path, [], CASES[name])
    assert described(by_us(path, DATA)) == described(by_docxtpl(path, DATA))


def pixels(width: int, height: int, dots: int = 0) -> bytes:
    """A PNG file, with its resolution if one is given."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((8, 2, 0, 0, 0))
    meter = round(dots / 0.0254).to_bytes(4, "big") * 2 + b"\x01"
    rows = zlib.compress((b"\0" + b"\xc0\x20\x20" * width) * height)
    pieces = [chunk(b"IHDR", head), *([chunk(b"pHYs", meter)] if dots else []), chunk(b"IDAT", rows)]
    return b"\x89PNG\r\n\x1a\n" + b"".join(pieces) + chunk(b"IEND", b"")


RICH: dict[str, list[tuple[object, dict[str, object]]]] = {
    "plain": [("甲 <&>", {})],
    "looks": [("甲", {"bold": True, "italic": True}), ("乙", {"underline": "double", "strike": True})],
    "colours": [("甲", {"color": "#C00000", "highlight": "FFFF00"}), (7, {"size": 40, "color": "00B050"})],
    "positions": [("H", {}), ("2", {"subscript": True}), ("m", {}), ("3", {"superscript": True})],
    "styles": [("甲", {"style": "Strong"}), ("乙", {})],
    "lines": [("甲\n乙\t丙", {"bold": True})],
    "paragraphs": [("甲\a乙", {"bold": True}), ("\f丙", {})],
}


@pytest.mark.parametrize("ours", (False, True), ids=("docxtpl's class", "our class"))
@pytest.mark.parametrize("name", RICH)
@pytest.mark.parametrize("template", ("{{r x }}", "前{{r x }}后"))
def test_rich_text(name: str, ours: bool, template: str, tmp_path: Path) -> None:
    theirs, mine = docxtpl.RichText(), RichText() if ours else docxtpl.RichText()
    for text, look in RICH[name]:
        theirs.add(text, **look)
        mine.add(text, **look)
    path = document(tmp_path, [template])
    assert described(by_us(path, {"x": mine})) == described(by_docxtpl(path, {"x": theirs}))


@pytest.mark.parametrize("ours", (False, True), ids=("docxtpl's class", "our class"))
def test_rich_paragraphs(ours: bool, tmp_path: Path) -> None:
    made = []
    for paragraph, text in ((docxtpl.RichTextParagraph, docxtpl.RichText), (RichTextParagraph, RichText)):
        value = paragraph()
        value.add(text("甲", bold=True), parastyle="ListBullet")
        value.add("乙")
        made.append(value)
    path = document(tmp_path, ["前", "{{p x }}", "后"])
    expected = described(by_docxtpl(path, {"x": made[0]}))
    assert described(by_us(path, {"x": made[int(ours)]})) == expected


@pytest.mark.parametrize("lengths", ({}, {"width": 20}, {"height": 10}, {"width": 20, "height": 30}), ids=str)
@pytest.mark.parametrize("ours", (False, True), ids=("docxtpl's class", "our class"))
def test_pictures(lengths: dict[str, int], ours: bool, tmp_path: Path) -> None:
    (tmp_path / "p.png").write_bytes(pixels(40, 30, 96))
    path = document(tmp_path, ["图{{ x }}尾"])

    def theirs() -> object:
        sizes = {name: Mm(length) for name, length in lengths.items()}
        template = docxtpl.DocxTemplate(path)
        picture = docxtpl.InlineImage(template, str(tmp_path / "p.png"), **sizes)
        if made:
            return picture
        template.render({"x": picture}, autoescape=True)
        target = io.BytesIO()
        template.save(target)
        return target.getvalue()

    made = False
    expected = theirs()
    made = True
    mine = Picture(tmp_path / "p.png", **{f"{k}_mm": v for k, v in lengths.items()}) if ours else theirs()
    assert isinstance(expected, bytes)
    assert described(by_us(path, {"x": mine})) == described(expected)


def other_document() -> Document:
    made = docx.Document()
    made.add_heading("题", 1)
    made.add_paragraph("一").add_run("粗").bold = True
    new = made.add_table(1, 2, "Table Grid")
    new.cell(0, 0).text, new.cell(0, 1).text = "甲", "乙"
    made.add_picture(io.BytesIO(pixels(4, 3)))
    made.add_paragraph("末")
    return made


def test_sub_documents(tmp_path: Path) -> None:
    other_document().save(str(tmp_path / "other.docx"))
    path = document(tmp_path, ["前", "{{p x }}", "后"])
    made = described(by_us(path, {"x": SubDocument(tmp_path / "other.docx")}))
    inner = described((tmp_path / "other.docx").read_bytes())["word/document.xml"]
    assert made["word/document.xml"] == ["前", *inner, "后"]


def test_sub_documents_as_docxtpl_makes_them(tmp_path: Path) -> None:
    pytest.importorskip("docxcompose")
    other_document().save(str(tmp_path / "other.docx"))
    path = document(tmp_path, ["前", "{{p x }}", "后"])
    template = docxtpl.DocxTemplate(path)
    template.render({"x": template.new_subdoc(str(tmp_path / "other.docx"))}, autoescape=True)
    target = io.BytesIO()
    template.save(target)
    assert described(by_us(path, {"x": SubDocument(tmp_path / "other.docx")})) == described(target.getvalue())


def said(made: bytes) -> str:
    return "¶".join(p.text.replace("\n", "⏎") for p in docx.Document(io.BytesIO(made)).paragraphs)


def outcome(
    act: Callable[[Path, Mapping[str, object]], bytes], path: Path, data: Mapping[str, object]
) -> str:
    """What a document says, or that it cannot be made."""
    try:
        return said(act(path, data)) or "空白"
    except Exception:
        return "报错"


DIFFERENCES = [row for row in rows(TEMPLATES, "docxtpl 的模板") if len(row) == 4]


@pytest.mark.parametrize("row", DIFFERENCES, ids=lambda row: " ".join(row[:2]))
def test_difference_is_as_described(row: list[str], tmp_path: Path) -> None:
    value, theirs, ours = (code(cell)[0] if code(cell) else cell for cell in row[1:])
    data = {} if value in ("空白", "没有这个名称") else {"x": ast.literal_eval(value)}
    path = document(tmp_path, code(row[0]))
    assert (outcome(by_docxtpl, path, data), outcome(by_us, path, data)) == (theirs, ours)


def test_listings_break_lines_inside_their_paragraph(tmp_path: Path) -> None:
    path = document(tmp_path, [], runs(("前{{ x }}后", {"bold": True})))
    value = docxtpl.Listing("一 <&>\n二\a三\t四")
    assert described(by_us(path, {"x": value})) == described(by_docxtpl(path, {"x": value}))


def test_sub_documents_built_within_docxtpl_are_refused(tmp_path: Path) -> None:
    path = document(tmp_path, ["前", "{{p x }}"])
    value = docxtpl.DocxTemplate(path)
    value.init_docx()
    inner = SimpleNamespace(subdocx=value.docx, docx=value.docx)
    message = "a sub-document built within docxtpl cannot be read; build it with python-docx, as SubDocument(document)"
    assert problems(lambda: by_us(path, {"x": inner})) == [f"form.docx[paragraph 2]: {message} (x)"]
