"""Dated parameters on one day: as numbers for formulas, as typed values for lines."""

from collections.abc import Mapping
from datetime import date

from kerong.kernel.canonical import digest
from kerong.rules.engine_1.emit import PER
from kerong.rules.formulas.tokens import read_literal
from kerong.rules.offering import DatedValue, OfferingRules
from kerong.rules.reference import REFERENCE_PARAMETERS, ReferenceTables
from kerong.rules.values import Value, from_measured, read_value

Parameters = Mapping[str, Mapping[str, tuple[DatedValue, ...]]]


class DayParameters:
    """Values in force on a day; None where a series begins later."""

    def __init__(self, adopted: Parameters, reference: ReferenceTables, on: date) -> None:
        self._adopted = adopted
        self._reference = reference.lpr_ppm(on)
        self._on = on

    def dated(self, rules: OfferingRules, name: str) -> DatedValue | None:
        """The value of the offering's own parameter in force, an adopted series first."""
        series = series_of(rules, self._adopted).get(name, ())
        return max(
            (each for each in series if each.since <= self._on),
            key=lambda each: each.since,
            default=None,
        )

    def number(self, rules: OfferingRules, name: str, kind: str) -> int | None:
        """The parameter as the whole number a formula of this kind expects."""
        if name in REFERENCE_PARAMETERS:
            return self._reference[name]
        dated = self.dated(rules, name)
        return None if dated is None else int(read_literal(dated.texts[0]).value * PER[kind])

    def values(self, rules: OfferingRules, name: str, kind: str) -> tuple[Value | None, ...]:
        """The parameter as typed values a line compares with."""
        if name in REFERENCE_PARAMETERS:
            ppm = self._reference[name]
            return (None if ppm is None else from_measured(kind, ppm),)
        dated = self.dated(rules, name)
        return (None,) if dated is None else tuple(read_value(kind, t) for t in dated.texts)

    def digest(self, rules: OfferingRules) -> str:
        """Names the values of every parameter this offering may read on the day."""
        own = {
            name: [list(each.texts), each.verified]
            for name in series_of(rules, self._adopted)
            if (each := self.dated(rules, name)) is not None
        }
        return digest({"own": own, "reference": dict(self._reference)})

    def verified(self, rules: OfferingRules, name: str) -> bool:
        if name in REFERENCE_PARAMETERS:
            return True
        dated = self.dated(rules, name)
        return dated is not None and dated.verified


def series_of(rules: OfferingRules, adopted: Parameters) -> Mapping[str, tuple[DatedValue, ...]]:
    """The dated parameters of an offering: those of its text, adopted ones in their place."""
    return {**rules.parameters, **adopted.get(rules.key, {})}
