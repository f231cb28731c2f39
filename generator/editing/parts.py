"""The parts of a workbook while they are changed, with what it takes to undo the changes."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from generator.editing.splices import Splice, inverse, spliced
from generator.editing.xml_spans import BrokenXmlError, Element, scan, with_attribute, with_children, without
from generator.errors import GeneratorError
from generator.location import Location
from generator.office.package import Package, Relation, relations_name, relations_part
from generator.office.package_writer import PackageWriter
from generator.office.problems import TemplateError
from generator.office.sheet_parts import PartNames
from generator.office.xml import DECLARATION, OFFICE_RELATIONSHIPS, escape_attribute
from generator.translation import _

TYPES = "[Content_Types].xml"
T = TypeVar("T")
P = ParamSpec("P")


class _HasFile(Protocol):
    file: str


E = TypeVar("E", bound=_HasFile)


def refusing_damage(method: Callable[Concatenate[E, P], T]) -> Callable[Concatenate[E, P], T]:
    """Decorates what changes a workbook: parts that break the rules of their format become an error with its name."""

    @wraps(method)
    def guarded(edit: E, /, *given: P.args, **named: P.kwargs) -> T:
        try:
            return method(edit, *given, **named)
        except (LookupError, ValueError, TypeError, AttributeError) as error:
            message = _("the file is damaged ({reason}); open it in Excel, Word or WPS and save it again")
            reason = f"{type(error).__name__}: {error}".splitlines()[0]
            raise GeneratorError(message.format(reason=reason), Location(edit.file)) from error

    return guarded


class Parts:
    """Parts by name; those that nobody touches keep their bytes and their place."""

    def __init__(self, content: bytes, file: str) -> None:
        self.file = file
        try:
            self._package = Package.of(io.BytesIO(content), file)
            self.main = self._package.main_part("workbook")
        except TemplateError as error:
            raise self.refused(error.problems[0].message) from error
        self.undo: dict[str, list[list[Splice]]] = {}  # by part, the last change last
        self.added: list[str] = []

    @property
    def names(self) -> list[str]:
        """The names of all parts, in the order of the file."""
        return list(self._package.parts)

    def __contains__(self, name: str) -> bool:
        return name in self._package.parts

    def __getitem__(self, name: str) -> bytes:
        if name not in self._package.parts:
            raise self.refused(_("the part {name} is missing").format(name=name))
        return self._package.parts[name]

    def refused(self, message: str, sheet: str = "", row: int = 0, column: int = 0) -> GeneratorError:
        """The error that says why something in this file cannot be changed."""
        return GeneratorError(message, Location(self.file, sheet, row, column))

    def scan(self, name: str, stop_at: str = "") -> Element:
        """A part's elements and where they stand.

        Raises: GeneratorError.
        """
        data = self[name]
        try:  # some programs write an open <br> into the boxes of comments; blanks keep the positions
            return scan(data.replace(b"<br>", b"    ") if name.endswith(".vml") else data, stop_at)
        except BrokenXmlError as error:
            message = _("the part {name} is broken: {message}")
            raise self.refused(message.format(name=name, message=error)) from error

    def splice(self, name: str, splices: Iterable[Splice]) -> None:
        """Change a part."""
        given = [splice for splice in splices if splice.start < splice.end or splice.new]
        if given:
            data = self._package.parts[name]
            if name not in self.added:
                self.undo.setdefault(name, []).append(inverse(data, given))
            self._package.parts[name] = spliced(data, given)

    def replace(self, name: str, data: bytes) -> None:
        """Give a part other bytes, for good."""
        self._package.parts[name] = data

    def add(self, name: str, data: bytes, content_type: str = "") -> None:
        """A new part; without a content type it has the default of its ending."""
        self._package.parts[name] = data
        self.added.append(name)
        if content_type:
            tag = f'<Override PartName="{escape_attribute("/" + name)}" ContentType="{content_type}"/>'
            self.splice(TYPES, [self._typed(tag)])

    def _typed(self, tag: str) -> Splice:
        root = self.scan(TYPES)
        return with_children(self[TYPES], root, tag.replace("<", "<" + root.prefix, 1).encode())

    def declare_ending(self, ending: str, content_type: str) -> None:
        """Let the content types say what parts of an ending are."""
        root = self.scan(TYPES)
        if any(each.get("Extension").lower() == ending for each in root.all("Default")):
            return
        tag = f'<{root.prefix}Default Extension="{ending}" ContentType="{content_type}"/>'
        self.splice(TYPES, [Splice(root.inner, root.inner, tag.encode())])

    def remove(self, name: str) -> None:
        """Remove a part and nothing else."""
        del self._package.parts[name]

    def drop(self, name: str) -> None:
        """Remove a part with its relationships and its content type; who relates to it is not asked."""
        for gone in (name, relations_name(name)):
            self._package.parts.pop(gone, None)
        types = self.scan(TYPES)
        overrides = types.all("Override")
        names = {"/" + name, "/" + relations_name(name)}
        self.splice(TYPES, [without(each) for each in overrides if each.get("PartName") in names])

    def free_name(self, like: str) -> str:
        """A name that no part has: `xl/comments7.xml` like `xl/comments1.xml`."""
        return PartNames(self._package.parts).take(like)

    def relations(self, part: str) -> list[Relation]:
        """The relationships of a part.

        Raises: GeneratorError.
        """
        try:
            return self._package.relations(part)
        except TemplateError as error:
            raise self.refused(error.problems[0].message) from error

    def related(self, part: str, kind: str) -> str | None:
        """The first part of a kind that a part is related to."""
        found = (r.target for r in self.relations(part) if r.kind == kind and r.target in self)
        return next(found, None)

    def relate(self, part: str, kind: str, target: str) -> str:
        """The id of a new relationship from a part to another."""
        taken = {relation.id for relation in self.relations(part)}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        relation = Relation(f"rId{number}", f"{OFFICE_RELATIONSHIPS}/{kind}", target)
        name = relations_name(part)
        made = relations_part(part, [relation])
        if name not in self:
            self.add(name, made)
            return relation.id
        [only] = scan(made).children
        root = self.scan(name)
        tag = made[only.start : only.end].replace(b"<", b"<" + root.prefix.encode(), 1)
        self.splice(name, [with_children(self[name], root, tag)])
        return relation.id

    def unrelate(self, part: str, target: str) -> None:
        """Remove the relationships from a part to another; a list of them that is left empty goes, too."""
        name = relations_name(part)
        # LibreOffice writes ../customXml/item1.xml at the root, from where nothing leads up.
        gone = {each.id for each in self.relations(part) if each.target.removeprefix("../") == target}
        elements = self.scan(name).children if gone else []
        if gone and {each.get("Id") for each in elements} <= gone:
            self.drop(name)
        else:
            self.splice(name, [without(each) for each in elements if each.get("Id") in gone])

    def count(self, element: Element, part: str, more: int) -> list[Splice]:
        """Raises the count that an element of a list states, if it states one."""
        stated = element.attributes.get("count", "")
        if not re.fullmatch(r"\d+", stated):
            return []
        return [with_attribute(self[part], element.start, "count", str(int(stated) + more))]

    def forget(self) -> None:
        """Take all changes up to here as part of the file."""
        self.undo, self.added = {}, []

    def content(self) -> bytes:
        """The file."""
        stream = io.BytesIO()
        writer = PackageWriter(stream, self.file)
        for name, data in self._package.parts.items():
            writer.part(name, data)
        writer.close()
        return stream.getvalue()


def new_part(xml: str) -> bytes:
    """A whole part."""
    return (DECLARATION + xml).encode()
