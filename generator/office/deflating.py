"""How parts are packed: by zlib, or by zlib-ng where the extra `fast` is installed, in half the time.

Both write deflate that everything reads; of the same part they make different bytes.
"""

from __future__ import annotations

import zlib
from typing import Any

_LEVEL = 6


def _library() -> Any:
    try:
        from zlib_ng import zlib_ng
    except ImportError:
        return zlib
    return zlib_ng


library = _library()


def compressor() -> Any:
    """What packs one part: an object like zlib's, without a header of its own."""
    return library.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
