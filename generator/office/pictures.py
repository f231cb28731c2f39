"""Pictures as values: inline in Word, at their cell in Excel, sized from the file's own header."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.office.embedded import Attachments, CannotStand, Embedded
from generator.office.xml import OFFICE_RELATIONSHIPS, escape_attribute
from generator.translation import _

if TYPE_CHECKING:
    from generator.office.document_marks import TextSpot

EMU_PER_MM = 36_000
_EMU_PER_INCH = 914_400
_DPI = 72.0  # of a file that does not say
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


class Measured(NamedTuple):
    """What a picture's header says; lengths in pixels, resolution in dots per inch."""

    ending: str
    kind: str
    width: int
    height: int
    across: float = _DPI
    down: float = _DPI


class Picture(Embedded):
    """A picture by path or bytes, for `{{ logo }}`; one given length sets the other in proportion.

    `link` is the address that a click leads to.
    """

    def __init__(
        self,
        source: object,
        width_mm: float | None = None,
        height_mm: float | None = None,
        description: str = "",
        link: str | None = None,
    ) -> None:
        super().__init__()
        self.source, self.description, self.link = source, description, link
        self.width = None if width_mm is None else round(width_mm * EMU_PER_MM)
        self.height = None if height_mm is None else round(height_mm * EMU_PER_MM)
        self._data: bytes | None = None

    def __str__(self) -> str:
        """What stands for the picture where only text can stand."""
        return self.description

    def __eq__(self, other: object) -> bool:
        """Whether the other one looks the same, so that cells with both can merge."""
        return isinstance(other, Picture) and self._look() == other._look()

    def __hash__(self) -> int:
        return hash(self._look()[1:])

    def _look(self) -> tuple[object, ...]:
        return self.source, self.width, self.height, self.description, self.link

    def data(self) -> bytes:
        """The file's bytes.

        Raises: CannotStand.
        """
        if self._data is None:
            try:
                self._data = _read(self.source)
            except OSError as error:
                reason = (
                    _("no such file")
                    if isinstance(error, FileNotFoundError)
                    else error.strerror or str(error)
                )
                message = _("the picture {name} cannot be read: {reason}")
                raise CannotStand(message.format(name=self.source, reason=reason)) from error
        return self._data

    def measured(self) -> Measured:
        """The picture's format and size.

        Raises: CannotStand.
        """
        found = measure(self.data())
        if found is None or not found.width or not found.height:
            name = self.source if isinstance(self.source, (str, Path)) else "…"
            raise CannotStand(_("the picture {name} is no PNG, JPEG, GIF or BMP file").format(name=name))
        return found

    def size(self) -> tuple[int, int]:
        """Width and height in EMU.

        Raises: CannotStand.
        """
        found = self.measured()
        wide = found.width / found.across * _EMU_PER_INCH
        tall = found.height / found.down * _EMU_PER_INCH
        if self.width is not None:
            return self.width, self.height if self.height is not None else round(self.width * tall / wide)
        if self.height is not None:
            return round(self.height * wide / tall), self.height
        return round(wide), round(tall)

    def xml_in(self, spot: TextSpot, part: Attachments) -> str:
        found, (wide, tall) = self.measured(), self.size()
        image = part.relate("image", part.media.add(self.data(), found.ending, found.kind))
        number = part.drawing()
        said = f' descr="{escape_attribute(self.description)}"' if self.description else ""
        click = ""
        if self.link:
            target = part.relate("hyperlink", self.link, external=True)
            click = (
                f'<a:hlinkClick xmlns:a="{_DRAWING}/main" xmlns:r="{OFFICE_RELATIONSHIPS}" r:id="{target}"/>'
            )
        drawing = (
            f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" '
            f'distR="0"><wp:extent cx="{wide}" cy="{tall}"/><wp:docPr id="{number}" name="Picture {number}"{said}>'
            f'{click}</wp:docPr><wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_DRAWING}/main" '
            f'noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData '
            f'uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr '
            f'id="{number}" name="picture.{found.ending}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip '
            f'xmlns:r="{OFFICE_RELATIONSHIPS}" r:embed="{image}"/><a:stretch><a:fillRect/></a:stretch>'
            f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing>"
        )
        return f"{spot.close}<w:r>{'' if spot.level == 'r' else spot.look}{drawing}</w:r>{spot.open}"


def _read(source: object) -> bytes:
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source)
    if hasattr(source, "read"):
        data = source.read()
        if hasattr(source, "seek"):
            source.seek(0)
        return bytes(data)
    return Path(str(source)).read_bytes()


def measure(data: bytes) -> Measured | None:
    """What the header of a PNG, JPEG, GIF or BMP file says; None for anything else."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return _png(data)
        if data.startswith(b"\xff\xd8"):
            return _jpeg(data)
        if data.startswith((b"GIF87a", b"GIF89a")):
            return Measured("gif", "image/gif", *struct.unpack_from("<HH", data, 6))
        if data.startswith(b"BM"):
            return _bmp(data)
    except struct.error:
        pass
    return None


def _png(data: bytes) -> Measured:
    width, height = struct.unpack_from(">II", data, 16)
    at, dots = 8, (_DPI, _DPI)
    while at + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        if name == b"pHYs":
            across, down, unit = struct.unpack_from(">IIB", data, at + 8)
            dots = _dots(across * 0.0254, down * 0.0254) if unit == 1 else dots
        if name in (b"pHYs", b"IDAT"):
            break
        at += 12 + length
    return Measured("png", "image/png", width, height, *dots)


def _jpeg(data: bytes) -> Measured | None:
    dots = (_DPI, _DPI)
    for marker, at in _segments(data):
        if marker == 0xE0 and data[at : at + 5] == b"JFIF\0":
            unit, across, down = struct.unpack_from(">BHH", data, at + 7)
            scale = {1: 1.0, 2: 2.54}.get(unit)
            dots = _dots(across * scale, down * scale) if scale else dots
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, at + 1)
            return Measured("jpeg", "image/jpeg", width, height, *dots)
    return None


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """The markers of a JPEG file and where what they say begins."""
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            at += 1
            continue
        marker = data[at + 1]
        if marker in (0xFF, 0x00, 0x01) or 0xD0 <= marker <= 0xD9:
            at += 1 if marker == 0xFF else 2
            continue
        yield marker, at + 4
        at += 2 + struct.unpack_from(">H", data, at + 2)[0]


def _bmp(data: bytes) -> Measured:
    width, height = struct.unpack_from("<ii", data, 18)
    across, down = struct.unpack_from("<ii", data, 38)
    return Measured("bmp", "image/bmp", width, abs(height), *_dots(across * 0.0254, down * 0.0254))


def _dots(across: float, down: float) -> tuple[float, float]:
    """A resolution, or the usual one for a file that leaves it blank."""
    return (float(round(across)), float(round(down))) if across >= 1 and down >= 1 else (_DPI, _DPI)
