"""The bookmarks of a Word document, and the fields that tell their pages."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.office.document_marks import PAGE_MARK, BookmarkMark, TextSpot
from generator.office.notes import Notes
from generator.office.problems import Place
from generator.office.xml import escape_attribute


@dataclass(eq=False, repr=False)
class Bookmarks:
    """The bookmarks of a document: numbers for those of the template, names for the items of the data."""

    next_id: int
    ids: dict[str, int] = field(default_factory=dict)  # number in the template -> number of its latest copy
    copies: dict[str, int] = field(default_factory=dict)
    items: dict[int, tuple[int, object]] = field(
        default_factory=dict
    )  # the object itself is kept, so its id stays its own
    anchored: set[int] = field(default_factory=set)
    linked: dict[int, Place] = field(default_factory=dict)
    drawings: int = 0
    notes: Notes = field(default_factory=Notes)

    def fresh(self) -> int:
        """A number that no bookmark has."""
        self.next_id += 1
        return self.next_id

    def name(self, item: object) -> str:
        """The bookmark's name of an item; hidden in Word's list, like those of a table of contents."""
        number, _item = self.items.setdefault(id(item), (len(self.items) + 1, item))
        return f"_Form{number:04d}"

    def copy(self, mark: BookmarkMark) -> str:
        """A bookmark of the template as it stands here; a repeated one gets a name of its own."""
        if not mark.starts:
            return f'{mark.opening} w:id="{self.ids.get(mark.id, mark.id)}"/>'
        self.ids[mark.id] = self.fresh()
        count = self.copies[mark.name] = self.copies.get(mark.name, 0) + 1
        name = mark.name if count == 1 else f"{mark.name}_{count}"
        return f'{mark.opening} w:id="{self.ids[mark.id]}" w:name="{escape_attribute(name)}"/>'


def page_field(name: str, spot: TextSpot) -> str:
    """A PAGEREF field, marked to be counted anew when the document opens."""
    begin = f'<w:r>{spot.look}<w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
    code = f'<w:r>{spot.look}<w:instrText xml:space="preserve"> PAGEREF {name} \\h </w:instrText></w:r>'
    middle = f'<w:r>{spot.look}<w:fldChar w:fldCharType="separate"/></w:r>{spot.open}'
    end = f'{spot.close}<w:r>{spot.look}<w:fldChar w:fldCharType="end"/></w:r>'
    return f"{spot.close}{begin}{code}{middle}{PAGE_MARK}{name}{PAGE_MARK}{end}{spot.open}"
