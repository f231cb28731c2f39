"""A booklet's folder: its head in booklet.yaml, its projects in YAML files and workbooks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator import tree
from generator.errors import GeneratorError
from generator.finding import Finding, Severity
from generator.location import KeyPath, Location
from generator.reading.source import HeadingRow, Source
from generator.sheets.layout import NAME, PROJECTS
from generator.translation import _

HEAD = "booklet.yaml"
_YAML = (".yaml", ".yml")
_EXCEL = (".xlsx", ".xlsm")
_OTHER_TABLES = (".xls", ".xlsb", ".et", ".ods", ".csv")


def read_booklet(folder: Path, root: Path | None = None) -> Source:
    """All data of a booklet, its projects in the order of the files' names.

    Files are named relative to `root` in places, where they lie inside it. What is wrong with the files is
    in the result's `problems`.

    Raises:
        GeneratorError: there is no such folder, or no booklet.yaml in it.

    """
    paths = _files(folder, root)
    booklet = _Booklet(folder / HEAD, root)
    for path in paths:
        booklet.read_projects(path)
    return booklet.source()


def _files(folder: Path, root: Path | None) -> list[Path]:
    if not folder.exists():
        raise GeneratorError(_("there is no such folder"), Location(file_name(folder, root)))
    if not folder.is_dir():
        raise GeneratorError(
            _("this is no folder; name the folder of a booklet"), Location(file_name(folder, root))
        )
    try:
        paths = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        message = _("the folder cannot be read: {reason}").format(reason=error.strerror)
        raise GeneratorError(message, Location(file_name(folder, root))) from error
    if not (folder / HEAD).is_file():
        raise GeneratorError(_("the folder holds no booklet.yaml"), Location(file_name(folder, root)))
    return [path for path in paths if path.name != HEAD and not _is_hidden(path) and path.is_file()]


def _is_hidden(path: Path) -> bool:
    """Hidden files, and those that mark a workbook as open in Excel or LibreOffice."""
    return path.name.startswith((".", "~$"))


def file_name(path: Path, root: Path | None) -> str:
    """The name of a file as places give it: relative to `root` when inside it, with forward slashes."""
    if root is not None:
        for inner, outer in (
            (path, root),
            (path.absolute(), root.absolute()),
            (path.resolve(), root.resolve()),
        ):
            if inner.is_relative_to(outer):
                return inner.relative_to(outer).as_posix()
    return path.as_posix()


class _Booklet:
    """The data of a booklet while its files come in."""

    def __init__(self, head: Path, root: Path | None) -> None:
        self._root = root
        self._place = Location(file_name(head, root))
        self._projects: list[tree.Tree] = []
        self._locations: dict[KeyPath, Location] = {(): self._place}
        self._problems: list[Finding] = []
        self._headings: dict[tuple[str, str], HeadingRow] = {}
        self._blank: list[Location] = []  # workbooks without a project
        self._head = self._read_head(head)

    def _read_head(self, path: Path) -> tree.Mapping:
        from generator.reading.yaml_source import read_yaml  # PyYAML takes its time to import

        head = read_yaml(path, self._place.file)
        self._take(head)
        if PROJECTS in head.data:
            message = _("{key} does not stand here: each project has a file or a row of its own")
            self._report(head.locations[PROJECTS,], "INP010", message.format(key=PROJECTS))
        self._locations[PROJECTS,] = self._place
        return {key: value for key, value in head.data.items() if key != PROJECTS}

    def read_projects(self, path: Path) -> None:
        """The project or projects in a file; a file of no known type is passed over."""
        suffix = path.suffix.lower()
        if suffix in _YAML:
            self._read_project(path)
        elif suffix in _EXCEL:
            from generator.reading.excel_source import read_workbook

            workbook = read_workbook(path, file_name(path, self._root), self._head, len(self._projects))
            self._take(workbook)
            projects = workbook.data.get(PROJECTS, [])
            self._projects += projects if isinstance(projects, list) else []
            self._blank += [] if projects else [Location(file_name(path, self._root))]
        elif suffix in _OTHER_TABLES:
            message = _(
                "files of the type {suffix} are not read; open it in Excel or WPS and save it as .xlsx"
            )
            place = Location(file_name(path, self._root))
            self._report(place, "INP005", message.format(suffix=suffix), Severity.WARNING)

    def source(self) -> Source:
        """Everything read so far, with what is wrong between the files."""
        self._report_twins()
        if not self._projects and not any(problem.severity is Severity.ERROR for problem in self._problems):
            self._report_no_project()
        data = {**self._head, PROJECTS: self._projects}
        return Source(data, self._locations, self._problems, self._headings)

    def _read_project(self, path: Path) -> None:
        from generator.reading.yaml_source import read_yaml

        project = read_yaml(path, file_name(path, self._root), (PROJECTS, len(self._projects)))
        self._take(project)
        # An unreadable file is one finding, not a project without keys.
        if project.data or not project.problems:
            self._projects.append(project.data)

    def _take(self, part: Source) -> None:
        self._locations.update(part.locations)
        self._headings.update(part.headings)
        self._problems += part.problems

    def _report_no_project(self) -> None:
        if self._blank:
            message = _("no project is filled in yet: the sheet 项目 has no row")
            self._report(self._blank[0], "INP006", message)
            return
        message = _(
            "the folder holds no project: expected one YAML file a project, or a workbook projects.xlsx"
        )
        self._report(self._place, "INP006", message)

    def _report_twins(self) -> None:
        first: dict[str, Location] = {}
        for position, name in self._names():
            place = self._locations[PROJECTS, position, NAME]
            if name in first:
                message = _("the project {name} stands twice, first at {place}")
                self._report(place, "INP007", message.format(name=name, place=first[name]))
            first.setdefault(name, place)

    def _names(self) -> Iterator[tuple[int, str]]:
        for position, project in enumerate(self._projects):
            name = project.get(NAME) if isinstance(project, dict) else None
            if isinstance(name, str):
                yield position, name.strip()

    def _report(self, place: Location, code: str, message: str, severity: Severity = Severity.ERROR) -> None:
        self._problems.append(Finding(place, severity, code, message))
