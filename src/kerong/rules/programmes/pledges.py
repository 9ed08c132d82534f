"""Pledge rates by kind of asset, and the registrar's days and refusal codes, read from tables."""

from dataclasses import dataclass
from fractions import Fraction

from kerong.rules.offering import Words
from kerong.rules.programmes.held import Table, ratio_of, read_table, words_of
from kerong.rules.programmes.text_classes import (
    PledgeRatesTable,
    PledgeRatesText,
    RegistrationTable,
    RegistrationText,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeRates:
    """The most lent on the assessed value, by kind of asset; a kind that is absent is not taken."""

    rates: tuple[tuple[str, Fraction], ...]
    longest_months: int

    def rate_of(self, kind: str) -> Fraction | None:
        return dict(self.rates).get(kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalReason:
    """Why a registration is refused; `waivable` yields to a written wish of the parties."""

    code: str
    title: Words
    waivable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationTerms:
    """`days` in working days; `after_correction` what the clock does once defects are cured."""

    days: int
    after_correction: str
    refusals: tuple[RefusalReason, ...]

    def reason(self, code: str) -> RefusalReason | None:
        return next((each for each in self.refusals if each.code == code), None)


def read_pledge_rates(text: str | bytes, *, file: str) -> Table[PledgeRates]:
    """Raises RuleTextFault."""
    return read_table(text, PledgeRatesTable, _rates, file=file)


def read_registration(text: str | bytes, *, file: str) -> Table[RegistrationTerms]:
    """Raises RuleTextFault."""
    return read_table(text, RegistrationTable, _registration, file=file)


def _rates(text: PledgeRatesText) -> PledgeRates:
    return PledgeRates(
        rates=tuple((kind, ratio_of(rate, text.place)) for kind, rate in text.rates.items()),
        longest_months=text.longest_months,
    )


def _registration(text: RegistrationText) -> RegistrationTerms:
    return RegistrationTerms(
        days=text.days,
        after_correction=text.after_correction,
        refusals=tuple(
            RefusalReason(code=code, title=words_of(each.title), waivable=each.waivable)
            for code, each in text.refusals.items()
        ),
    )
