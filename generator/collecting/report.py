"""What came back, for people and for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.collecting.collection import Collected
from generator.collecting.entries import NEEDS_A_PERSON, Entry, Kind, title
from generator.collecting.returned import Returned
from generator.location import Location
from generator.translation import _, listed


def lines(collected: Collected) -> Iterator[str]:
    """The report, one line an entry: `place: kind: project · indicator · field: message`."""
    for file in collected.files:
        yield _file(file)
    for entry in collected.entries:
        yield line(entry)


def line(entry: Entry) -> str:
    """An entry in one line."""
    parts = " · ".join(filter(None, (entry.project, entry.row, entry.field)))
    place = f"{entry.place}: " if entry.place is not None else ""
    return place + f"{title(entry.kind)}: " + (f"{parts}: " if parts else "") + entry.message


def summary(collected: Collected) -> str:
    """`came back: 3 files; changed: 5, conflict: 1`."""
    counts = Counter(entry.kind for entry in collected.entries)
    parts = [f"{title(kind)} {counts[kind]}" for kind in Kind if counts[kind] and kind is not Kind.FINDING]
    words = _("files: {files}; {counts}")
    return words.format(files=len(collected.files), counts=listed(parts) or _("no changes"))


def needs_a_person(collected: Collected) -> bool:
    """Whether anything was left for somebody to see to."""
    return any(entry.kind in NEEDS_A_PERSON for entry in collected.entries)


def machine(collected: Collected, written: Sequence[str]) -> str:
    """The report as JSON, with the place of every row that came back."""
    record = {
        "version": 1,
        "files": [_file_record(file) for file in collected.files],
        "entries": [_entry_record(entry) for entry in collected.entries],
        "rows": [{"project": each.project, **_place(each.place)} for each in collected.origins],
        "written": list(written),
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _file(file: Returned) -> str:
    unit = _("without a stamp") if file.stamp is None else file.stamp.unit or "-"
    words = _("{file}: {unit}, projects: {count}")
    return words.format(file=file.file, unit=unit, count=len(file.projects))


def _file_record(file: Returned) -> dict[str, object]:
    stamp = file.stamp
    return {
        "file": file.file,
        "unit": None if stamp is None else stamp.unit,
        "booklet": None if stamp is None else stamp.booklet,
        "version": None if stamp is None else stamp.version,
        "saved": file.saved or None,
        "projects": len(file.projects),
    }


def _entry_record(entry: Entry) -> dict[str, object]:
    record: dict[str, object] = {"kind": entry.kind.value, "message": entry.message}
    if entry.place is not None:
        record |= _place(entry.place)
    for label in ("project", "row", "field", "sent", "returned", "now"):
        if text := getattr(entry, label):
            record[label] = text
    return record


def _place(place: Location) -> dict[str, object]:
    return {"file": place.file, "sheet": place.sheet, "line": place.row, "column": place.column}
