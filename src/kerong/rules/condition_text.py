"""Reads the eligibility part: routes, lines, alternatives, and what each line asks for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kerong.rules.declarations import require_few, words_of
from kerong.rules.document import Place, Raw
from kerong.rules.formulas.parse import Scope
from kerong.rules.offering import (
    AnyOf,
    Argument,
    Asked,
    Condition,
    Constant,
    Dated,
    DatedValue,
    ListingField,
    Measure,
    MeasureValue,
    Route,
    Today,
    Words,
)
from kerong.rules.operators import BETWEEN, KNOWN, LISTS, TYPES_OF, WITHIN
from kerong.rules.reasons import Unreadable
from kerong.rules.reference import REFERENCE_PARAMETERS
from kerong.rules.text_classes import CODES, EligibilityText, LineText
from kerong.rules.values import Value, measured, read_value
from kerong.rules.vocabulary import CODE, DATE, FLAG, NUMERIC_TYPES

MOST_LINES, MOST_ALTERNATIVES, MOST_ROUTES, MOST_CODES = 20, 8, 8, 200
_WORD = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_ROUTE = re.compile(r"[a-z][a-z0-9-]{0,39}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Names:
    """Everything a line may refer to; `verified` is what the offering says of its own text."""

    scope: Scope
    fields: Mapping[str, ListingField]
    measures: Mapping[str, Measure]
    parameters: Mapping[str, tuple[DatedValue, ...]]
    verified: bool


def read_routes(text: EligibilityText | None, names: Names) -> tuple[Route, ...]:
    """The routes of the text; `all` alone becomes one route without a name, no text no route.

    A gate is one condition, asked by every route: it keeps its key.
    """
    if text is None:
        return ()
    if (text.all is None) == (text.routes is None):
        text.place.refuse("condition.all_or_routes")
    if text.gates is not None and text.routes is None:
        text.place.below("gates").refuse("condition.gates")
    if text.all is not None:
        return (Route("", Words("", ""), _lines(text.all, "all", text.place.below("all"), names)),)
    routes = text.routes or []
    gates: tuple[Condition | AnyOf, ...] = ()
    if text.gates is not None:
        gates = _lines(text.gates, "gates", text.place.below("gates"), names)
    place = text.place.below("routes")
    require_few(len(routes), MOST_ROUTES, place)
    if not routes or len({route.key for route in routes}) < len(routes):
        place.refuse("condition.routes")
    found = []
    for route in routes:
        if not _ROUTE.fullmatch(route.key):
            route.place.refuse("text.name", name=route.key[:60])
        lines = _lines(route.all, f"routes.{route.key}", route.place.below("all"), names)
        found.append(Route(route.key, words_of(route.title), (*gates, *lines)))
    return tuple(found)


def _lines(
    written: list[LineText], key: str, place: Place, names: Names
) -> tuple[Condition | AnyOf, ...]:
    require_few(len(written), MOST_LINES, place)
    if not written:
        place.refuse("condition.empty")
    return tuple(read_line(line, f"{key}.{at}", names) for at, line in enumerate(written))


def read_line(text: LineText, key: str, names: Names) -> Condition | AnyOf:
    """One line of a list, or the alternatives it holds."""
    if text.any is None:
        return _condition(text, key, names)
    others = (text.fact, text.clause, text.say, text.when, text.verified)
    if text.operators or any(part is not None for part in others):
        text.place.refuse("condition.any_alone")
    require_few(len(text.any), MOST_ALTERNATIVES, text.place)
    if not text.any:
        text.place.refuse("condition.empty")
    for line in text.any:
        if line.any is not None:
            line.place.refuse("condition.any_in_any")
    return AnyOf(
        key,
        tuple(_condition(line, f"{key}.any.{at}", names) for at, line in enumerate(text.any)),
    )


def _condition(text: LineText, key: str, names: Names) -> Condition:
    place = text.place
    if text.fact is None or text.clause is None or text.say is None:
        missing = "fact" if text.fact is None else "clause" if text.clause is None else "say"
        place.refuse("text.missing", key=missing)
    kind = _kind_of_left(text.fact, place, names)
    if len(text.operators) != 1:
        place.refuse("condition.one_operator", operators=sorted(text.operators))
    operator, raw = next(iter(text.operators.items()))
    if kind not in TYPES_OF[operator]:
        raw.place.refuse("condition.operator_type", operator=operator, kind=kind)
    if text.when is not None:
        _require_flag_field(text.when, place.below("when"), names)
    line = _Line(text.fact, kind, operator, names)
    return Condition(
        key=key,
        left=text.fact,
        kind=kind,
        operator=operator,
        asked=line.asked(raw),
        clause=text.clause,
        say=words_of(text.say),
        when=text.when.removeprefix("$") if text.when else None,
        verified=names.verified if text.verified is None else text.verified,
    )


def _kind_of_left(name: str, place: Place, names: Names) -> str:
    if name in names.measures:
        return names.measures[name].kind
    vocabulary = names.scope.vocabulary
    if name not in vocabulary:
        place.below("fact").refuse("fact.unknown", fact=name, nearest=vocabulary.nearest(name))
    return vocabulary.fact(name).type


def _require_flag_field(name: str, place: Place, names: Names) -> None:
    field = names.fields.get(name.removeprefix("$"))
    if not name.startswith("$") or field is None or field.type != FLAG:
        place.refuse("condition.when", name=name)


@dataclass(frozen=True, slots=True)
class _Line:
    """The left side and operator of a line while its right side is read."""

    left: str
    kind: str
    operator: str
    names: Names

    def asked(self, raw: Raw) -> tuple[Asked, ...]:
        try:
            return self._asked(raw.value)
        except Unreadable as why:
            raw.place.fault(why)

    def _asked(self, value: Any) -> tuple[Asked, ...]:
        if self.operator == KNOWN:
            if value is not True:
                raise Unreadable("condition.known")
            return (Constant(True),)
        if self.operator in LISTS:
            return self._codes(value)
        if self.operator == BETWEEN:
            return self._two(value)
        return (self._one(value),)

    def _codes(self, value: Any) -> tuple[Asked, ...]:
        if isinstance(value, str) and value.startswith("$"):
            return (self._argument(value[1:], CODES),)
        if isinstance(value, str) and value.startswith("@"):
            return (self._dated(value[1:]),)
        if not isinstance(value, list) or not 0 < len(value) <= MOST_CODES:
            raise Unreadable("condition.codes", most=MOST_CODES)
        codes = tuple(self._constant(item) for item in value)
        if len(set(codes)) < len(codes):
            raise Unreadable("condition.codes_twice")
        return codes

    def _two(self, value: Any) -> tuple[Asked, ...]:
        if not isinstance(value, list) or len(value) != 2:
            raise Unreadable("condition.between")
        low, high = self._one(value[0]), self._one(value[1])
        if isinstance(low, Constant) and isinstance(high, Constant):
            (low_n, low_d), (high_n, high_d) = (
                measured(self.kind, low.value),
                measured(self.kind, high.value),
            )
            if low_n * high_d > high_n * low_d:
                raise Unreadable("condition.between")
        return low, high

    def _one(self, value: Any) -> Asked:
        if isinstance(value, str) and value.startswith("$"):
            return self._argument(value[1:], self.kind)
        if isinstance(value, str) and value.startswith("@"):
            return self._dated(value[1:])
        if self.kind == DATE and value == "today":
            return Today()
        if self.kind in NUMERIC_TYPES and isinstance(value, str) and _WORD.fullmatch(value):
            return self._measure(value)
        return self._constant(value)

    def _argument(self, name: str, wanted: str) -> Argument:
        field = self.names.fields.get(name)
        if field is None:
            raise Unreadable("formula.unknown_argument", name=name)
        if field.type != wanted:
            raise Unreadable("condition.argument_type", name=name, kind=field.type, wanted=wanted)
        if field.type in (CODE, CODES) and field.vocabulary_fact != self.left:
            raise Unreadable("condition.code_list", name=name, fact=self.left)
        return Argument(name)

    def _dated(self, name: str) -> Dated:
        if name in REFERENCE_PARAMETERS:
            if REFERENCE_PARAMETERS[name] != self.kind:
                raise Unreadable("condition.parameter_type", name=name, wanted=self.kind)
            return Dated(name)
        if name not in self.names.parameters:
            raise Unreadable("formula.unknown_parameter", name=name)
        for value in self.names.parameters[name]:
            if value.listed != (self.operator in LISTS):
                raise Unreadable("condition.parameter_type", name=name, wanted=self.kind)
            for text in value.texts:
                self._checked(text)
        return Dated(name)

    def _measure(self, name: str) -> MeasureValue:
        measure = self.names.measures.get(name)
        if measure is None:
            raise Unreadable("measure.unknown", name=name)
        if measure.kind != self.kind:
            raise Unreadable("condition.measure_type", name=name, wanted=self.kind)
        return MeasureValue(name)

    def _constant(self, value: Any) -> Constant:
        if self.kind == FLAG:
            if not isinstance(value, bool):
                raise Unreadable("value.flag", text=str(value)[:40])
            return Constant(value)
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise Unreadable("condition.value", kind=self.kind)
        return Constant(self._checked(str(value)))

    def _checked(self, text: str) -> Value:
        value = read_value(self.kind, text)
        if (
            self.kind == CODE
            and self.operator != WITHIN
            and self.left in self.names.scope.vocabulary
        ):
            choices = self.names.scope.vocabulary.fact(self.left).choices
            if choices and value not in choices:
                raise Unreadable("value.choice", text=text[:40], allowed=list(choices))
        return value
