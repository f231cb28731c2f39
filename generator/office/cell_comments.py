"""Comments of cells: the list of texts and the threads of answers."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from generator.office.references import Area
from generator.office.rowmap import RowMap
from generator.office.sheet_template import M

_THREAD = "tc="  # in front of the id of a thread, as the author of the comment that stands for it

# (id of the template, number of the turn) -> the id of the copy
Ids = Callable[[str, int], str]


def ids_for(part: str) -> Ids:
    """Ids of the copies in a part: always the same for the same part, never the same in two."""

    def made(old: str, turn: int) -> str:
        if not part and not turn:
            return old
        import uuid

        return "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, f"{old}/{part}/{turn}")).upper() + "}"

    return made


def follow_comments(root: etree._Element, rows: RowMap, ids: Ids) -> None:
    """Let comments stand in each turn of the loop around their cell; those of threads get authors of their own."""
    authors, comments = root.find(M + "authors"), root.find(M + "commentList")
    if authors is None or comments is None:
        return
    names = [author.text or "" for author in authors]
    for comment in list(comments):
        author = int(comment.get("authorId", "0"))
        name = names[author] if author < len(names) else ""
        for number, copy in enumerate(_repeated(comment, rows)):
            if name.startswith(_THREAD):
                own = _THREAD + ids(name.removeprefix(_THREAD), number)
                if not number:
                    authors[author].text = own
                else:
                    copy.set("authorId", str(len(authors)))
                    etree.SubElement(authors, M + "author").text = own
            for key in copy.attrib:
                if str(key).endswith("}uid"):
                    copy.set(key, ids(str(copy.get(key)), number))


def follow_threads(root: etree._Element, rows: RowMap, ids: Ids) -> None:
    """Let threads of answers stand where their comments do."""
    for comment in list(root):
        for number, copy in enumerate(_repeated(comment, rows)):
            for name in ("id", "parentId"):
                if name in copy.attrib:
                    copy.set(name, ids(copy.get(name, ""), number))


def _repeated(comment: etree._Element, rows: RowMap) -> list[etree._Element]:
    """One copy of a comment for each turn, in its place."""
    area = Area.parse(comment.get("ref", "A1"))
    copies = []
    for _path, _turn, made in rows.places(Area(area.left, area.top, area.left, area.top)):
        copy = deepcopy(comment)
        copy.set("ref", str(Area(made.left, made.top, made.left, made.top)))
        comment.addprevious(copy)
        copies.append(copy)
    _drop(comment)
    return copies


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
