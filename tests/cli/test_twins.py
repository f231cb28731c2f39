"""The same booklet as YAML and as Excel: the same data, the same findings but for their place, the same bytes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cli.workspaces import REPOSITORY, files, jixiao, workspace

from generator.reading.folder import read_booklet

_WHAT = ("project", "severity", "code", "message")  # of a finding, its place aside
BOOKLETS = sorted(path.parent for path in (REPOSITORY / "inputs").glob("*/booklet.yaml"))


@pytest.mark.parametrize("source", BOOKLETS, ids=lambda path: path.name)
def test_twins(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built, found, data = [], [], []
    for kind in ("yaml", "excel"):
        root = workspace(tmp_path / kind)
        monkeypatch.chdir(root)
        folder = root / "inputs" / source.name
        assert jixiao("convert", str(source), str(folder), "--to", kind).status == 0
        data.append(read_booklet(folder).data)
        assert jixiao("build").status == 0
        built.append(files(root / "outputs"))
        (checked,) = json.loads("\n".join(jixiao("check", "--format", "json").out))["booklets"]
        found.append([[finding[key] for key in _WHAT] for finding in checked["findings"]])
    assert len(built[0]) == 2
    assert built[0] == built[1]
    assert data[0] == data[1] == read_booklet(source).data
    assert sorted(found[0]) == sorted(found[1])


@pytest.mark.parametrize("source", BOOKLETS, ids=lambda path: path.name)
def test_there_and_back(source: Path, tmp_path: Path) -> None:
    there, back = tmp_path / "那里", tmp_path / "回来"
    assert jixiao("convert", str(source), str(there)).status == 0
    assert jixiao("convert", str(there), str(back)).status == 0
    assert read_booklet(there).data == read_booklet(back).data == read_booklet(source).data
    shutil.rmtree(there)
    assert jixiao("convert", str(back), str(there)).status == 0
    assert read_booklet(there).data == read_booklet(source).data
