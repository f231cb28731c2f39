"""From changed files to the booklets that must be made anew, and why."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from generator.translation import _, listed
from generator.watching.changes import Change, Changes, Event, Stat

_READ = {".yaml", ".yml", ".xlsx", ".xlsm"}
_TEMPLATES = {".xlsx": "xlsx", ".docx": "docx"}
_MOST_NAMED = 3  # files in one line
HEAD = "booklet.yaml"


class Uses(NamedTuple):
    """What a booklet depends on beyond its own folder."""

    template: str
    formats: tuple[str, ...]  # that are made of it
    compared: tuple[Path, ...]  # folders of other booklets


class Work(Protocol):
    """What the watch sets going; the commands give it."""

    def make(self, folder: Path, formats: tuple[str, ...]) -> bool:
        """Make a booklet, in all its formats when none is given; whether nothing stood in the way."""

    def doing(self, folder: Path, formats: tuple[str, ...]) -> str:
        """What `make` does, in words."""

    def is_free(self, folder: Path) -> bool:
        """Whether the files made of a booklet can be replaced."""

    def uses(self, folder: Path) -> Uses:
        """What a booklet depends on, as far as its head can be read."""

    def tell(self, line: str) -> None:
        """Say something to the person who watches."""

    def shown(self, path: Path) -> str:
        """A path as messages name it."""


class Watch:
    """A workspace under observation; `tick` is one look at it."""

    def __init__(
        self,
        inputs: Path,
        templates: Path,
        only: Iterable[Path],
        work: Work,
        clock: Callable[[], float],
        stat: Stat = os.stat,
    ) -> None:
        self._inputs = _absolute(inputs)
        self._templates = _absolute(templates)
        self._only = tuple(map(_absolute, only))  # the booklets that were named; all when there are none
        self._work = work
        self._changes = Changes(clock, stat)
        self._waiting: dict[Path, tuple[str, ...]] = {}  # for their outputs to be closed

    def start(self) -> None:
        """Make everything once, and know it from then on."""
        self._changes.remember(self._files())
        for folder in self._booklets():
            self._make(folder, ())

    def tick(self) -> None:
        """Look once, and make what has to be made."""
        try:
            files = list(self._files())
        except OSError:  # the drive is away: what cannot be seen has not changed
            return
        changes = self._changes.poll(files) or []
        for change in changes:
            if change.event is Event.TOUCHED:
                self._work.tell(
                    _("{file}: saved without a change").format(file=self._work.shown(change.path))
                )
        self._make_changed([change for change in changes if change.event is not Event.TOUCHED])
        for folder, formats in list(self._waiting.items()):
            if self._work.is_free(folder):
                self._work.tell(_("{name}: trying again").format(name=self._work.shown(folder)))
                self._make(folder, formats)

    def _make_changed(self, changes: list[Change]) -> None:
        if not changes:
            return
        idle = set(changes)
        for folder in self._booklets():
            uses = self._work.uses(folder)
            causes = {
                change: formats
                for change in changes
                if (formats := self._touched(folder, uses, change)) is not None
            }
            if not causes:
                continue
            idle -= causes.keys()
            formats = (
                ()
                if () in causes.values()
                else tuple(sorted({each for some in causes.values() for each in some}))
            )
            line = _("{causes} → {doing}")
            doing = self._work.doing(folder, formats)
            self._work.tell(line.format(causes=self._told(causes), doing=doing))
            self._make(folder, formats)
        if idle and not self._only:
            self._work.tell(_("{causes}: no booklet reads it").format(causes=self._told(sorted(idle))))

    def _make(self, folder: Path, formats: tuple[str, ...]) -> None:
        if self._work.make(folder, formats) or self._work.is_free(folder):
            self._waiting.pop(folder, None)
        elif folder not in self._waiting:
            self._waiting[folder] = formats
            self._work.tell(
                _("{name}: waiting for the file to be closed").format(name=self._work.shown(folder))
            )
        elif formats and self._waiting[folder]:
            self._waiting[folder] = tuple(sorted({*formats, *self._waiting[folder]}))
        else:
            self._waiting[folder] = ()

    def _touched(self, folder: Path, uses: Uses, change: Change) -> tuple[str, ...] | None:
        """The formats of a booklet that a change concerns, none for all of them; None when it is not concerned."""
        if change.path.parent in (folder, *map(_absolute, uses.compared)):
            return ()
        form = _TEMPLATES.get(change.path.suffix.lower(), "")
        concerned = change.path.parent == self._templates / uses.template and form in uses.formats
        return (form,) if concerned else None

    def _told(self, changes: Iterable[Change]) -> str:
        words = {Event.CHANGED: _("changed"), Event.NEW: _("is new"), Event.DELETED: _("was deleted")}
        told = [f"{self._work.shown(change.path)} {words[change.event]}" for change in changes]
        rest = len(told) - _MOST_NAMED
        more = [_("{count} more").format(count=rest)] if rest > 0 else []
        return listed([*told[:_MOST_NAMED], *more])

    def _booklets(self) -> Iterator[Path]:
        folders = self._only or sorted(self._inputs.iterdir())
        return (folder for folder in folders if not folder.name.startswith(".") and (folder / HEAD).is_file())

    def _files(self) -> Iterator[Path]:
        """Every file that a booklet may read, and every template."""
        inputs = sorted(self._inputs.iterdir())
        for folder in dict.fromkeys((*self._only, *inputs)):
            if not folder.name.startswith("."):
                yield from _inside(folder, _READ)
        if self._templates.is_dir():
            for folder in sorted(self._templates.iterdir()):
                yield from _inside(folder, _TEMPLATES)


def _absolute(path: Path) -> Path:
    """One name for a folder, however it was named."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - links stay what they are called


def _inside(folder: Path, suffixes: Iterable[str]) -> Iterator[Path]:
    """The files in a folder with these endings, without those that programs keep beside an open one."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in suffixes and not path.name.startswith((".", "~$", "~")):
            yield path
