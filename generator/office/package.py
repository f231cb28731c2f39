"""Office packages as zip files, read with care."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar

from lxml import etree

from generator.office.problems import Place, TemplateError, TemplateProblem
from generator.office.xml import CONTENT_TYPES, RELATIONSHIPS, local, parse, serialize
from generator.translation import _

T = TypeVar("T")  # a compiled template

LARGEST_PACKAGE = 200_000_000  # bytes of all parts together
LARGEST_RATIO = 500  # of a part's size to its compressed size
# What reading parts raises when bytes in them are flipped, or parts are missing.
_RAISED_BY_DAMAGE = (
    LookupError,
    ArithmeticError,
    ValueError,
    TypeError,
    AttributeError,
    RuntimeError,
    EOFError,
    zlib.error,
)
TYPES_PART = "[Content_Types].xml"
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_STRICT = "http://purl.oclc.org/ooxml/"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Relation(NamedTuple):
    """One relationship of a part; `target` is a part's name, or an address outside the package."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of the type: `worksheet`, `image`, …"""
        return self.type.rsplit("/", 1)[-1]


@dataclass(eq=False, repr=False)
class Package:
    """The parts of a template, by name."""

    file: str
    parts: dict[str, bytes]

    @classmethod
    def read(cls, path: Path, file: str) -> Package:
        """Read a template; `file` is what messages call it.

        Raises: TemplateError when it is missing, not an Office file, or built to do harm.
        """
        try:
            with path.open("rb") as stream:
                return cls.of(stream, file)
        except OSError as error:
            reason = (
                _("no such file") if isinstance(error, FileNotFoundError) else (error.strerror or str(error))
            )
            raise refused(file, _("the template cannot be read: {reason}").format(reason=reason)) from error

    @classmethod
    def of(cls, stream: BinaryIO, file: str) -> Package:
        """Read a package from an open file.

        Raises: TemplateError when it is not an Office file, or built to do harm.
        """
        try:
            return cls(file, _parts(stream, file))
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise refused(file, _("not an Office file (.xlsx, .docx), or a broken one")) from error

    def root(self, name: str) -> etree._Element:
        """A part as XML.

        Raises: TemplateError.
        """
        if name not in self.parts:
            raise refused(self.file, _("the part {name} is missing").format(name=name))
        try:
            return parse(self.parts[name])
        except etree.XMLSyntaxError as error:
            message = _("the part {name} is broken: {message}").format(name=name, message=error.msg)
            raise refused(self.file, message) from error

    def relations(self, part: str) -> list[Relation]:
        """The relationships of a part, in their order; of the package itself for a blank name."""
        name = relations_name(part)
        if name not in self.parts:
            return []
        base = posixpath.dirname(part)
        return [
            Relation(
                element.get("Id", ""),
                element.get("Type", ""),
                _target(base, element.get("Target", ""))
                if element.get("TargetMode") != "External"
                else element.get("Target", ""),
                element.get("TargetMode") == "External",
            )
            for element in self.root(name).iter(f"{{{RELATIONSHIPS}}}Relationship")
        ]

    def main_part(self, name: str = "") -> str:
        """The part that is the workbook or the document; `name` says which of them is meant.

        Raises: TemplateError.
        """
        main = next((r.target for r in self.relations("") if r.kind == "officeDocument"), None)
        if main is None:
            raise refused(self.file, _("not an Excel workbook or Word document"))
        root = self.root(main)
        if (etree.QName(root).namespace or "").startswith(_STRICT):
            message = _("the file is saved as Strict Open XML; save it as an ordinary .xlsx or .docx")
            raise refused(self.file, message)
        found = local(root)
        if name and found != name:
            kinds = {"workbook": _("an Excel workbook"), "document": _("a Word document")}
            message = _("the file is {found}, expected {expected}")
            message = message.format(found=kinds.get(found, found), expected=kinds[name])
            raise refused(self.file, message)
        return main


