"""Pledge rates by kind of asset, and the registrar's days and refusal codes, read from tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from kerong.finance.pledging import PAPER_WANTED
from kerong.rules.offering import Words
from kerong.rules.programmes.held import Table, money_of, ratio_of, read_table, words_of
from kerong.rules.programmes.text_classes import (
    PapersText,
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


@dataclass(frozen=True, slots=True)
class PaperNeed:
    """A kind of paper one kind of filing needs, and when: always, or only in some cases."""

    filing: str
    kind: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationTerms:
    """One register: `days` counted as `days_are` says, `after_correction` what the clock does once
    defects are cured; `fee_fen` None where the source says nothing of a fee."""

    office: Words
    fee_fen: int | None
    days: int
    days_are: str
    after_correction: str
    papers: tuple[PaperNeed, ...]
    refusals: tuple[RefusalReason, ...]

    def reason(self, code: str) -> RefusalReason | None:
        return next((each for each in self.refusals if each.code == code), None)


def _papers(text: PapersText) -> Iterator[PaperNeed]:
    told = {"create": text.create, "change": text.change, "release": text.release}
    for filing, papers in told.items():
        for kind, when in papers.items():
            if when not in PAPER_WANTED:
                text.place.refuse("text.choice", text=when[:40], allowed=list(PAPER_WANTED))
            yield PaperNeed(filing, kind, when)


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
        office=words_of(text.office),
        fee_fen=None if text.fee is None else money_of(text.fee, text.place),
        days=text.days,
        days_are=text.days_are,
        after_correction=text.after_correction,
        papers=tuple(_papers(text.papers)),
        refusals=tuple(
            RefusalReason(code=code, title=words_of(each.title), waivable=each.waivable)
            for code, each in text.refusals.items()
        ),
    )
