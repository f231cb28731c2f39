"""Colours that appear while somebody types: what is wrong, what is missing, what adds up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.formatting.rule import Rule
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter

from generator.carrying.marks import Kind, Mark
from generator.filling import lists, look
from generator.filling.fill_in import FillIn, Prepared
from generator.filling.formulas import criterion, number_in
from generator.sheets.layout import FUND, FUNDS, INDICATORS, NUMBER, OPERATOR, UNIT

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_OPTIONAL = (OPERATOR, UNIT, "项目总目标", "项目资金总额", "财政资金", "项目其他资金")  # blank in many rows


class _Colour(NamedTuple):
    """A condition, written for row 2, that colours the cells of a column."""

    letter: str
    condition: str
    colour: str


def add_colours(
    sheet: Worksheet, prepared: Prepared, fill_in: FillIn, marked: Sequence[tuple[str, Mark]]
) -> None:
    """Add the conditional formats of a sheet, the most important first; that all adds up comes last."""
    own = {"项目": _projects, FUNDS: _funds, INDICATORS: _indicators}[prepared.title]
    found = [*own(prepared, fill_in), *_missing(prepared)]
    kept = _kept(sheet, marked)
    for letter in map(get_column_letter, range(1, len(prepared.columns) + 1)):
        here = [each for each in found if each.letter == letter]
        urgent = [each for each in here if each.colour != look.RIGHT]
        calm = [each for each in here if each.colour == look.RIGHT]
        for group, rows in _groups(kept.get(letter, {}), prepared.checked):
            _add(sheet, letter, rows, [*urgent, *group, *calm])


def _kept(
    sheet: Worksheet, marked: Iterable[tuple[str, Mark]]
) -> dict[str, dict[tuple[_Colour, ...], list[int]]]:
    """Rows by column and by what colours them as long as nobody has changed what was carried over."""
    rows: dict[str, dict[tuple[_Colour, ...], list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, mark in marked:
        letter, row = sheet[place].column_letter, sheet[place].row
        if mark.kind is Kind.REVISE:
            tests = ",".join(f'ISNUMBER(FIND("{each}",${letter}2))' for each in mark.years)
            rows[letter][_Colour(letter, f"OR({tests})", look.REVISE),].append(row)
        elif mark.kind is Kind.PROPOSAL:
            rows[letter][_Colour(letter, f"${letter}2={sheet[place].value}", look.PROPOSAL),].append(row)
    return rows


def _groups(
    kept: Mapping[tuple[_Colour, ...], list[int]], last: int
) -> Iterator[tuple[tuple[_Colour, ...], list[int]]]:
    """All rows of a column in groups: LibreOffice heeds the order of conditions only within one group of cells."""
    taken = {row for rows in kept.values() for row in rows}
    yield from kept.items()
    yield (), [row for row in range(2, last + 1) if row not in taken]


def _add(sheet: Worksheet, letter: str, rows: list[int], colours: Iterable[_Colour]) -> None:
    area = " ".join(f"{letter}{first}:{letter}{last}" for first, last in _ranges(sorted(rows)))
    for each in colours:
        # Written for row 2; a condition counts from the first cell that it colours.
        moved = Translator(f"={each.condition}", origin="A2").translate_formula(f"A{min(rows)}")
        dxf = look.conditional(each.colour)
        rule = Rule("expression", dxf=dxf, formula=[moved.removeprefix("=")], stopIfTrue=True)
        sheet.conditional_formatting.add(area, rule)


def _ranges(rows: list[int]) -> list[list[int]]:
    found: list[list[int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1][1] = row
        else:
            found.append([row, row])
    return found


def _letter(prepared: Prepared, heading: str) -> str:
    return get_column_letter(prepared.column(heading))


def _area(prepared: Prepared, letter: str) -> str:
    return f"${letter}$2:${letter}${prepared.checked}"


def _projects(prepared: Prepared, fill_in: FillIn) -> Iterator[_Colour]:
    names = _area(prepared, "A")
    yield _Colour("A", f'AND($A2<>"",SUMPRODUCT(--({names}=$A2))>1)', look.WRONG)
    if not fill_in.layout.fund_rows:
        start, end = _letter(prepared, "计划开始日期"), _letter(prepared, "计划完成日期")
        yield _Colour(end, f'AND(${start}2<>"",${end}2<>"",${end}2<${start}2)', look.WRONG)


def _funds(prepared: Prepared, fill_in: FillIn) -> Iterator[_Colour]:
    yield _stranger()
    if fill_in.layout.fund_rows:
        yield from _executed(prepared)
    else:
        yield from _requested(prepared)


def _stranger() -> _Colour:
    """A name that the sheet 项目 does not have."""
    return _Colour("A", f'AND($A2<>"",ISNA(MATCH($A2,{lists.PROJECTS},0)))', look.WRONG)


def _executed(prepared: Prepared) -> Iterator[_Colour]:
    budget, executed = _letter(prepared, "全年预算数"), _letter(prepared, "全年执行数")
    over = f"AND(ISNUMBER(${executed}2),ROUND(${executed}2-N(${budget}2),6)>0)"
    yield _Colour(executed, over, look.WRONG)
    names, fund = _area(prepared, "A"), _letter(prepared, FUND)
    total = f'${fund}2="年度资金总额"'
    for heading in ("年初预算数", "全年预算数", "全年执行数"):
        letter = _letter(prepared, heading)
        rows = f"SUMIFS({_area(prepared, letter)},{names},{criterion('$A2')})"  # the total and its parts
        given = f'$A2<>"",{total},ISNUMBER(${letter}2)'
        yield _Colour(letter, f"AND({given},${letter}2<>0,ROUND({rows}-${letter}2,6)=0)", look.UNFINISHED)
        yield _Colour(letter, f"AND({given},ROUND({rows}-2*${letter}2,6)<>0)", look.WRONG)
        yield _Colour(letter, f"AND({given},ROUND({rows}-2*${letter}2,6)=0)", look.RIGHT)


def _requested(prepared: Prepared) -> Iterator[_Colour]:
    for whole, parts in (
        ("年度资金申请总额", ("当年财政拨款", "上年结转资金", "其他资金")),
        ("项目资金总额", ("财政资金", "项目其他资金")),
    ):
        letter = _letter(prepared, whole)
        cells = ",".join(f"${_letter(prepared, part)}2" for part in parts)
        filled = f"ISNUMBER(${letter}2),COUNT({cells})>0,ROUND(SUM({cells})-${letter}2,6)"
        yield _Colour(letter, f"AND({filled}<>0)", look.WRONG)
        yield _Colour(letter, f"AND({filled}=0)", look.RIGHT)


def _indicators(prepared: Prepared, fill_in: FillIn) -> Iterator[_Colour]:
    yield _stranger()
    first, second = _letter(prepared, "一级指标"), _letter(prepared, "二级指标")
    unknown = f"ISNA(MATCH(${first}2,{lists.FIRST},0))"
    yield _Colour(first, f'AND(${first}2<>"",{unknown})', look.WRONG)
    seconds = lists.second_levels(f"${first}2")
    yield _Colour(second, f'AND(${second}2<>"",ISNA(MATCH(${second}2,{seconds},0)))', look.WRONG)
    number = _letter(prepared, NUMBER)
    words = f"ISERROR({number_in(f'${number}2')})"
    given = f'${_letter(prepared, OPERATOR)}2<>"",${number}2<>""'
    yield _Colour(number, f"AND({given},{words})", look.WRONG)
    if fill_in.layout.fund_rows:
        yield from _weights(prepared, fill_in)


def _weights(prepared: Prepared, fill_in: FillIn) -> Iterator[_Colour]:
    letter = _letter(prepared, "分值")
    total = f"ROUND(SUMIFS({_area(prepared, letter)},{_area(prepared, 'A')},{criterion('$A2')}),6)"
    given = f'$A2<>"",ISNUMBER(${letter}2)'
    for compared, colour in ((">", look.WRONG), ("=", look.RIGHT), ("<", look.UNFINISHED)):
        yield _Colour(letter, f"AND({given},{total}{compared}{fill_in.full_points:f})", colour)


def _missing(prepared: Prepared) -> Iterator[_Colour]:
    """Blank cells in a row that has been begun."""
    needed = [column.heading for column in prepared.columns if column.required]
    letters = tuple(_letter(prepared, each) for each in needed if each not in _OPTIONAL)
    last = get_column_letter(len(prepared.columns))
    given = int(FUND in needed)  # the name of the fund is there from the start
    begun = f"COUNTA($A2:${last}2)>{given}"
    for letter in letters:
        yield _Colour(letter, f'AND({begun},${letter}2="")', look.UNFINISHED)
