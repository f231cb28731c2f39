"""On which pages bookmarks are found, whichever way the XML comes in pieces."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from generator.office.document_pages import PageCounter

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = etree.fromstring(
    f'<w:styles xmlns:w="{W}">'
    '<w:style w:type="table" w:styleId="Wide"><w:tblPr><w:tblCellMar>'
    '<w:left w:w="1000"/><w:right w:w="1000"/></w:tblCellMar></w:tblPr></w:style></w:styles>'
)
# Ten lines of 13 points to a page.
SECTION = '<w:sectPr><w:pgSz w:h="2600"/><w:pgMar w:top="0" w:bottom="0"/>{}</w:sectPr>'
BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def mark(name: str) -> str:
    return f'<w:bookmarkStart w:id="1" w:name="{name}"/>'


def lines(count: int) -> str:
    return "<w:p><w:r><w:t>行</w:t></w:r></w:p>" * count


def row(text: str = "行", properties: str = "<w:cantSplit/>", width: int = 1216) -> str:
    """With 50 points between the usual margins: five 汉字 to a line."""
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{width}"/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>'
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cell}</w:tr>"


def table(*rows: str, style: str = "") -> str:
    named = f'<w:tblStyle w:val="{style}"/>' if style else ""
    return f"<w:tbl><w:tblPr>{named}</w:tblPr>{''.join(rows)}</w:tbl>"


def anchored(name: str) -> str:
    return f"<w:p>{mark(name)}<w:r><w:t>题</w:t></w:r></w:p>"


def nested(inner: str) -> str:
    return f"<w:tr><w:tc><w:p><w:r><w:t>外</w:t></w:r></w:p>{inner}<w:p></w:p></w:tc></w:tr>"


BODIES = (
    pytest.param(
        lines(10) + anchored("甲") + lines(9) + anchored("乙"), {"甲": "2", "乙": "3"}, id="paragraphs"
    ),
    pytest.param(
        BREAK + lines(2) + BREAK + anchored("甲"), {"甲": "2"}, id="a break on a blank page turns none"
    ),
    pytest.param(table(*[row()] * 10) + anchored("甲"), {"甲": "2"}, id="rows that are alike"),
    pytest.param(table(*[row("七个字要两行吧")] * 5) + anchored("甲"), {"甲": "2"}, id="text over two lines"),
    pytest.param(table(*[row("a1b2c3d4e5")] * 10) + anchored("甲"), {"甲": "2"}, id="half-width signs"),
    pytest.param(table(*[row("&amp;" * 10)] * 9) + anchored("甲"), {"甲": "1"}, id="references are one sign"),
    pytest.param(
        table(*[row("两字")] * 4) + table(*[row("两字")] * 4, style="Wide") + anchored("甲"),
        {"甲": "2"},
        id="the same rows in tables with other margins",
    ),
    pytest.param(
        table(row("头", "<w:tblHeader/>"), *[row()] * 18) + anchored("甲"), {"甲": "3"}, id="repeated heading"
    ),
    pytest.param(
        table(row(properties='<w:trHeight w:val="2600" w:hRule="exact"/>')) + anchored("甲"),
        {"甲": "2"},
        id="a row that is set tall",
    ),
    pytest.param(
        table(nested(table(*[row()] * 3)), *[row()] * 4) + anchored("甲") + lines(5) + anchored("乙"),
        {"甲": "1", "乙": "2"},
        id="a table in a cell",
    ),
    pytest.param(table(row(f"</w:t></w:r>{mark('甲')}<w:r><w:t>")), {"甲": "1"}, id="an anchor in a row"),
)


@pytest.mark.parametrize("feeding", (1, 3, 1000), ids="{} pieces at a time".format)
@pytest.mark.parametrize(
    "torn", ("(?=<w:tr>)", "(?=<)", "(?<=>)"), ids=("rows", "before tags", "behind tags")
)
@pytest.mark.parametrize(("body", "numbers"), BODIES)
def test_pages_of_bookmarks(body: str, numbers: dict[str, str], torn: str, feeding: int) -> None:
    counter = PageCounter(STYLES)
    pieces = re.split(torn, f"<w:document><w:body>{body}{SECTION.format('')}</w:body></w:document>")
    for start in range(0, len(pieces), feeding):
        counter.feed(pieces[start : start + feeding])
    assert counter.numbers == numbers


def test_sections_number_their_pages() -> None:
    counter = PageCounter(STYLES)
    roman = SECTION.format('<w:pgNumType w:fmt="lowerRoman" w:start="3"/>')
    section = f"<w:p><w:pPr>{roman}</w:pPr></w:p>"
    counter.feed([anchored("甲"), lines(10), anchored("乙"), section, anchored("丙"), SECTION.format("")])
    assert counter.numbers == {"甲": "iii", "乙": "iv", "丙": "5"}
