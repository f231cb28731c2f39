"""Where things are: inputs/, templates/ and outputs/ of a workspace, and the one that comes with us."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from generator.errors import GeneratorError
from generator.location import Location
from generator.nearest import did_you_mean
from generator.translation import _

INPUTS, TEMPLATES, OUTPUTS = "inputs", "templates", "outputs"
_FORBIDDEN = str.maketrans('\\/:*?"<>|\n\r\t', "＼／：＊？＂＜＞｜   ")


class Workspace(NamedTuple):
    """A folder with inputs/ and templates/."""

    root: Path

    @classmethod
    def find(cls, start: Path) -> Workspace:
        """The workspace that holds a folder: itself, or the nearest folder above it that has inputs/.

        Raises: GeneratorError.
        """
        for folder in (start, *start.parents):
            if (folder / INPUTS).is_dir():
                return cls(folder)
        message = _("there is no inputs folder here; `jixiao init NAME` makes a workspace")
        raise GeneratorError(message, Location(start.as_posix()))

    def booklets(self, names: Sequence[str]) -> list[Path]:
        """The folders of the named booklets, of all booklets when none is named.

        A name is that of a folder under inputs/, or a path. Raises: GeneratorError.
        """
        known = self._known()
        if not names:
            if not known:
                raise GeneratorError(_("no booklet here: no folder with a booklet.yaml"), Location(INPUTS))
            return list(known.values())
        return [self._booklet(name, known) for name in dict.fromkeys(names)]

    def _known(self) -> dict[str, Path]:
        folders = sorted(
            p for p in (self.root / INPUTS).iterdir() if p.is_dir() and not p.name.startswith(".")
        )
        return {folder.name: folder for folder in folders}

    def _booklet(self, name: str, known: dict[str, Path]) -> Path:
        path = Path(name)
        if path.name == "booklet.yaml" and path.is_file():
            return path.parent
        if name in known:
            return known[name]
        if path.is_dir():
            return path
        raise GeneratorError(
            _("there is no such booklet") + did_you_mean(name, known), Location(f"{INPUTS}/{name}")
        )

    def template(self, name: str, file: str) -> tuple[Path, str]:
        """A template's file, and what to call it in messages."""
        path = self.root / TEMPLATES / name / file
        return path, self.shown(path)

    def output(self, booklet: Path, title: str, suffix: str) -> Path:
        """Where a booklet's document goes."""
        name = title.translate(_FORBIDDEN).strip(" .") or booklet.name
        return self.root / OUTPUTS / booklet.resolve().name / f"{name}.{suffix}"

    def shown(self, path: Path) -> str:
        """A path as messages name it: from the workspace's folder, with forward slashes."""
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return path.as_posix()


def starter() -> Path:
    """The inputs and templates that come with the program."""
    installed = Path(__file__).with_name("starter")
    return installed if installed.is_dir() else Path(__file__).parent.parent


def create(folder: Path) -> list[Path]:
    """Make a workspace with the shipped templates and inputs; the folders made.

    Raises: GeneratorError when the folder is in use.
    """
    place = Location(folder.as_posix())
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise GeneratorError(_("the folder is not empty; name a new one"), place)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Prepared aside, so that an interruption leaves no half of a workspace.
        with tempfile.TemporaryDirectory(prefix=".jixiao-", dir=folder) as prepared:
            for name in (INPUTS, TEMPLATES):
                shutil.copytree(
                    starter() / name, Path(prepared) / name, ignore=shutil.ignore_patterns(".*", "~$*")
                )
            for name in (INPUTS, TEMPLATES):
                (Path(prepared) / name).rename(folder / name)
    except OSError as error:
        message = _("the workspace cannot be written: {reason}").format(reason=error.strerror or error)
        raise GeneratorError(message, place) from error
    return [folder / INPUTS, folder / TEMPLATES]
