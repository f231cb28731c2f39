"""Where things are: inputs/, templates/ and outputs/ of a workspace, and the one that comes with us."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.errors import GeneratorError
from generator.location import Location
from generator.nearest import did_you_mean
from generator.translation import _

INPUTS, TEMPLATES, OUTPUTS = "inputs", "templates", "outputs"
_FORBIDDEN = str.maketrans('\\/:*?"<>|\n\r\t', "＼／：＊？＂＜＞｜   ")
_LONGEST_NAME = 180  # bytes; file systems allow 255, lock files and suffixes take some of them


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

    def booklets(self, names: Sequence[str]) -> list[Path | GeneratorError]:
        """The folder of each named booklet, or why it has none; the folders of all when none is named.

        A name is that of a folder under inputs/, or a path. Raises: GeneratorError when there is no booklet at all.
        """
        known = self._known()
        if not known and not names:
            raise GeneratorError(_("no booklet here: no folder with a booklet.yaml"), Location(INPUTS))
        found: dict[Path | str, Path | GeneratorError] = {}  # by what they are, however they are named
        for name in names or known:
            try:
                folder = self.booklet(name, known)
                found.setdefault(folder.resolve(), folder)
            except GeneratorError as error:
                found[name] = error
        return self._apart(found.values())

    def _apart(self, found: Iterable[Path | GeneratorError]) -> list[Path | GeneratorError]:
        """The same, with an error for a folder whose outputs would take the place of another's."""
        first: dict[str, Path] = {}
        apart: list[Path | GeneratorError] = []
        for folder in found:
            if isinstance(folder, Path):
                other = first.setdefault(folder.resolve().name.casefold(), folder)
                apart.append(folder if other is folder else self._clash(folder, other))
            else:
                apart.append(folder)
        return apart

    def _clash(self, folder: Path, other: Path) -> GeneratorError:
        message = _("its outputs would replace those of {other}, a folder of the same name; rename one")
        return GeneratorError(message.format(other=self.shown(other)), Location(self.shown(folder)))

    def _known(self) -> dict[str, Path]:
        folders = sorted(
            p for p in (self.root / INPUTS).iterdir() if p.is_dir() and not p.name.startswith(".")
        )
        return {folder.name: folder for folder in folders}

    def booklet(self, name: str, known: dict[str, Path] | None = None) -> Path:
        """The folder of a booklet by its name, its path, or the path of a file in it.

        Raises: GeneratorError.
        """
        path = Path(name)
        known = self._known() if known is None else known
        if str(path) in known:
            return known[str(path)]
        for place in (path, self.root / path):
            if is_file(place):
                return place.parent
            if is_folder(place):
                return place
        shown = path.as_posix() if len(path.parts) > 1 else f"{INPUTS}/{path}"
        raise GeneratorError(_("there is no such booklet") + did_you_mean(path.name, known), Location(shown))

    def template(self, name: str, file: str) -> tuple[Path, str]:
        """A template's file, and what to call it in messages."""
        path = self.root / TEMPLATES / name / file
        return path, self.shown(path)

    def templates(self) -> list[str]:
        """The names of the templates."""
        folder = self.root / TEMPLATES
        return sorted(p.name for p in folder.iterdir() if p.is_dir()) if is_folder(folder) else []

    def output(self, booklet: Path, title: str, suffix: str) -> Path:
        """Where a booklet's document goes: a file of its title, as far as file systems bear it."""
        name = title.translate(_FORBIDDEN).encode(errors="replace")[:_LONGEST_NAME].decode(errors="ignore")
        folder = self.output_folder(booklet)
        return folder / f"{name.strip(' .') or folder.name}.{suffix}"

    def output_folder(self, booklet: Path) -> Path:
        """Where all that is made of a booklet goes."""
        return self.root / OUTPUTS / booklet.resolve().name

    def shown(self, path: Path) -> str:
        """A path as messages name it: from the workspace's folder, with forward slashes."""
        for inner, outer in ((path, self.root), (path.resolve(), self.root.resolve())):
            if inner.is_relative_to(outer):
                return inner.relative_to(outer).as_posix()
        return path.as_posix()


def is_file(path: Path) -> bool:
    """Whether there is such a file; a path that no disk can hold is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Whether there is such a folder."""
    try:
        return path.is_dir()
    except OSError:
        return False


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
