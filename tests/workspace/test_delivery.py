from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from generator.delivery import Delivery


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_all_files_appear_together_at_the_end(tmp_path: Path) -> None:
    first, second = tmp_path / "一" / "甲.xlsx", tmp_path / "一" / "乙.docx"
    with Delivery() as made:
        with made.file(first, "甲") as stream:
            stream.write(b"1")
        with made.file(second, "乙") as stream:
            stream.write(b"2")
        assert not first.exists()
        assert not second.exists()
    assert names(tmp_path) == ["一", "一/乙.docx", "一/甲.xlsx"]
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"2")


@pytest.mark.parametrize("error", (KeyboardInterrupt, ValueError))
def test_nothing_is_left_of_a_block_that_fails(tmp_path: Path, error: type[BaseException]) -> None:
    earlier = tmp_path / "甲.xlsx"
    earlier.write_bytes(b"0")
    with pytest.raises(error):
        deliver_half(earlier, tmp_path / "新" / "更新" / "乙.xlsx", error)
    assert names(tmp_path) == ["甲.xlsx"]
    assert earlier.read_bytes() == b"0"


def deliver_half(first: Path, second: Path, error: type[BaseException]) -> None:
    with Delivery() as made:
        with made.file(first, "甲") as stream:
            stream.write(b"1")
        with made.file(second, "乙") as stream:
            stream.write(b"2")
            raise error


def test_nothing_is_left_when_it_is_cancelled(tmp_path: Path) -> None:
    with Delivery() as made:
        with made.file(tmp_path / "新" / "甲.xlsx", "甲") as stream:
            stream.write(b"1")
        made.cancel()
    assert names(tmp_path) == []


def test_what_a_killed_run_left_goes_after_an_hour(tmp_path: Path) -> None:
    old, young = tmp_path / ".jixiao-old.xlsx", tmp_path / ".jixiao-young.xlsx"
    for left in (old, young):
        left.touch()
    os.utime(old, (0, 0))
    with Delivery() as made, made.file(tmp_path / "甲.xlsx", "甲") as stream:
        stream.write(b"1")
    assert names(tmp_path) == [".jixiao-young.xlsx", "甲.xlsx"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no umask")
@pytest.mark.parametrize(("mask", "mode"), ((0o022, 0o644), (0o077, 0o600), (0o002, 0o664)))
def test_mode_follows_the_umask(tmp_path: Path, mask: int, mode: int) -> None:
    target = tmp_path / "甲.xlsx"
    before = os.umask(mask)
    try:
        with Delivery() as made, made.file(target, "甲") as stream:
            stream.write(b"1")
    finally:
        os.umask(before)
    assert stat.S_IMODE(target.stat().st_mode) == mode
