"""The booklet that what came back is put into: one that is there, or one that is made of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from generator import tree
from generator.amending.folder import Amendment, amend
from generator.collecting import returned
from generator.collecting.collection import Collected, Collection
from generator.collecting.returned import Refused, Returned
from generator.delivery import Delivery
from generator.errors import GeneratorError
from generator.finding import Finding, Severity
from generator.location import Location
from generator.reading.folder import file_name, read_booklet
from generator.reading.source import Source
from generator.sheets.layout import PROJECTS, layout_of
from generator.translation import _
from generator.writing.rows import tables
from generator.writing.workbook import WORKBOOK, workbook_bytes, write_workbook_folder

_NO_PROJECT = "INP006"


class Target(NamedTuple):
    """A booklet's folder with what it holds."""

    folder: Path
    root: Path
    source: Source | None  # None when the folder is not there, or empty

    @property
    def problems(self) -> list[Finding]:
        """What is wrong with the booklet; that it has no project yet is not."""
        found = [] if self.source is None else self.source.problems
        return [each for each in found if each.severity is Severity.ERROR and each.code != _NO_PROJECT]

    @property
    def projects(self) -> list[tree.Mapping]:
        """Its projects."""
        listed = [] if self.source is None else self.source.data.get(PROJECTS, [])
        return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


def open_target(folder: Path, root: Path) -> Target:
    """The booklet in a folder, which need not be there yet.

    Raises: GeneratorError when the folder holds other things.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return Target(folder, root, None)
    return Target(folder, root, read_booklet(folder, root))


def collect(places: Iterable[Path], target: Target) -> tuple[Target, Collected]:
    """What the booklet should be with all that lies in these files and folders; the booklet with its head.

    Raises: GeneratorError when there is nothing to go by.
    """
    found = returned.find(places, target.root)
    head = None if target.source is None else target.source.data
    read = [returned.read(path, target.root, head) for path in found.workbooks]
    now = target.projects
    if target.source is None:
        read, head = _made_of(read)
        target = target._replace(source=Source(head, {}, []))
    name = target.folder.resolve().name if now else ""
    if not now:
        now = _as_sent(read)
    assert head is not None
    if layout_of(head) is None:
        raise GeneratorError(_("a workbook needs a 表种 that is 自评表 or 申报表"), _place(target))
    return target, Collection(_without_projects(head), now, name).collect(found, read)


def write(target: Target, collected: Collected) -> list[Path]:
    """Bring the booklet's files to what was collected; the files that were written.

    Raises: GeneratorError, and then nothing was written.
    """
    assert target.source is not None
    head = _without_projects(target.source.data)
    projects = [project for _position, project in collected.projects]
    if target.projects:
        amendments = [Amendment(*each) for each in collected.projects]
        return amend(target.folder, target.root, target.source, amendments)
    if not projects:
        return []
    if not target.folder.exists() or not any(target.folder.iterdir()):
        write_workbook_folder({**head, PROJECTS: list(projects)}, target.folder)
        return [target.folder / "booklet.yaml", target.folder / WORKBOOK]
    layout = layout_of(head)
    assert layout is not None, "collected before"
    file = target.folder / WORKBOOK
    with Delivery() as delivery, delivery.file(file, file_name(file, target.root)) as stream:
        stream.write(workbook_bytes(tables(projects, layout)))
    return [file]


def _made_of(read: Sequence[Returned | Refused]) -> tuple[list[Returned | Refused], tree.Mapping]:
    """What came back, and the head of the first stamp; files of other booklets are refused.

    Raises: GeneratorError when there is no stamp.
    """
    stamps = [each.stamp for each in read if isinstance(each, Returned) and each.stamp is not None]
    if not stamps:
        message = _("there is no booklet yet, and none of the files says what it belongs to")
        raise GeneratorError(message)
    head = stamps[0].head
    return [returned.checked(each, head) for each in read], head


def _as_sent(read: Sequence[Returned | Refused]) -> list[tree.Mapping]:
    """The projects of all stamps as they were sent, in the order of the booklet that they came from."""
    stamps = [each.stamp for each in read if isinstance(each, Returned) and each.stamp is not None]
    sent = {each.position: each.project for stamp in stamps for each in stamp.sent}
    return [sent[position] for position in sorted(sent)]


def _without_projects(data: tree.Mapping) -> tree.Mapping:
    return {key: value for key, value in data.items() if key != PROJECTS}


def _place(target: Target) -> Location:
    return Location(file_name(target.folder, target.root))
