"""Tags in the properties of a document (title, subject, keywords …), the same in Excel and Word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.office.environment import is_missing, missing_message
from generator.office.options import DEFAULT, Options
from generator.office.package import Package
from generator.office.part_titles import Sheets, retitle, texts
from generator.office.problems import Place, TemplateError, TemplateProblem
from generator.office.program import Program
from generator.office.program_builder import ProgramBuilder
from generator.office.tags import TagError, has_tags, scan
from generator.office.values import NoTextError, text_of
from generator.office.xml import local, parse, serialize, unprintable
from generator.translation import _

_NO_SHEETS: Sheets = {}


class _TextEnd(NamedTuple):
    """The text of one element is complete."""

    part: str
    element: int  # its number in the part


@dataclass(eq=False, repr=False)
class PropertiesTemplate:
    """The property parts of a package, and the program that gives the texts in which tags stand."""

    sources: dict[str, bytes]
    program: Program | None

    @classmethod
    def compile(cls, package: Package) -> PropertiesTemplate:
        """Compile the property parts.

        Raises: TemplateError.
        """
        sources: dict[str, bytes] = {}
        builder = ProgramBuilder()
        for relation in package.relations(""):
            if not relation.kind.endswith("properties") or relation.target not in package.parts:
                continue
            for index, element in texts(package.root(relation.target)):
                if has_tags(element.text or ""):
                    place = Place(package.file, f"{relation.target}: {local(element)}")
                    _add(builder, element.text or "", place)
                    builder.mark(_TextEnd(relation.target, index))
            sources[relation.target] = package.parts[relation.target]
        return cls(sources, builder.build(package.file) if builder.pieces else None)

    @property
    def programs(self) -> list[Program]:
        """The program, if there is one."""
        return [self.program] if self.program else []

    def render(
        self, context: Mapping[str, object], options: Options = DEFAULT, sheets: Sheets = _NO_SHEETS
    ) -> dict[str, bytes]:
        """The property parts with their texts and the list of `sheets`; those that stay as they are left out.

        Raises: TemplateError.
        """
        roots = {part: parse(source) for part, source in self.sources.items()}
        run = self.program.start(context, options) if self.program else None
        problems: list[TemplateProblem] = []
        changed = set()
        pieces: list[str] = []
        try:
            for value in run.values if run else ():
                if isinstance(value, _TextEnd):
                    list(roots[value.part].iter())[value.element].text = "".join(pieces)
                    changed.add(value.part)
                    pieces = []
                elif run and (fault := _fault(value)):
                    problems.append(run.problem(fault))
                else:
                    pieces.append(text_of(value))
        except Exception as error:
            if run is None:
                raise
            problems += run.failures(error)
        if problems:
            raise TemplateError(problems)
        changed |= {part for part, root in roots.items() if retitle(root, sheets)}
        return {part: serialize(root) for part, root in roots.items() if part in changed}


def _fault(value: object) -> str:
    """Why a value cannot stand in a property; blank when it can."""
    if is_missing(value):
        return missing_message(value)
    if isinstance(value, (dict, list, set)) or type(value) is tuple:
        return _("a list or a record cannot be printed; name one of its fields")
    try:
        bad = unprintable(text_of(value))
    except NoTextError as error:
        return str(error)
    return _("the text holds the control character {found}").format(found=bad) if bad else ""


def _add(builder: ProgramBuilder, text: str, place: Place) -> None:
    """Add a text with its tags.

    Raises: TemplateError.
    """
    position = 0
    try:
        for tag in scan(text):
            builder.data(text[position : tag.start])
            builder.tag(tag, place, place)
            position = tag.end
    except TagError as error:
        raise TemplateError([TemplateProblem(place, str(error))]) from error
    builder.data(text[position:])
