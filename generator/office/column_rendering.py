"""What one rendering keeps for sheets whose columns, or the shapes of whose cells, come from the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.office.column_references import follow_columns
from generator.office.columnmap import ColumnMap, sideways
from generator.office.filled_styles import FilledStyles
from generator.office.open_writer import OpenSheetWriter
from generator.office.options import Options
from generator.office.problems import TemplateProblem
from generator.office.rowmap import Path, Turn
from generator.office.scout import Scout
from generator.office.sheet_template import SheetTemplate
from generator.office.sheet_writer import SheetWriter
from generator.office.workbook import WorkbookTemplate

_MOST_FOLLOWED = 20_000  # formulas that are kept for one sheet


class ColumnRendering:
    """Makes the writers of such sheets, and lets formulas follow their columns."""

    def __init__(
        self,
        book: WorkbookTemplate,
        context: Mapping[str, object],
        options: Options,
        problems: list[TemplateProblem],
    ) -> None:
        relations = book.package.relations(book.main)
        part = next((relation.target for relation in relations if relation.kind == "styles"), None)
        self.styles = FilledStyles(book.package, part)
        self._context, self._options, self._problems = context, options, problems
        self._scouts: dict[str, Scout] = {}

    def writer(self, template: SheetTemplate) -> SheetWriter:
        """What builds the next sheet of a template.

        Raises: TemplateError when it would have more columns than Excel takes.
        """
        if template.name not in self._scouts:
            ahead = template.program.start(self._context, self._options)
            self._scouts[template.name] = Scout(template, ahead, self._problems)
        return OpenSheetWriter(template, self._scouts[template.name].columns(), self.styles)

    @staticmethod
    def followed(
        formula: str,
        writers: Callable[[str | None], SheetWriter | None],
        path: Path,
        turn: Turn,
        for_all: bool = False,
    ) -> str | None:
        """A formula with the columns as they are now; None when it points at columns that are gone."""
        own = writers(None)

        def columns(sheet: str | None) -> ColumnMap | None:
            writer = own if sheet is None else writers(sheet)
            return writer.columns if writer is not None else None

        known = columns(None)
        if known is None or "!" in formula:
            return follow_columns(formula, columns, path, turn, for_all)
        key = (formula, *sideways(path, turn), for_all)  # the rows of a column have it in common
        if key not in known.followed:
            if len(known.followed) > _MOST_FOLLOWED:
                known.followed.clear()
            known.followed[key] = follow_columns(formula, columns, path, turn, for_all)
        return known.followed[key]
