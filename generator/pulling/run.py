"""From an edited file to changed inputs."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from generator import pipeline, provenance, rendering, tree
from generator.delivery import Delivery
from generator.errors import GeneratorError
from generator.finding import Finding, Severity
from generator.location import Location
from generator.model.booklet import PROJECTS
from generator.provenance import Origin
from generator.pulling.application import applied
from generator.pulling.blueprint import blueprint
from generator.pulling.decisions import Situation, decide
from generator.pulling.harvest import harvest
from generator.pulling.plan import ObstacleError, Plan
from generator.pulling.sheets import Sheet, read_sheets
from generator.pulling.state import state
from generator.pulling.workbook_file import WorkbookPlan
from generator.pulling.yaml_file import changed_text
from generator.reading.folder import read_booklet
from generator.reading.package import Package, open_package
from generator.reading.source import Source, UnreadableError
from generator.sheets.layout import layout_of
from generator.translation import _
from generator.workspace import Workspace

_LOCKS = ("~${}", ".~lock.{}#")


class Pulled(NamedTuple):
    """What an edited file says, compared with the inputs."""

    file: str
    folder: Path
    source: Source
    plan: Plan
    remarks: list[str]  # about the comparison itself
    made: dict[Path, bytes]  # new contents of the files that change
    findings: list[Finding]  # what would be wrong with the inputs, so that nothing can change


class UnusableInputsError(GeneratorError):
    """Inputs that cannot be understood, with what is wrong with them."""

    def __init__(self, message: str, findings: Iterable[Finding]) -> None:
        super().__init__(message)
        self.findings = list(findings)


def pull(file: Path, booklet: str, workspace: Workspace, *, stated: bool = False) -> Pulled:
    """Compare an edited workbook with the inputs; `booklet` names them where the file does not.

    Raises: GeneratorError.
    """
    name = workspace.shown(file)
    package = _package(file, name)
    origin = provenance.origin(package.content)
    folder = workspace.booklet(booklet) if booklet else _made_of(origin, file, name, workspace)
    loaded = pipeline.load(folder, workspace)
    if loaded.booklet is None:
        message = _("{name}: nothing is pulled while it cannot be read").format(name=workspace.shown(folder))
        raise UnusableInputsError(message, loaded.findings)
    now, _problems = state(loaded.source.data)
    assert now is not None, "what was loaded can be loaded"
    template = workspace.template(now.booklet.template, rendering.TEMPLATE_FILES["xlsx"])
    remarks = [_("the file is open in another program; what is not saved there is not read")] * _is_open(file)
    then = state(origin.data)[0] if origin and origin.data is not None else None
    if then is None or then.booklet.kind != now.booklet.kind:
        then = now
        remarks.append(_("the file does not tell what it was made of; compared with the inputs of now only"))
    elif origin and template[0].is_file() and provenance.digest(template[0]) != origin.template:
        remarks.append(_("the template has changed since; compared with the form as it prints now"))
    options = rendering.options(then.booklet)
    printed = blueprint(
        then.printed, lambda data, stream: rendering.render(*template, data, stream, options=options)
    )
    found = harvest(printed, _sheets(package, name), name)
    plan = decide(found, Situation(then, now, loaded.source.locate, stated))
    made = _changed(plan, loaded.source, folder)
    _after, problems = state(applied(now.data, plan))
    return Pulled(name, folder, loaded.source, plan, remarks, made, pipeline.located(problems, loaded.source))


def _package(file: Path, name: str) -> Package:
    if file.suffix.lower() in (".docx", ".doc", ".wps"):
        message = _("documents are not read back; make the changes in the workbook, or in the inputs")
        raise GeneratorError(message, Location(name))
    try:
        return open_package(file)
    except UnreadableError as error:
        raise GeneratorError(error.message, Location(name)) from error


def _made_of(origin: Origin | None, file: Path, name: str, workspace: Workspace) -> Path:
    """The booklet that a file was made of: that of the outputs in which it lies, or the one with the same head."""
    folder = file.resolve().parent
    if folder.parent == (workspace.root / "outputs").resolve():
        return workspace.booklet(folder.name)
    if origin is not None and origin.data is not None:
        alike = [each for each in workspace.booklets(()) if isinstance(each, Path)]
        alike = [each for each in alike if _head(each, workspace) == _said(origin.data)]
        if len(alike) == 1:
            return alike[0]
    raise GeneratorError(
        _("the file does not tell of which booklet it was made; name that with --booklet"), Location(name)
    )


def _head(folder: Path, workspace: Workspace) -> list[tree.Tree]:
    try:
        return _said(read_booklet(folder, workspace.root).data)
    except GeneratorError:
        return []


def _said(data: tree.Mapping) -> list[tree.Tree]:
    """What a booklet says of itself."""
    return [data.get(key, "") for key in ("表种", "年度", "部门", "标题")]


def _is_open(file: Path) -> bool:
    return any(file.with_name(lock.format(file.name)).exists() for lock in _LOCKS)


def _sheets(package: Package, name: str) -> list[Sheet]:
    try:
        return read_sheets(package)
    except Exception as error:  # openpyxl raises anything on a broken package
        message = _("the workbook is damaged ({reason}); open it in Excel or WPS and save it again")
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        raise GeneratorError(message.format(reason=reason), Location(name)) from error


def write(pulled: Pulled, workspace: Workspace) -> list[Path]:
    """Carry the plan out in the files of the booklet, in all of them or in none.

    Raises: GeneratorError when a file cannot be changed so that the form prints as edited.
    """
    if pulled.findings:
        message = _("nothing was written: with these changes the inputs would be wrong")
        raise GeneratorError(message, Location(pulled.file))
    _prove(pulled, workspace)
    with Delivery() as delivery:
        for path, content in pulled.made.items():
            with delivery.file(path, workspace.shown(path)) as stream:
                stream.write(content)
    return list(pulled.made)


def _changed(plan: Plan, source: Source, folder: Path) -> dict[Path, bytes]:
    """The new contents of the files that change; what a file cannot take leaves the plan."""
    while True:
        try:
            return dict(_contents(plan, source, folder))
        except ObstacleError as obstacle:
            plan.leave(obstacle.paths, str(obstacle))


def _contents(plan: Plan, source: Source, folder: Path) -> Iterator[tuple[Path, bytes]]:
    touched = [*plan.values, *plan.removed, *(new.items for new in plan.inserted)]
    places = {source.locate(path).file: (source.locate(path), path) for path in touched}
    for file, (place, path) in sorted(places.items()):
        target = folder / file.rpartition("/")[2]
        before = target.read_bytes()
        here = _of_file(plan, source, file)
        if place.sheet:
            layout = layout_of(source.data)
            assert layout is not None, "the booklet was understood"
            content = WorkbookPlan(before, file, source, here, layout).content()
        else:
            root = path[:2] if path[0] == PROJECTS else ()
            content = changed_text(before.decode("utf-8"), file, source.data, here, root).encode()
        if content != before:
            yield target, content


def _of_file(plan: Plan, source: Source, file: str) -> Plan:
    return Plan(
        values={path: text for path, text in plan.values.items() if source.locate(path).file == file},
        removed={path for path in plan.removed if source.locate(path).file == file},
        inserted=[new for new in plan.inserted if source.locate(new.items).file == file],
    )


def _prove(pulled: Pulled, workspace: Workspace) -> None:
    """Read the changed files where nobody sees them: they must print what the form says."""
    made = pulled.made
    wanted, _problems = state(applied(pulled.source.data, pulled.plan))
    with tempfile.TemporaryDirectory(prefix="jixiao-") as folder:
        copy = Path(folder) / pulled.folder.resolve().name
        copy.mkdir()
        for path in pulled.folder.iterdir():
            if path.is_file() and path not in made and not path.name.startswith((".", "~$")):
                shutil.copy2(path, copy / path.name)
        for path, content in made.items():
            (copy / path.name).write_bytes(content)
        source = read_booklet(copy, Path(folder))
    if wrong := [each for each in source.problems if each.severity is Severity.ERROR]:
        message = _("nothing was written: with these changes the inputs would be wrong")
        raise UnusableInputsError(f"{pulled.file}: {message}", wrong)
    found, _problems = state(source.data)
    if wanted is None or found is None or found.printed != wanted.printed:
        message = _("the inputs would not say what the form says; change them by hand")
        place = workspace.shown(next(iter(made), pulled.folder))
        raise GeneratorError(message, Location(place))
