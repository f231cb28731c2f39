"""Output files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from generator.errors import GeneratorError
from generator.location import Location
from generator.translation import _


class Delivery:
    """Files being made for one booklet; all take their places together when the block ends well."""

    def __init__(self) -> None:
        self._made: list[tuple[Path, Path, str]] = []
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

    def cancel(self) -> None:
        """Let the earlier files stay."""
        self._cancelled = True

    @contextlib.contextmanager
    def file(self, target: Path, shown: str) -> Iterator[BinaryIO]:
        """A file to write, later to become `target`.

        Raises: GeneratorError when the target is open elsewhere or its folder cannot be written.
        """
        _check_unlocked(target, shown)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".jixiao-", suffix=target.suffix, dir=target.parent)
        except OSError as error:
            raise _unwritable(shown, error) from error
        self._made.append((Path(name), target, shown))
        with os.fdopen(handle, "w+b") as stream:
            try:
                yield stream
            except OSError as error:
                raise _unwritable(shown, error) from error

    def _deliver(self) -> None:
        for made, target, shown in self._made:
            try:
                made.chmod(0o666 & ~_umask())
                made.replace(target)
            except OSError as error:
                raise _unwritable(shown, error) from error


def _check_unlocked(target: Path, shown: str) -> None:
    """Excel and Word leave a file `~$name` beside an open one, LibreOffice `.~lock.name#`."""
    for lock in (f"~${target.name}", f"~${target.name[2:]}", f".~lock.{target.name}#"):
        if (target.parent / lock).exists():
            message = _("the file is open in another program ({lock} says so); close it and build again")
            raise GeneratorError(message.format(lock=lock), Location(shown))


def _unwritable(shown: str, error: OSError) -> GeneratorError:
    if isinstance(error, PermissionError):
        message = _("the file cannot be written: it is open in another program, or the folder is protected")
    else:
        message = _("the file cannot be written: {reason}").format(reason=error.strerror or error)
    return GeneratorError(message, Location(shown))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
