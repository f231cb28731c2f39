"""What became of every value of the data in one file, and what is wrong with the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from generator.finding import Finding, Severity
from generator.location import KeyPath, Location
from generator.translation import _, listed
from generator.verification.comparison import Comparison, Foreign, Lost
from generator.verification.search import Search
from generator.verification.tracing import field as field_of
from generator.verification.wording import beginning, end, excerpts, named

_LIST = "项目列表"  # names of its fields go without it


@dataclass(eq=False, repr=False)
class Account:
    """The account of one file."""

    file: str
    places: dict[KeyPath, list[Location]] = field(default_factory=dict)  # of the values that are there
    not_printed: dict[KeyPath, int] = field(default_factory=dict)  # fields, with the number of their values
    lost: int = 0
    findings: list[Finding] = field(default_factory=list)

    def summary(self, forms: int) -> str:
        """One line: what was found, what the template does not print, what is lost."""
        said = [_("{count} forms").format(count=f"{forms:,}")]
        said.append(_("{count} values found").format(count=f"{len(self.places):,}"))
        if self.not_printed:
            names = listed(".".join(map(str, path[path[0] == _LIST :])) for path in self.not_printed)
            line = _("{count} fields not printed ({names})")
            said.append(line.format(count=len(self.not_printed), names=names))
        if self.lost:
            said.append(_("{count} values lost").format(count=f"{self.lost:,}"))
        wrong = bool(self.findings)
        line = _("{file}: not verified: {said}") if wrong else _("{file}: verified: {said}")
        return line.format(file=self.file, said=listed(said))


class Accountant:
    """Turns a comparison into an account."""

    def __init__(self, comparison: Comparison, file: str, locate: Callable[[KeyPath], Location]) -> None:
        self._compared = comparison
        self._trace = comparison.trace
        self._locate = locate
        self._search = Search(comparison)
        self._account = Account(file)

    def account(self) -> Account:
        """Account for every value."""
        compared, account = self._compared, self._account
        bad = {lost.number for lost in compared.lost}
        cut = {lost.number: lost for lost in compared.cut}
        gone = {self._trace.values[number][0][:-1] for number in compared.gone}
        for number, (path, _value) in enumerate(self._trace.values):
            if number in bad:
                continue
            places = compared.found.get(number) or self._search.places(number)
            if places:
                account.places[path] = list(places)
            elif number in cut:
                bad.add(number)
                self._cut_short(cut[number])
            elif number in compared.gone or path[:-1] in gone:
                bad.add(number)  # one finding tells it for the whole sheet
            elif self._is_printed(field_of(path)):
                bad.add(number)
                self._nowhere(number)
            else:
                name = field_of(path)
                account.not_printed[name] = account.not_printed.get(name, 0) + 1
        account.lost = len(bad)
        self._report()
        return account

    def _is_printed(self, where: KeyPath) -> bool:
        """Whether a template prints a field for some item, or prints what it makes of it."""
        return where in self._trace.altered or where in self._fields

    @cached_property
    def _fields(self) -> set[KeyPath]:
        return {field_of(self._trace.values[number][0]) for number in self._compared.standing}

    def _report(self) -> None:
        compared = self._compared
        for lost in compared.lost:
            wanted = self._text(lost.number)
            if lost.found:
                message = _("{field}: expected {expected} at {place}, found {found}")
                expected, found = excerpts(wanted, lost.found)
            else:
                message = _("{field}: expected {expected} at {place}, found nothing")
                expected, found = beginning(wanted), ""
            self._lose(lost.number, message.format(
                field=self._name(lost.number), expected=expected, place=lost.place, found=found
            ))  # fmt: skip
        for foreign in compared.foreign:
            message = _("{expected} of the template is missing")
            if foreign.found and foreign.wanted:
                message = _("expected {expected}, found {found}")
            elif foreign.found:
                message = _("{found} comes neither from the template nor from the data")
            self._find(foreign.place, "VER102", _said(message, foreign))
        for link in compared.misled:
            self._find(link.place, "VER103", _said(_("the link leads to {found}, expected {expected}"), link))
        for formula in compared.formulas:
            message = _("the formula is {found}, expected {expected}")
            self._find(formula.place, "VER103", _said(message, formula))
        for place, needed, room in compared.made.cut:
            message = _("the text needs at least {needed} points of height, its merged rows have {room}")
            self._find(place, "VER104", message.format(needed=f"{needed:.0f}", room=f"{room:.0f}"))

    def _cut_short(self, lost: Lost) -> None:
        message = _("{field}: the text is cut short at {place}: it ends with {found}")
        told = message.format(field=self._name(lost.number), place=lost.place, found=end(lost.found))
        self._lose(lost.number, told)

    def _nowhere(self, number: int) -> None:
        message = _("{field}: {expected} is nowhere in {file}, though the template prints this field")
        text = self._text(number)
        self._lose(number, message.format(
            field=self._name(number), expected=beginning(text), file=self._account.file
        ))  # fmt: skip

    def _lose(self, number: int, message: str) -> None:
        self._find(self._locate(self._trace.values[number][0]), "VER101", message)

    def _find(self, place: Location, code: str, message: str) -> None:
        self._account.findings.append(Finding(place, Severity.ERROR, code, message))

    def _text(self, number: int) -> str:
        return self._trace.whole(number) or format(Decimal(str(self._trace.values[number][1])), "f")

    def _name(self, number: int) -> str:
        return named(self._trace.values[number][0])


def _said(message: str, foreign: Foreign) -> str:
    expected, found = excerpts(foreign.wanted, foreign.found)
    return message.format(expected=expected, found=found)
