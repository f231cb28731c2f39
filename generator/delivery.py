"""Output files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from generator.errors import GeneratorError
from generator.location import Location
from generator.translation import _

_PREFIX = ".jixiao-"
_ABANDONED = 3600  # seconds; no build takes that long
_FULL = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))


class Delivery:
    """Files being made for one booklet; all take their places together when the block ends well."""

    def __init__(self) -> None:
        self._made: list[tuple[Path, Path, str]] = []
        self._folders: list[Path] = []  # made for the files
        self._cancelled = False

    def __enter__(self) -> Delivery:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, traceback: object) -> None:
        try:
            if kind is None and not self._cancelled:
                self._deliver()
        finally:
            for made, _target, _shown in self._made:
                with contextlib.suppress(OSError):
                    made.unlink(missing_ok=True)
            for folder in self._folders:
                with contextlib.suppress(OSError):  # it holds files now
                    folder.rmdir()

    def cancel(self) -> None:
        """Let the earlier files stay."""
        self._cancelled = True

    @contextlib.contextmanager
    def file(self, target: Path, shown: str) -> Iterator[BinaryIO]:
        """A file to write, later to become `target`, or what that links to, with the permissions of the earlier one.

        Raises: GeneratorError when the target is open elsewhere or its folder cannot be written.
        """
        if target.is_symlink():
            target = target.resolve()
        _check_place(target, shown)
        _check_unlocked(target, shown)
        try:
            self._prepare(target.parent)
            made = target.with_name(f"{_PREFIX}{os.getpid()}-{len(self._made)}{target.suffix}")
            self._made.append((made, target, shown))
            with made.open("w+b") as stream:
                yield stream
        except OSError as error:
            raise _unwritable(shown, error) from error

    def _prepare(self, folder: Path) -> None:
        """Make the folder; what a run that was killed left in it goes."""
        self._folders += [place for place in (folder, *folder.parents) if not place.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(_PREFIX + "*"):
            with contextlib.suppress(OSError):
                if time.time() - left.stat().st_mtime > _ABANDONED:
                    left.unlink()

    def _deliver(self) -> None:
        for made, target, shown in self._made:
            try:
                if target.exists():
                    shutil.copymode(target, made)
                made.replace(target)
            except OSError as error:
                raise _unwritable(shown, error) from error


def _check_place(target: Path, shown: str) -> None:
    if target.is_dir():
        raise GeneratorError(_("a folder has the name of this file; move it away"), Location(shown))
    above = next(folder for folder in target.parents if folder.exists())
    if not above.is_dir():
        message = _("{name} is a file where a folder is needed; move it away").format(name=above.name)
        raise GeneratorError(message, Location(shown))


def is_free(folder: Path) -> bool:
    """Whether no program holds a file of a folder open."""
    for path in folder.glob("*") if folder.is_dir() else ():
        if path.name.startswith(("~$", ".~lock.")):
            return False
        if path.is_file():
            try:
                path.open("r+b").close()
            except OSError:
                return False
    return True


def _check_unlocked(target: Path, shown: str) -> None:
    """Excel and Word leave a file `~$name` beside an open one, LibreOffice `.~lock.name#`."""
    for lock in (f"~${target.name}", f"~${target.name[2:]}", f".~lock.{target.name}#"):
        if (target.parent / lock).exists():
            message = _(
                "the file is open in another program; close it and build again"
                " (if no program has it open, delete {lock} beside it)"
            )
            raise GeneratorError(message.format(lock=lock), Location(shown))


def _unwritable(shown: str, error: OSError) -> GeneratorError:
    if isinstance(error, PermissionError):
        message = _("the file cannot be written: it is open in another program, or the folder is protected")
    elif error.errno in _FULL:
        message = _("the file cannot be written: the disk is full")
    else:
        message = _("the file cannot be written: {reason}").format(reason=error.strerror or error)
    return GeneratorError(message, Location(shown))
