"""Compiled templates kept between runs in Jinja's own cache, for compiling is the dearest step of a small booklet.

The folder is the user's alone (Jinja checks that); a cache that cannot be read or written is done without.
"""

from __future__ import annotations

import contextlib
from functools import cache
from types import CodeType

from jinja2.bccache import Bucket, FileSystemBytecodeCache

from generator import __version__
from generator.office.environment import TemplateEnvironment


@cache
def _cache() -> FileSystemBytecodeCache | None:
    try:
        return FileSystemBytecodeCache(pattern="__jixiao_%s.cache")
    except (OSError, RuntimeError):
        return None


def _bucket(environment: TemplateEnvironment, key: str) -> Bucket | None:
    kept = _cache()
    if kept is None:
        return None
    text = f"{__version__}\n{key}"
    with contextlib.suppress(OSError, EOFError, ValueError, TypeError):
        return kept.get_bucket(environment, kept.get_source_checksum(text), None, text)
    return None


def load(environment: TemplateEnvironment, key: str) -> CodeType | None:
    """The code compiled earlier from the same source; None when there is none."""
    bucket = _bucket(environment, key)
    return bucket.code if bucket is not None else None


def store(environment: TemplateEnvironment, key: str, code: CodeType) -> None:
    """Keep code for later runs."""
    kept, bucket = _cache(), _bucket(environment, key)
    if kept is not None and bucket is not None:
        bucket.code = code
        with contextlib.suppress(OSError, ValueError):
            kept.set_bucket(bucket)
