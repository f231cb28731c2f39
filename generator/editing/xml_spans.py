"""Where the elements of a part stand in its bytes, so that one can be changed and all others left as they are."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from generator.editing.splices import Splice
from generator.office.xml import escape_attribute

DEEPEST = 256  # elements in elements
_START_TAG = re.compile(rb"""<([^\s/>]+)(?:[^"'>]|"[^"]*"|'[^']*')*>""")


class BrokenXmlError(ValueError):
    """A part is no well-formed XML in UTF-8."""


class _Enough(Exception):  # noqa: N818  # ends a scan, and is no error
    pass


@dataclass(eq=False, repr=False, slots=True)
class Element:
    """An element with its place: `start` to `inner` is the start tag, `close` to `end` the end tag."""

    name: str  # with its prefix
    attributes: dict[str, str]
    start: int
    inner: int = 0
    close: int = 0  # the same as `end` for `<a/>`
    end: int = 0
    text: str = ""
    children: list[Element] = field(default_factory=list)

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """The prefix with its colon, or nothing."""
        return self.name[: -len(self.local)]

    def all(self, *locals_: str) -> Iterator[Element]:
        """The elements within, at any depth, that have one of the names."""
        for child in self.children:
            if child.local in locals_:
                yield child
            yield from child.all(*locals_)

    def child(self, local: str) -> Element | None:
        """The first child of a name."""
        return next((child for child in self.children if child.local == local), None)

    def get(self, local: str, default: str = "") -> str:
        """An attribute, whatever its prefix."""
        for name, value in self.attributes.items():
            if name.rpartition(":")[2] == local and not name.startswith("xmlns"):
                return value
        return default

    def whole_text(self) -> str:
        """The texts of this and all elements within."""
        return self.text + "".join(child.whole_text() for child in self.children)


def start_tag_end(data: bytes, start: int) -> int:
    """Where the start tag ends that begins at `start`."""
    found = _START_TAG.match(data, start)
    if found is None:
        raise BrokenXmlError("no start tag")
    return found.end()


def reader(data: bytes) -> expat.XMLParserType:
    """A parser that refuses what moves positions or does harm.

    Raises: BrokenXmlError.
    """
    head = data[:200]
    declared = re.search(rb"""encoding\s*=\s*["']([\w.-]+)""", head)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or (
        declared and declared[1].lower() not in (b"utf-8", b"us-ascii")
    ):
        raise BrokenXmlError("not in UTF-8")
    parser = expat.ParserCreate()

    def refuse(*_declaration: object) -> None:
        raise BrokenXmlError("DOCTYPE")

    parser.StartDoctypeDeclHandler = refuse
    return parser


def run(parser: expat.XMLParserType, data: bytes) -> None:
    """Parse all of `data`.

    Raises: BrokenXmlError.
    """
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise BrokenXmlError(str(error)) from error


def scan(data: bytes, stop_at: str = "") -> Element:
    """The root of a part with all within it; `stop_at` ends the scan at the first element of that name.

    Raises: BrokenXmlError.
    """
    top = Element("", {}, 0)
    stack = [top]
    parser = reader(data)

    def start(name: str, attributes: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        element = Element(name, attributes, at, start_tag_end(data, at))
        stack[-1].children.append(element)
        if stop_at and element.local == stop_at:
            raise _Enough
        if len(stack) > DEEPEST:
            raise BrokenXmlError("nested too deep")
        stack.append(element)

    def end(_name: str) -> None:
        element, at = stack.pop(), parser.CurrentByteIndex
        closed = data[element.inner - 2 : element.inner] == b"/>"
        element.close = element.inner if closed else at
        element.end = element.inner if closed else data.index(b">", at) + 1

    def characters(text: str) -> None:
        stack[-1].text += text

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    with contextlib.suppress(_Enough):
        run(parser, data)
    if not top.children:
        raise BrokenXmlError("no element")
    return top.children[0]


def with_attribute(data: bytes, start: int, name: str, value: str) -> Splice:
    """Sets an attribute in the start tag at `start`."""
    end = start_tag_end(data, start)
    new = escape_attribute(value).encode()
    quoted = re.compile(rb"\s" + re.escape(name.encode()) + rb"""\s*=\s*("[^"]*"|'[^']*')""")
    if found := quoted.search(data, start, end):
        return Splice(*found.span(1), b'"' + new + b'"')
    after = re.compile(rb"<[^\s/>]+").match(data, start)
    assert after is not None
    return Splice(after.end(), after.end(), b" %s=%s" % (name.encode(), b'"' + new + b'"'))


def without_attribute(data: bytes, start: int, name: str) -> list[Splice]:
    """Takes an attribute out of the start tag at `start`, if it is there."""
    pattern = re.compile(rb"\s+" + re.escape(name.encode()) + rb"""\s*=\s*("[^"]*"|'[^']*')""")
    found = pattern.search(data, start, start_tag_end(data, start))
    return [Splice(*found.span(), b"")] if found else []


def with_children(data: bytes, element: Element, xml: bytes) -> Splice:
    """Puts elements in behind the children of one."""
    if element.close < element.end:
        return Splice(element.close, element.close, xml)
    opened = data[element.start : element.inner].removesuffix(b"/>").rstrip()
    at = element.start + len(opened)
    return Splice(at, element.end, b">" + xml + b"</" + element.name.encode() + b">")


def without(element: Element) -> Splice:
    """Takes an element out."""
    return Splice(element.start, element.end, b"")
