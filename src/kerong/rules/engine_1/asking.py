"""Which lines a listing asks on a day, and with which values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kerong.rules.engine_1.groups import Slot
from kerong.rules.engine_1.layout import Question, question
from kerong.rules.engine_1.parameters import DayParameters
from kerong.rules.engine_1.program import Program
from kerong.rules.listings import ListingArguments
from kerong.rules.offering import (
    AnyOf,
    Argument,
    Asked,
    Condition,
    Constant,
    Dated,
    MeasureValue,
    OfferingRules,
)
from kerong.rules.values import measured
from kerong.rules.vocabulary import CODE, FLAG


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A line a listing asks, before questions have numbers; `any_of` as in LineLayout."""

    condition: Condition
    question: Question
    asked: tuple[Any, ...]
    route: str
    any_of: int
    verified: bool


@dataclass(frozen=True, slots=True)
class Asking:
    """Everything needed to say what the lines of one listing ask for."""

    program: Program
    day: DayParameters
    listing: ListingArguments
    rules: OfferingRules
    salt: int

    def lines(self) -> list[AskedLine]:
        """Lines in the order of the text, without those whose `$` number or flag is not given."""
        found: list[AskedLine] = []
        groups = 0
        for route in self.rules.routes:
            for line in route.lines:
                groups += isinstance(line, AnyOf)
                for condition in line.conditions if isinstance(line, AnyOf) else (line,):
                    asked = self._values(condition)
                    if asked is None:
                        continue
                    any_of = groups if isinstance(line, AnyOf) else 0
                    salt = self.salt and self.salt * 1000 + len(found)
                    put = self._question(condition, asked, salt)
                    verified = self._verified(condition)
                    found.append(AskedLine(condition, put, asked, route.key, any_of, verified))
        return found

    def _values(self, condition: Condition) -> tuple[Any, ...] | None:
        """Memory values, Slots for what only a run knows, or None when the line is not asked."""
        if condition.when is not None and self.listing.values.get(condition.when) is not True:
            return None
        values: list[Any] = []
        for ask in condition.asked:
            if isinstance(ask, Argument):
                given = self.listing.values.get(ask.name)
                if given is None:
                    return None
                listed = isinstance(given, tuple) and condition.kind == CODE
                values.extend(given if listed else (given,))  # type: ignore[arg-type]
            else:
                values.extend(self._resolved(ask, condition))
        return tuple(values)

    def _resolved(self, ask: Asked, condition: Condition) -> Iterator[Any]:
        match ask:
            case Constant(value=value):
                yield value
            case Dated(name=name):
                yield from self.day.values(self.rules, name, condition.kind)
            case MeasureValue(name=name):
                yield Slot(self.program.slot_of(self.rules, name))
            case _:
                yield Slot(self.program.today_slot())

    def _question(self, condition: Condition, asked: Sequence[Any], salt: int) -> Question:
        plain = condition.kind in (CODE, FLAG)
        in_units = [
            ask if plain or ask is None or isinstance(ask, Slot) else measured(condition.kind, ask)
            for ask in asked
        ]
        slot = self.program.slot_of(self.rules, condition.left)
        return question(slot, condition, asked, in_units, salt)

    def _verified(self, condition: Condition) -> bool:
        names = [ask.name for ask in condition.asked if isinstance(ask, Dated)]
        return condition.verified and all(self.day.verified(self.rules, n) for n in names)
