"""Links, anchors and page numbers in a Word document; numbers that must be unique when loops repeat them."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from lxml import etree
from office.templates import Block, W, document, loop, part, text_in, word_problems, written

TABLE = [{"名": "甲"}, {"名": "乙"}, {"名": "甲"}]
BOOK: list[Block] = [
    "{%p for x in 表 %}",
    "{{ x.名|link(x) }}\t{{ x|page }}",
    "{%p endfor %}",
    "{%p for x in 表 %}",
    "{{ x.名|anchor(x) }}",
    "{%p endfor %}",
]
FORMS = ["_Form0001", "_Form0002", "_Form0003"]


def body(folder: Path, blocks: list[Block], shape: object = None, **data: object) -> etree._Element:
    made = written(document(folder, blocks, shape or (lambda document: None)), data)  # type: ignore[arg-type]
    return part(made, "word/document.xml")[0]


def attributes(root: etree._Element, name: str, attribute: str) -> list[str | None]:
    return [element.get(W + attribute) for element in root.iter(W + name)]


def test_links_lead_to_the_anchors_of_their_items(tmp_path: Path) -> None:
    made = body(tmp_path, BOOK, 表=TABLE)
    assert attributes(made, "hyperlink", "anchor") == FORMS
    assert attributes(made, "bookmarkStart", "name") == FORMS
    assert [text_in(link, W + "t") for link in made.iter(W + "hyperlink")] == ["甲", "乙", "甲"]


def test_equal_items_are_told_apart(tmp_path: Path) -> None:
    made = body(tmp_path, BOOK, 表=[{"名": "甲"}, {"名": "甲"}])
    assert attributes(made, "bookmarkStart", "name") == FORMS[:2]


def test_page_numbers_are_fields_that_word_counts_anew(tmp_path: Path) -> None:
    made = body(tmp_path, BOOK, 表=TABLE)
    assert [text.text for text in made.iter(W + "instrText")] == [f" PAGEREF {name} \\h " for name in FORMS]
    assert attributes(made, "fldChar", "fldCharType") == ["begin", "separate", "end"] * 3
    assert attributes(made, "fldChar", "dirty") == ["true", None, None] * 3


def test_bookmark_numbers_are_unique_and_closed(tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        paragraph = made.paragraphs[4]._p
        for number, name in (("7", "处"), ("8", "另")):
            for tag in ("bookmarkStart", "bookmarkEnd"):
                mark = OxmlElement(f"w:{tag}")
                mark.set(W + "id", number)
                if tag == "bookmarkStart":
                    mark.set(W + "name", name)
                paragraph.append(mark)

    made = body(tmp_path, BOOK, shape, 表=TABLE)
    starts, ends = attributes(made, "bookmarkStart", "id"), attributes(made, "bookmarkEnd", "id")
    names = attributes(made, "bookmarkStart", "name")
    assert (len(set(starts)), sorted(map(str, starts))) == (9, sorted(map(str, ends)))
    assert [name for name in names if name not in FORMS] == ["处", "另", "处_2", "另_2", "处_3", "另_3"]


def test_a_link_to_what_is_never_anchored_is_a_problem(tmp_path: Path) -> None:
    assert word_problems(tmp_path, BOOK[:3], 表=TABLE[:1]) == [
        "form.docx[paragraph 2]: link leads nowhere: nothing is anchored for this item (表 #1 甲; 表[0].名)"
    ]


def test_an_anchor_twice_is_one_bookmark(tmp_path: Path) -> None:
    made = body(tmp_path, [*BOOK, "{{ 表[0].名|anchor(表[0]) }}"], 表=TABLE[:1])
    assert attributes(made, "bookmarkStart", "name") == FORMS[:1]


def test_links_in_tables_and_lines_of_a_link(tmp_path: Path) -> None:
    rows = loop(["{{ '一\\n二'|link(x) }}"])
    made = body(tmp_path, [rows, *BOOK[3:]], 表=TABLE[:1])
    [paragraph] = next(made.iter(W + "tc")).iter(W + "p")
    assert [
        child.text for child in paragraph.iter(W + "t", W + "br") if child.text or child.tag == W + "br"
    ] == ["一", None, "二"]
    assert set(attributes(made, "hyperlink", "anchor")) == {"_Form0001"}


DRAWING = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><w:drawing>'
    '<wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="5" name="图"/></wp:inline></w:drawing></w:r>'
)


def test_drawings_get_numbers_of_their_own(tmp_path: Path) -> None:
    def shape(made: Document) -> None:
        made.paragraphs[0]._p.append(parse_xml(DRAWING))
        made.paragraphs[2]._p.append(parse_xml(DRAWING))

    blocks: list[Block] = ["图", "{%p for x in 表 %}", "{{ x.名 }}", "{%p endfor %}"]
    made = body(tmp_path, blocks, shape, 表=TABLE)
    ids = [element.get("id") for element in made.iter("{*}docPr")]
    assert len(set(ids)) == len(ids) == 4
