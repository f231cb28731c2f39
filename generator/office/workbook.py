"""Excel templates: a workbook compiled once, rendered into as many sheets as the data asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from generator.office.options import DEFAULT, Options
from generator.office.package import Package, Relation, damaged, refusing_damage
from generator.office.problems import TemplateError, TemplateProblem
from generator.office.properties import PropertiesTemplate
from generator.office.references import NoAreaError
from generator.office.sheet_compiler import SheetCompiler
from generator.office.sheet_output import SheetFrame
from generator.office.sheet_template import M, SheetTemplate
from generator.office.styles import Styles
from generator.office.tags import has_tags
from generator.office.xml import MAIN, OFFICE_RELATIONSHIPS, serialize

R_ID = f"{{{OFFICE_RELATIONSHIPS}}}id"


@dataclass(eq=False, repr=False)
class SheetSource:
    """A sheet of the template with its part and its entry in the workbook."""

    part: str
    entry: etree._Element
    relation: Relation
    template: SheetTemplate | None = None  # None for what is not a worksheet
    frame: SheetFrame | None = None
    name: str = field(init=False)  # of the tab, as the template has it

    def __post_init__(self) -> None:
        self.name = self.entry.get("name", "")

    @property
    def repeats(self) -> bool:
        """Whether a loop makes any number of sheets of it."""
        return self.template is not None and self.template.names is not None


@dataclass(eq=False, repr=False)
class WorkbookTemplate:
    """A compiled workbook."""

    package: Package
    main: str
    root: etree._Element
    sheets: list[SheetSource]
    properties: PropertiesTemplate

    @classmethod
    @refusing_damage
    def compile(cls, path: Path, file: str) -> WorkbookTemplate:
        """Compile a workbook; `file` is what messages call it.

        Raises: TemplateError with the problems of all sheets.
        """
        package = Package.read(path, file)
        main = package.main_part("workbook")
        root = package.root(main)
        relations = {relation.id: relation for relation in package.relations(main)}
        by_kind = {relation.kind: relation.target for relation in relations.values()}
        strings = _strings(package, by_kind.get("sharedStrings"))
        styles = Styles(package.root(by_kind["styles"]) if "styles" in by_kind else None)
        sheets: list[SheetSource] = []
        problems: list[TemplateProblem] = []
        for entry in root.iter(M + "sheet"):
            relation = relations[entry.get(R_ID, "")]
            source = SheetSource(relation.target, entry, relation)
            sheets.append(source)
            if relation.kind != "worksheet":
                continue
            try:
                part = _unprefixed(package.root(relation.target))
                source.template = SheetCompiler(file, source.name, part, strings, styles).compile()
                source.frame = SheetFrame(source.template)
            except TemplateError as error:
                problems += error.problems
        if problems:
            raise TemplateError(problems)
        return cls(package, main, root, sheets, PropertiesTemplate.compile(package))

    def strings(self) -> list[str]:
        """The texts of the shared strings; those with tags are blank by now."""
        relations = self.package.relations(self.main)
        return _strings(self.package, next((r.target for r in relations if r.kind == "sharedStrings"), None))

    def render(
        self,
        context: Mapping[str, object],
        stream: BinaryIO,
        progress: Callable[[], None] = lambda: None,
        options: Options = DEFAULT,
    ) -> None:
        """Write the workbook; `progress` is called for each sheet.

        Raises: TemplateError with all problems that the data showed.
        """
        from generator.office.workbook_rendering import WorkbookRendering

        try:
            WorkbookRendering(self, context, progress, options).write(stream)
        except NoAreaError as error:
            raise damaged(self.package.file, error) from error


def _unprefixed(root: etree._Element) -> etree._Element:
    """A sheet whose elements are written without a prefix, as the rows that the engine makes are."""
    if root.prefix is None:
        return root
    names = {prefix: uri for prefix, uri in root.nsmap.items() if uri != MAIN}
    plain = etree.Element(root.tag, nsmap={None: MAIN, **names})  # type: ignore[dict-item]  # the default namespace
    for name, value in root.attrib.items():
        plain.set(name, value)
    plain.extend(list(root))
    return plain


def _strings(package: Package, part: str | None) -> list[str]:
    """The texts of the shared strings; phonetic guides are not text. Strings with tags are blanked in the package."""
    if part is None:
        return []
    root = package.root(part)
    texts = []
    for item in root:
        runs = (t for t in item.iter(M + "t") if (parent := t.getparent()) is None or parent.tag != M + "rPh")
        texts.append("".join(t.text or "" for t in runs))
        if has_tags(texts[-1]):
            for child in list(item):
                item.remove(child)
            etree.SubElement(item, M + "t")
    if any(map(has_tags, texts)):
        package.parts[part] = serialize(root)
    return texts
