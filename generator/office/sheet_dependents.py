"""The parts that hang on the sheets of one rendering: which there will be, and what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count

from lxml import etree

from generator.office import (
    cell_comments,
    old_drawings,
    sheet_charts,
    sheet_controls,
    sheet_drawings,
    sheet_pictures,
    sheet_tables,
)
from generator.office.embedded import Media
from generator.office.finished_cells import FinishedCells, FormulaMapper
from generator.office.hanging_parts import HangingParts, View, Views
from generator.office.old_drawings import ShapeIds
from generator.office.package import Package, Relation, relations_name, relations_part
from generator.office.problems import Place, TemplateError, TemplateProblem
from generator.office.references import Area, quoted_sheet, sheet_of
from generator.office.sheet_parts import PartNames
from generator.office.sheet_plans import OUTSIDE, Put, SheetPlans
from generator.office.sheet_template import M
from generator.office.turn_tables import TurnTables
from generator.office.workbook_part import MadeSheet
from generator.office.xml import OFFICE_RELATIONSHIPS, local, parse, serialize
from generator.translation import _

Cells = Callable[[str], FinishedCells | None]


@dataclass(eq=False, repr=False)
class Dependents:
    """Makes the parts of each finished sheet."""

    package: Package
    put: Put
    cells: Cells
    types: dict[str, str]  # content types by part
    names: PartNames
    media: Media
    written: set[str] = field(default_factory=set)

    @staticmethod
    def hanging(plans: SheetPlans, made: MadeSheet, cells: FinishedCells, tables: TurnTables) -> HangingParts:
        """What hangs on a finished sheet."""
        assert made.source.frame is not None
        return HangingParts(
            plans.parts(made.source),
            cells,
            made.source.frame.heights,
            made.part,
            plans.copies(made),
            made.copied,
            tables,
            ShapeIds(plans.parts(made.source).old_drawings(), made.copied, plans.block),
            cells.writer.pictures,
        )

    def make(self, sheet: HangingParts) -> list[Relation]:
        """Write the parts of a sheet; the sheet's own relationships."""
        sheet.controls = sheet_controls.views(sheet)
        relations = self._relations(sheet, sheet.parts.part, sheet.controls)
        if sheet.pictures and not any(relation.kind == "drawing" for relation in relations):
            relations.append(self._new_drawing(sheet, {relation.id for relation in relations}))
        return relations

    @staticmethod
    def objects(sheet: HangingParts) -> Callable[[etree._Element], None]:
        """What repeats the controls and embedded objects in the XML of a sheet."""
        return lambda element: sheet_controls.repeat(element, sheet)

    def _new_drawing(self, sheet: HangingParts, taken: set[str]) -> Relation:
        """A drawing for the pictures of a sheet whose template has none."""
        name = self.names.take("xl/drawings/drawing1.xml")
        self.types[name] = sheet_pictures.DRAWING_TYPE
        root = sheet_pictures.blank_drawing()
        relations = sheet_pictures.add(root, sheet.pictures, self.media)
        self.put(name, serialize(root))
        self.put(relations_name(name), relations_part(name, relations))
        sheet.drawing = next(each for each in (f"rId{number}" for number in count(1)) if each not in taken)
        return Relation(sheet.drawing, f"{OFFICE_RELATIONSHIPS}/drawing", name)

    def carried(self, name: str, data: bytes, mapper: FormulaMapper) -> bytes:
        """A part that belongs to no sheet of cells; charts and the sources of pivot tables follow all the same."""
        kind = self.types.get(name, "")
        if not kind.endswith(OUTSIDE):
            return data
        source = parse(data)
        root = deepcopy(source)
        if kind.endswith("pivotCacheDefinition+xml"):
            _follow_cache(root, mapper)
        else:
            sheet_charts.follow(root, lambda formula: mapper(formula, (), ()), self.cells)
        return data if etree.tostring(root) == etree.tostring(source) else serialize(root)

    def _relations(self, sheet: HangingParts, part: str, views: Views) -> list[Relation]:
        """The relationships of a copy; `views` say in which turns, and under which ids, one stands."""
        made = []
        for relation in sheet.parts.relations[part]:
            if not sheet.parts.owns(relation):
                made.append(relation)
            elif relation.kind == "table":
                made += self._table(sheet, relation)
            else:
                turns = views.get(relation.id, [(relation.id, sheet.view)])
                for identifier, view in turns:
                    target = self._part(sheet, relation, view)
                    made.append(relation._replace(id=identifier, target=target))
                if not turns:
                    self.types.pop(self._name(sheet, relation.target, 0), None)
        return made

    def _name(self, sheet: HangingParts, part: str, number: int) -> str:
        """What a part is called: in the first turn as it was planned."""
        name = sheet.names.get(part, part)
        if number:
            name = self.names.take(part)
            if part in self.types:
                self.types[name] = self.types[part]
        return name

    def _part(self, sheet: HangingParts, relation: Relation, view: View) -> str:
        part = relation.target
        name = self._name(sheet, part, view.number)
        if name in self.written:  # related twice
            return name
        self.written.add(name)
        source = sheet.parts.root(part)
        views: Views = {}
        pictures: list[Relation] = []
        data = self.package.parts[part]
        if source is not None:
            root = deepcopy(source)
            views = self._follow(sheet, relation, root, view)
            if local(root) == "wsDr" and sheet.pictures:
                taken = {relation.id for relation in sheet.parts.relations[part]}
                taken |= {identifier for turns in views.values() for identifier, _view in turns}
                pictures = sheet_pictures.add(root, sheet.pictures, self.media, taken)
            if etree.tostring(root) != etree.tostring(source):
                old = part.endswith(".vml")  # which Office writes without a declaration
                data = etree.tostring(root, encoding="unicode").encode() if old else serialize(root)
        self.put(name, data)
        outer, sheet.view = sheet.view, view
        if relations := [*self._relations(sheet, part, views), *pictures]:
            self.put(relations_name(name), relations_part(name, relations))
        sheet.view = outer
        return name

    def _follow(self, sheet: HangingParts, relation: Relation, root: etree._Element, view: View) -> Views:
        """Let a part follow the rows; in which turns its own relationships stand then."""
        kind, rows = relation.kind, sheet.cells.writer.map
        if local(root) == "wsDr":
            return sheet_drawings.follow(sheet, sheet.parts.relations[relation.target], root)
        if kind in ("chart", "chartEx"):
            sheet_charts.follow(root, sheet.mapper(view), self.cells)
        elif kind in ("comments", "threadedComment", "vmlDrawing"):
            self._comments(sheet, kind, root)
        elif kind == "pivotTable":
            location = root.find(M + "location")
            if location is not None and (hull := rows.hull(Area.parse(location.get("ref", "A1")))):
                location.set("ref", str(hull))
        elif kind == "ctrlProp":
            mapper = sheet.mapper(view)
            for key in ("fmlaLink", "fmlaRange", "fmlaTxbx"):
                if formula := root.get(key):
                    root.set(key, mapper(formula) or formula)
        return {}

    @staticmethod
    def _comments(sheet: HangingParts, kind: str, root: etree._Element) -> None:
        if kind == "vmlDrawing":
            old_drawings.follow(root, sheet)
            return
        ids = cell_comments.ids_for(sheet.name if sheet.copied else "")
        if kind == "comments":
            cell_comments.follow_comments(root, sheet.cells.writer.map, ids)
        else:
            cell_comments.follow_threads(root, sheet.cells.writer.map, ids)

    def _check_columns(self, sheet: HangingParts, table: str, area: Area) -> None:
        """Refuse a table whose columns would multiply: each of them has a name and a header of its own.

        Raises: TemplateError.
        """
        writer = sheet.cells.writer
        if writer.columns is not None and not writer.columns.rigid(area.left, area.right):
            place = Place(self.package.file, f"{writer.template.name}!{area}")
            message = _(
                "loops over columns cannot change the columns of a table ({name}); make it a plain area"
            )
            raise TemplateError([TemplateProblem(place, message.format(name=table))])

    def _table(self, sheet: HangingParts, relation: Relation) -> Iterator[Relation]:
        """A table for each turn of the loops around it."""
        source = sheet.parts.root(relation.target)
        assert source is not None
        known = source.get("displayName", "")
        self._check_columns(sheet, known, Area.parse(source.get("ref", "")))
        made = sheet.turn_tables.made[known]
        for number, table in enumerate(made):
            root = deepcopy(source)
            mapper = sheet.mapper(View(table.path, table.turn))
            sheet_tables.follow(root, sheet.cells, table.path, table.turn, table.rows, mapper)
            if table.name != root.get("displayName"):
                sheet_tables.rename(root, table.name, table.id)
            name = self._name(sheet, relation.target, number)
            same = etree.tostring(root) == etree.tostring(source)
            self.put(name, self.package.parts[relation.target] if same else serialize(root))
            own = relation.id if not number else f"{relation.id}_{number}"
            sheet.tables.append(own)
            if relations := self._relations(sheet, relation.target, {}):
                self.put(relations_name(name), relations_part(name, relations))
            yield relation._replace(id=own, target=name)
        if not made:
            self.types.pop(self._name(sheet, relation.target, 0), None)


def _follow_cache(root: etree._Element, mapper: FormulaMapper) -> None:
    """Let a pivot table's source be the rows as they are now; Excel reads them when it opens the file."""
    for source in root.iter(M + "worksheetSource"):
        sheet, area = source.get("sheet"), source.get("ref")
        if not sheet or not area:
            continue
        made = mapper(f"{quoted_sheet(sheet)}!{area}", (), ())
        if made is None:
            continue
        prefix, _mark, source_area = made.rpartition("!")
        source.set("sheet", sheet_of(prefix + "!") or sheet)
        source.set("ref", source_area)
    root.set("refreshOnLoad", "1")
