"""Cell formats that a rendering adds to those of the template: the same, but on another ground."""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from generator.office.cell_values import ValueRefusedError
from generator.office.package import Package
from generator.office.xml import MAIN, serialize
from generator.translation import _

_M = f"{{{MAIN}}}"
_COLOR = re.compile(r"#?(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})\Z")


class FilledStyles:
    """The formats of one rendering."""

    def __init__(self, package: Package, part: str | None) -> None:
        self._package, self.part = package, part
        self._root: etree._Element | None = None
        self._fills: dict[str, int] = {}
        self._made: dict[tuple[int, str], str] = {}

    def filled(self, style: str, color: object) -> str:
        """The s attribute of a format like another one, filled with a colour; that one where no colour is given.

        Raises: ValueRefusedError.
        """
        if color is None or color == "":
            return style
        found = _COLOR.match(str(color))
        if found is None or self.part is None:
            message = _("{found} is not a colour; expected one such as FFC000")
            raise ValueRefusedError(message.format(found=color))
        key = int(style[4:-1] or 0) if style else 0, found[1].upper()
        if key not in self._made:
            self._made[key] = f' s="{self._add(*key)}"'
        return self._made[key]

    def parts(self) -> dict[str, bytes]:
        """The part of the formats by its name, if there are more than in the template."""
        return {self.part: serialize(self._root)} if self.part and self._root is not None else {}

    def _add(self, style: int, color: str) -> int:
        if self._root is None:
            assert self.part is not None
            self._root = deepcopy(self._package.root(self.part))
        formats = self._root.find(_M + "cellXfs")
        assert formats is not None
        made = deepcopy(formats[style]) if style < len(formats) else etree.Element(_M + "xf")
        made.set("fillId", str(self._fill(self._root, color)))
        made.set("applyFill", "1")
        formats.append(made)
        formats.set("count", str(len(formats)))
        return len(formats) - 1

    def _fill(self, root: etree._Element, color: str) -> int:
        if color not in self._fills:
            fills = root.find(_M + "fills")
            assert fills is not None
            pattern = etree.SubElement(etree.SubElement(fills, _M + "fill"), _M + "patternFill")
            pattern.set("patternType", "solid")
            etree.SubElement(pattern, _M + "fgColor").set("rgb", "FF" + color)
            etree.SubElement(pattern, _M + "bgColor").set("indexed", "64")
            fills.set("count", str(len(fills)))
            self._fills[color] = len(fills) - 1
        return self._fills[color]
