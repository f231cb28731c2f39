"""Files that were changed, made or deleted, once whoever writes them is done."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterable
from enum import Enum
from pathlib import Path
from typing import NamedTuple

_SETTLED = 0.25  # seconds without a change, after which a file counts as written
_GONE = 0.6  # seconds after which a file is deleted and not just being replaced
_PATIENCE = 5.0  # seconds that a broken package gets to become whole
_PACKAGES = (".xlsx", ".xlsm", ".docx")


class Event(Enum):
    """What became of a file."""

    CHANGED = "changed"
    NEW = "new"
    DELETED = "deleted"
    TOUCHED = "touched"  # saved without a change


class Change(NamedTuple):
    """A file and what became of it."""

    path: Path
    event: Event


class _Seen(NamedTuple):
    """How a file looked from outside, and since when."""

    stat: tuple[int, int, int] | None  # size, time of the last change in ns, inode; None when it is not there
    since: float


Stat = Callable[[Path], os.stat_result]


class Changes:
    """The files of a list that changes, asked again and again.

    A file counts when it has rested for a moment and its contents differ from those known.
    """

    def __init__(self, clock: Callable[[], float], stat: Stat = os.stat) -> None:
        self._clock = clock
        self._stat = stat
        self._seen: dict[Path, _Seen] = {}
        self._known: dict[Path, bytes] = {}  # digests of contents
        self._settled: dict[Path, tuple[int, int, int] | None] = {}  # what `_known` was read at

    def remember(self, paths: Iterable[Path]) -> None:
        """Take files as they are now for known."""
        for path in paths:
            stat = self._look(path)
            digest = _digest(path)
            if stat is not None and digest is not None:
                self._known[path], self._settled[path] = digest, stat
                self._seen[path] = _Seen(stat, self._clock())

    def poll(self, paths: Iterable[Path]) -> list[Change] | None:
        """What has changed since; None while a file is still being written."""
        now = self._clock()
        ready = []
        waiting = False
        for path in sorted({*paths, *self._known}):
            stat = self._look(path)
            if path in self._settled and self._settled[path] == stat:
                self._seen[path] = _Seen(stat, now)
                continue
            if path not in self._seen or self._seen[path].stat != stat:
                self._seen[path] = _Seen(stat, now)
            if self._rests(path, now):
                ready.append(path)
            else:
                waiting = True
        return None if waiting else [change for path in ready if (change := self._take(path))]

    def _look(self, path: Path) -> tuple[int, int, int] | None:
        try:
            found = self._stat(path)
        except OSError:
            return None
        return (found.st_size, found.st_mtime_ns, found.st_ino)

    def _rests(self, path: Path, now: float) -> bool:
        """Whether a file has not changed for a while and is whole."""
        seen = self._seen[path]
        rested = now - seen.since
        if seen.stat is None:
            return rested >= _GONE
        return rested >= _SETTLED and (rested >= _PATIENCE or _is_whole(path))

    def _take(self, path: Path) -> Change | None:
        """What became of a file that rests; None where it cannot be told yet."""
        stat = self._seen[path].stat
        before = self._known.get(path)
        if stat is None:
            self._settled.pop(path, None)
            self._seen.pop(path, None)
            return Change(path, Event.DELETED) if self._known.pop(path, None) is not None else None
        digest = _digest(path)
        if digest is None:  # somebody holds it: ask again
            return None
        self._known[path], self._settled[path] = digest, stat
        if before is None:
            return Change(path, Event.NEW)
        return Change(path, Event.CHANGED if digest != before else Event.TOUCHED)


def _digest(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "blake2b").digest()
    except OSError:
        return None


def _is_whole(path: Path) -> bool:
    """Whether an Office file ends as it should; other files always do."""
    if path.suffix.lower() not in _PACKAGES:
        return True
    try:
        with zipfile.ZipFile(path) as archive:
            return bool(archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return False
