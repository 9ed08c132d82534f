"""The sums done by hand for what programmes give back on a loan, and which count together."""

from datetime import date
from fractions import Fraction

from kerong.finance import combining, reliefs
from kerong.finance.combining import Worth
from kerong.finance.reliefs import PlannedLoan, Relief
from kerong.finance.subsidy_terms import ShareRange, SubsidyTerms
from tests.finance.sums import WAN, Sum, terms

BARS = frozenset({"fee", "premium"})
THREE = (
    Worth(code="I", matter="interest", fen=10, excludes=BARS),
    Worth(code="F", matter="fee", fen=6),
    Worth(code="P", matter="premium", fen=6),
)


def planned(months: int, method: str) -> PlannedLoan:
    rate, drawn = Fraction(435, 10_000), date(2026, 3, 6)
    million = {"principal_fen": 100 * WAN, "annual_rate": rate, "start_on": drawn}
    return PlannedLoan(terms(**million, months=months, method=method))


def two_years() -> tuple[int, ...]:
    whole = {"all": ShareRange(Fraction(1), Fraction(1))}
    rule = SubsidyTerms(kind="rate", rate=Fraction(15, 1000), shares=whole, months=24)
    return reliefs.given_back(Relief("A", rule), planned(36, "interest-first"))


RELIEFS: dict[str, list[Sum]] = {
    "reliefs.given_back": [
        Sum(
            "365 days 15,000.00, 366 days in the leap year 15,041.10, then nothing",
            two_years,
            (15_000_00, 15_041_10, 0),
        )
    ],
    "reliefs.cost_after": [
        Sum(
            "÷ 1,000,000 − 1 = 2.8 %",
            lambda: reliefs.cost_after(planned(12, "bullet"), [(15_500_00,)]).apr,
            Fraction(28, 1000),
        )
    ],
    "combining.best_together": [
        Sum("fee and premium, 12", lambda: combining.best_together(THREE), {"F": 6, "P": 6})
    ],
}
