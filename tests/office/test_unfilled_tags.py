"""Tags in attributes, which no template fills, are named when a template is looked at."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from office.sheet_features import Draw, form, picture
from office.templates import FILE, WORD_FILE, WordShape, document, in_part, repack
from office.test_docxtpl_parity import pixels
from xlsxwriter.worksheet import Worksheet

from generator.office.document import DocumentTemplate
from generator.office.inspection import inspect
from generator.office.workbook import WorkbookTemplate

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def remarks(template: WorkbookTemplate | DocumentTemplate) -> list[str]:
    """What is said of a template beside its fonts; with ! what spoils what is made of it."""
    found = (remark for remark in inspect(template) if "font" not in remark.problem.message)
    return [f"{remark.problem}{'!' if remark.grave else ''}" for remark in found]


def image(text: str, url: str = "", tip: str = "") -> Draw:
    def draw(_book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        options = {"image_data": picture(), "description": text, "url": url or None, "tip": tip or None}
        sheet.insert_image("C4", "x.png", options)

    return draw


TIP, TARGET, ALT = "screen tip", "target of the link", "alternative text"


def said(spot: str, where: str, text: str = "{{ x }}") -> str:
    return f"{spot}: the tag in the {where} {text} is not filled"


@pytest.mark.parametrize(
    ("draw", "expected"),
    (
        pytest.param(image("一枚章"), [], id="nothing"),
        pytest.param(image("{{ x }}"), [said("form.xlsx[表!C4]", ALT)], id="alternative text"),
        pytest.param(
            image("{{ 项目.项目名称 }}的公章，由项目单位在每一页的右下角加盖，不得遗漏，不得遮挡"),
            [
                said(
                    "form.xlsx[表!C4]",
                    ALT,
                    "{{ 项目.项目名称 }}的公章，由项目单位在每一页的右下角加盖，不得遗漏，不得…",
                )
            ],
            id="a long one",
        ),
        pytest.param(
            image("章", "http://x/%7B%7B%20x%20%7D%7D", "{{ x }}"),
            [said("form.xlsx[表!C4]", TIP), said("form.xlsx[表!C4]", TARGET, "http://x/{{ x }}") + "!"],
            id="link of a picture",
        ),
        pytest.param(
            lambda _book, sheet: sheet.write_url("B8", "http://x/{{x}}", string="甲", tip="{{ x }}"),
            [said("form.xlsx[表!B8]", TIP), said("form.xlsx[表!B8]", TARGET, "http://x/{{x}}") + "!"],
            id="link of a cell",
        ),
        pytest.param(
            lambda _book, sheet: sheet.write_url("B8", "internal:'{{ x }}'!A1", string="甲"),
            [said("form.xlsx[表!B8]", TARGET, "'{{ x }}'!A1") + "!"],
            id="link to a sheet that there is not",
        ),
    ),
)
def test_in_workbooks(draw: Draw, expected: list[str], tmp_path: Path) -> None:
    assert remarks(WorkbookTemplate.compile(form(tmp_path, draw), FILE)) == expected


def test_a_link_to_a_sheet_with_a_tag_in_its_name_follows_it(tmp_path: Path) -> None:
    path = form(tmp_path, lambda _b, s: s.write_url("B8", "internal:'{{ y }}'!A1"), "{{ y }}", looped=True)
    assert remarks(WorkbookTemplate.compile(path, FILE)) == []


def test_in_headers_of_workbooks(tmp_path: Path) -> None:
    def draw(_book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.set_header("&C&G", {"image_center": "x.png", "image_data_center": picture()})

    path = form(tmp_path, draw)
    repack(path, in_part("xl/drawings/vmlDrawing1.vml", '<v:shape id="CH"', '<v:shape id="CH" alt="{{ x }}"'))
    assert remarks(WorkbookTemplate.compile(path, FILE)) == [said("form.xlsx[表]", ALT)]


def drawn(made: Document) -> None:
    run = made.add_paragraph().add_run()
    run.add_picture(io.BytesIO(pixels(4, 4)))
    next(run._r.iter("{*}docPr")).set("descr", "{{ x }}")


def linked(made: Document) -> None:
    target = made.part.relate_to("http://x/{{ x }}", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = f'<w:hyperlink xmlns:w="{W}" xmlns:r="{R}" r:id="{target}" w:tooltip="{{{{ x }}}}"><w:r><w:t>甲</w:t></w:r></w:hyperlink>'
    made.add_paragraph()._p.append(parse_xml(link))


@pytest.mark.parametrize(
    ("shape", "expected"),
    (
        pytest.param(drawn, [said("form.docx[paragraph 2]", ALT)], id="picture"),
        pytest.param(
            linked,
            [
                said("form.docx[paragraph 2]", TIP),
                said("form.docx[paragraph 2]", TARGET, "http://x/{{ x }}") + "!",
            ],
            id="link",
        ),
    ),
)
def test_in_documents(shape: WordShape, expected: list[str], tmp_path: Path) -> None:
    assert remarks(DocumentTemplate.compile(document(tmp_path, ["文"], shape), WORD_FILE)) == expected
