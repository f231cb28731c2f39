"""Footnotes, endnotes and comments that loops repeat: every turn gets a copy of its own."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field

from generator.office.document_marks import NoteMark
from generator.office.xml import local, parse, serialize

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
PARTS = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}


@dataclass(eq=False, repr=False)
class Notes:
    """The numbers of notes; `highest` are those of the template, by kind."""

    highest: dict[str, int] = field(default_factory=dict)
    copies: dict[str, list[tuple[str, str]]] = field(
        default_factory=dict
    )  # kind -> new number, template's number
    _latest: dict[tuple[str, str], str] = field(default_factory=dict)

    def copy(self, mark: NoteMark) -> str:
        """The number of a note as it stands here."""
        key = (mark.kind, mark.id)
        if key not in self._latest:
            self._latest[key] = mark.id
        elif mark.starts:
            self.highest[mark.kind] = self.highest.get(mark.kind, 0) + 1
            self._latest[key] = str(self.highest[mark.kind])
            self.copies.setdefault(mark.kind, []).append((self._latest[key], mark.id))
        return self._latest[key]

    def completed(self, kind: str, part: bytes) -> bytes:
        """The part with the notes and the copies that were made of them."""
        if kind not in self.copies:
            return part
        root = parse(part)
        notes = {note.get(W + "id"): note for note in root if local(note) == PARTS[kind]}
        for number, original in self.copies[kind]:
            if original not in notes:
                continue
            note = deepcopy(notes[original])
            note.set(W + "id", number)
            for element in note.iter(W + "p"):
                for name in ("paraId", "textId"):
                    element.attrib.pop(_W14 + name, "")
            root.append(note)
        return serialize(root)
