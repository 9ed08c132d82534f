"""What policies make of one product: the limit raised, what is given back each year, the cost then.

Plain values in and out, so that what was counted can be counted again from what was kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from kerong.catalogue.costs import Asked, LoanCost, cost_of_limit, planned_loan
from kerong.finance.combining import Worth, best_together
from kerong.finance.rates import Cost, NoRate, SeveralRates
from kerong.finance.reliefs import PlannedLoan, Relief, cost_after, given_back
from kerong.finance.subsidy_terms import SubsidyTerms
from kerong.kernel.money import Money
from kerong.kernel.ratios import ratio_from_ppm, round_half_up
from kerong.rules.benefits.benefit import FEE, INTEREST

Years = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Easing:
    """One clause that counts on a product: by `terms`, by a fee cap, or by the limit it allows."""

    code: str
    matter: str
    eases: str
    excludes: frozenset[str] = frozenset()
    stage: bool = False
    joint_cap_fen: int | None = None
    terms: SubsidyTerms | None = None
    fee_cap_ppm: int | None = None
    limit_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Eased:
    """`years`: by clause what it gives in each loan year; only clauses that count stand there.

    `limit_of` is the clause that raises the limit. `rate_ppm` is the yearly rate less the part of
    the interest that is given back, over the whole term; `cost` folds fees in and counts each
    amount on its day (finance.reliefs.cost_after). All on the limit of the product itself: a
    raised limit stands beside it. None where nobody can say.
    """

    limit_fen: int | None
    limit_of: str
    years: Mapping[str, Years]
    interest_fen: int | None
    rate_ppm: int | None
    before: LoanCost | None
    cost: Cost | None

    @property
    def saved_fen(self) -> int:
        return sum(map(sum, self.years.values()))

    def has(self, code: str) -> bool:
        return code in self.years or bool(code and code == self.limit_of)

    @property
    def counts(self) -> bool:
        return bool(self.limit_of or self.years)


def eased(asked: Asked, easings: Sequence[Easing], on: date) -> Eased:
    """The best lawful combination of these clauses on a loan of the computed limit drawn that day.

    Of several fee caps the lowest is the price; nothing is paid for it, so it excludes nothing.
    What is paid is combined by `best_together`; of several limits the highest counts, never a sum.
    """
    limit_fen, limit_of = _raised(asked, easings)
    before = cost_of_limit(asked, on)
    if before is None:
        return Eased(limit_fen, limit_of, {}, None, None, None, None)
    plain = Eased(
        limit_fen=limit_fen,
        limit_of=limit_of,
        years={},
        interest_fen=before.interest_fen,
        rate_ppm=asked.rate_ppm,
        before=before,
        cost=Cost(before.apr, before.effective_rate),
    )
    if all(each.terms is None and each.fee_cap_ppm is None for each in easings):
        return plain
    loan = planned_loan(asked, on)
    capped, fee_of = _fee_capped(asked, loan, easings)
    years = _best(easings, {each.code: _given(each, capped) for each in _paying(easings)})
    back = sum(sum(years[each.code]) for each in easings if _gives_interest(each, years))
    fee_saved = loan.yearly_fee_fen - capped.yearly_fee_fen
    if not years and not fee_saved:
        return plain
    cost = _cost(loan, list(years.values()), fee_saved)
    if fee_of:
        years = {**years, fee_of: (fee_saved,) * loan.years}
    rate = _rate_after(asked, before.interest_fen, back)
    return replace(plain, years=years, rate_ppm=rate, cost=cost)


def alone(asked: Asked, easing: Easing, on: date) -> Eased:
    """The same for one clause by itself."""
    return eased(asked, [easing], on)


def _raised(asked: Asked, easings: Iterable[Easing]) -> tuple[int | None, str]:
    found = [(each.limit_fen, each.code) for each in easings if each.limit_fen is not None]
    best = max(found, key=lambda each: (each[0], each[1]), default=None)
    if best is None or asked.limit_fen is None or best[0] <= asked.limit_fen:
        return asked.limit_fen, ""
    return best


def _fee_capped(
    asked: Asked, loan: PlannedLoan, easings: Iterable[Easing]
) -> tuple[PlannedLoan, str]:
    """The loan at the lowest fee a programme allows, and whose it is."""
    caps = [(each.fee_cap_ppm, each.code) for each in easings if each.fee_cap_ppm is not None]
    lowest = min(caps, default=None)
    if lowest is None or lowest[0] >= asked.fee_ppm:
        return loan, ""
    fee = Money(loan.terms.principal_fen).times(ratio_from_ppm(lowest[0])).fen
    return PlannedLoan(loan.terms, fee), lowest[1]


def _paying(easings: Iterable[Easing]) -> Iterable[Easing]:
    return (each for each in easings if each.terms is not None)


def _given(easing: Easing, loan: PlannedLoan) -> Years:
    assert easing.terms is not None
    return given_back(Relief(easing.code, easing.terms, of_fee=easing.eases == FEE), loan)


def _best(easings: Sequence[Easing], given: Mapping[str, Years]) -> dict[str, Years]:
    """What counts of each, cut from the end where a joint cap leaves less than all of it."""
    worths = [
        Worth(
            code=each.code,
            matter=each.matter,
            fen=sum(given[each.code]),
            excludes=each.excludes,
            stage=each.stage,
            joint_cap_fen=each.joint_cap_fen,
        )
        for each in _paying(easings)
    ]
    return {code: _cut(given[code], fen) for code, fen in best_together(worths).items()}


def _cut(years: Years, fen: int) -> Years:
    left, kept = fen, []
    for each in years:
        kept.append(min(left, each))
        left -= kept[-1]
    return tuple(kept)


def _gives_interest(easing: Easing, years: Mapping[str, Years]) -> bool:
    return easing.eases == INTEREST and easing.code in years


def _rate_after(asked: Asked, interest_fen: int, back_fen: int) -> int:
    assert asked.rate_ppm is not None
    if not interest_fen:
        return asked.rate_ppm
    return round_half_up(asked.rate_ppm * Fraction(interest_fen - back_fen, interest_fen))


def _cost(loan: PlannedLoan, years: Sequence[Years], fee_saved_fen: int) -> Cost | None:
    try:
        return cost_after(loan, years, fee_saved_fen=fee_saved_fen)
    except (NoRate, SeveralRates):
        return None
