"""What a workbook's styles say about how a cell's text is set."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from generator.office.xml import MAIN

_M = f"{{{MAIN}}}"


class CellStyle(NamedTuple):
    """The setting of a cell's text: font size in points, whether lines wrap, levels of indent."""

    size: float = 11.0
    wraps: bool = False
    indent: int = 0


@dataclass(eq=False, repr=False)
class Styles:
    """The looks of a workbook's cell formats, by their index."""

    root: etree._Element | None
    _looks: list[CellStyle] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        if self.root is None:
            return
        sizes = [float(_value(font, "sz", "11")) for font in self.root.iterfind(f"{_M}fonts/{_M}font")]
        for format_ in self.root.iterfind(f"{_M}cellXfs/{_M}xf"):
            alignment = format_.find(_M + "alignment")
            setting = {str(k): str(v) for k, v in alignment.items()} if alignment is not None else {}
            upright = setting.get("textRotation", "0") == "0"
            wraps = setting.get("wrapText", "0") in ("1", "true") and upright
            font = int(format_.get("fontId", "0"))
            size = sizes[font] if font < len(sizes) else 11.0
            self._looks.append(CellStyle(size, wraps, int(setting.get("indent", "0"))))

    def look(self, index: int) -> CellStyle:
        """How cells of a format are set; Excel's default for an index that is not there."""
        return self._looks[index] if index < len(self._looks) else CellStyle()


def _value(font: etree._Element, name: str, default: str) -> str:
    element = font.find(_M + name)
    return element.get("val", default) if element is not None else default
