"""The properties of runs in Word: how a text looks, in the order of the schema."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from generator.office.xml import escape_attribute, local

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The order that the schema wants.
_SCHEMA = "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
_SCHEMA += "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
_SCHEMA += "vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
_ORDER = {name: place for place, name in enumerate(_SCHEMA.split())}
_PROPERTY = re.compile(r"<([\w:]+)(?: [^<>]*)?/>|<([\w:]+)[ >].*?</\2>", re.DOTALL)


@lru_cache(maxsize=4096)
def laid_over(base: str, own: tuple[tuple[str, str], ...]) -> str:
    """The run properties of a look with others over it, in the order of the schema."""
    inner = base[base.find(">") + 1 : base.rfind("</")] if base.endswith("</w:rPr>") else ""
    found = {(m[1] or m[2]).removeprefix("w:"): m[0] for m in _PROPERTY.finditer(inner)} | dict(own)
    if not found:
        return ""
    names = sorted(found, key=lambda name: _ORDER.get(name, len(_ORDER)))
    return f"<w:rPr>{''.join(found[name] for name in names)}</w:rPr>"


def fonts(font: str) -> str:
    """The faces of a font for all scripts; `cs:name` names one more of them."""
    region, _colon, name = font.rpartition(":")
    name = escape_attribute(name)
    faces = {"ascii": name, "hAnsi": name, "cs": name, "eastAsia": name} | ({region: name} if region else {})
    return "<w:rFonts " + " ".join(f'w:{face}="{value}"' for face, value in faces.items()) + "/>"


def shading(color: str) -> str:
    """The ground behind a text."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{escape_attribute(color.removeprefix("#"))}"/>'


def property_of(child: etree._Element) -> str:
    """A property that was read, as XML that declares no namespace."""
    name = local(child)
    if name == "shd":
        return shading(child.get(W + "fill", "auto"))
    values = "".join(
        f' w:{_local_name(key)}="{escape_attribute(str(value))}"' for key, value in child.items()
    )
    return f"<w:{name}{values}/>"


def _local_name(key: object) -> str:
    """An attribute's name without its namespace."""
    return str(key).rsplit("}", 1)[-1]
