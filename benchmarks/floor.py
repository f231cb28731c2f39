"""The floor: the parts of a finished file deflated as a zip has to, and nothing else.

    python -m benchmarks.floor PARTS FILE

It imports next to nothing, for its process is measured whole like those of the engines.
"""

from __future__ import annotations

import struct
import sys
import zlib

SIZE = struct.Struct("<Q")  # stands before each part
_CHUNK = 1 << 16


def deflate(source: str, target: str) -> None:
    """Deflate parts at zlib's level 6, a little at a time."""
    with open(source, "rb") as stream, open(target, "wb") as made:  # noqa: PTH123 - pathlib takes time to import
        while size := stream.read(SIZE.size):
            (left,) = SIZE.unpack(size)
            packer = zlib.compressobj(6, zlib.DEFLATED, -15)
            while left:
                chunk = stream.read(min(left, _CHUNK))
                left -= len(chunk)
                made.write(packer.compress(chunk))
            made.write(packer.flush())


if __name__ == "__main__":
    deflate(sys.argv[1], sys.argv[2])