def _parts(stream: BinaryIO, file: str) -> dict[str, bytes]:
    if stream.read(len(_OLE)) == _OLE:
        raise refused(file, _("the file is protected by a password, or in the old format of Office 97–2003"))
    stream.seek(0)
    with zipfile.ZipFile(stream) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        _check(entries, file)
        parts = {entry.filename: archive.read(entry) for entry in entries}
    for name, data in parts.items():
        if name.endswith((".xml", ".rels", ".vml")) and any(mark in data for mark in _DOCTYPES):
            raise refused(
                file, _("the part {name} declares a DOCTYPE, which Office never writes").format(name=name)
            )
    return parts


def _check(entries: list[zipfile.ZipInfo], file: str) -> None:
    repeated = [name for name, count in Counter(entry.filename for entry in entries).items() if count > 1]
    if repeated:
        raise refused(file, _("the part {name} is there twice").format(name=repeated[0]))
    for entry in entries:
        name = entry.filename
        if name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name:
            raise refused(file, _("the part name {name} leads outside the file").format(name=name))
        if entry.file_size > 1_000_000 and entry.file_size > LARGEST_RATIO * max(1, entry.compress_size):
            raise refused(
                file, _("the part {name} unpacks to {size} bytes").format(name=name, size=entry.file_size)
            )
        if entry.flag_bits & 1:
            raise refused(file, _("the file is protected by a password"))
    if sum(entry.file_size for entry in entries) > LARGEST_PACKAGE:
        raise refused(file, _("the file unpacks to more than {limit} bytes").format(limit=LARGEST_PACKAGE))


def refusing_damage(compiling: Callable[[type[T], Path, str], T]) -> Callable[[type[T], Path, str], T]:
    """Decorates what compiles a template: parts that break the rules of their format become a problem."""

    @wraps(compiling)
    def guarded(cls: type[T], path: Path, file: str) -> T:
        try:
            return compiling(cls, path, file)
        except _RAISED_BY_DAMAGE as error:
            raise damaged(file, error) from error

    return guarded


def damaged(file: str, error: Exception) -> TemplateError:
    """The error for a file that breaks the rules of its format."""
    message = _("the file is damaged ({reason}); open it in Excel, Word or WPS and save it again")
    reason = f"{type(error).__name__}: {error}".splitlines()[0]
    return refused(file, message.format(reason=reason))


def refused(file: str, message: str) -> TemplateError:
    """One problem with a package as a whole."""
    return TemplateError([TemplateProblem(Place(file), message)])


def _target(base: str, target: str) -> str:
    return target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))


def _relative(base: str, target: str) -> str:
    """A part's name as another part in the folder `base` says it."""
    if target.startswith(base + "/"):
        return target[len(base) + 1 :]
    return posixpath.relpath(
        "/" + target, "/" + base
    )  # which asks for the current folder where a path has no root


def relations_name(part: str) -> str:
    """The part that holds another part's relationships."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def relations_part(part: str, relations: Iterable[Relation]) -> bytes:
    """The relationships of a part as XML."""
    root = etree.Element(f"{{{RELATIONSHIPS}}}Relationships", nsmap={None: RELATIONSHIPS})  # type: ignore[dict-item]
    base = posixpath.dirname(part)
    for relation in relations:
        target = relation.target if relation.external else _relative(base, relation.target)
        element = etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship")
        element.attrib.update({"Id": relation.id, "Type": relation.type, "Target": target})
        if relation.external:
            element.set("TargetMode", "External")
    return serialize(root)


@dataclass(eq=False, repr=False)
class ContentTypes:
    """What kind of part each part is."""

    root: etree._Element
    overrides: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.overrides = {
            element.get("PartName", "")[1:]: element.get("ContentType", "")
            for element in self.root.iter(f"{{{CONTENT_TYPES}}}Override")
        }

    def serialize(self) -> bytes:
        """The part, defaults as they were, one override for each part that has one."""
        for element in list(self.root.iter(f"{{{CONTENT_TYPES}}}Override")):
            self.root.remove(element)
        for name, kind in self.overrides.items():
            override = etree.SubElement(self.root, f"{{{CONTENT_TYPES}}}Override")
            override.attrib.update({"PartName": "/" + name, "ContentType": kind})
        return serialize(self.root)

    @classmethod
    def of(cls, package: Package) -> ContentTypes:
        """The content types of a package."""
        return cls(package.root(TYPES_PART))
