"""Finished parts that wait for the list of all parts, which comes first in a package."""

from __future__ import annotations

from collections.abc import Iterator


class HeldParts:
    """Parts in a file of their own, so that their number does not matter."""

    def __init__(self) -> None:
        import tempfile

        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # closed on leaving
        self._parts: list[tuple[str, int]] = []

    def __enter__(self) -> HeldParts:
        return self

    def __exit__(self, *_reason: object) -> None:
        self._file.close()

    def put(self, name: str, data: bytes) -> None:
        """Hold a part."""
        self._file.write(data)
        self._parts.append((name, len(data)))

    def parts(self) -> Iterator[tuple[str, bytes]]:
        """All parts in their order."""
        self._file.seek(0)
        for name, size in self._parts:
            yield name, self._file.read(size)
