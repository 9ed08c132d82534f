"""What a loan brings into the formula: its segments, what was paid, what was used up already."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from kerong.contracts.loans.models import Loan
from kerong.contracts.subsidies.award import ONCE
from kerong.contracts.subsidies.loan_matter import FAMILY
from kerong.contracts.subsidies.models import ClawBack, EntitledMonth, Subsidy
from kerong.contracts.subsidies.period import Period
from kerong.finance.subsidy_terms import SubsidyTerms

NATIONAL, CENTRAL = "national", "central"
GUARANTEED, PLAIN = "guaranteed", "plain"
_COVERED = frozenset({"guarantee", "guaranteed", "insured", "insurance"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """What counts against the caps of a programme already, in fen."""

    principal_fen: int = 0
    firm_year_fen: int = 0
    firm_fen: int = 0

    def plus(self, amount_fen: int, principal_fen: int) -> "Used":
        return Used(
            principal_fen=self.principal_fen + principal_fen,
            firm_year_fen=self.firm_year_fen + amount_fen,
            firm_fen=self.firm_fen + amount_fen,
        )

    def beside(self, other: "Used") -> "Used":
        return Used(
            principal_fen=self.principal_fen + other.principal_fen,
            firm_year_fen=self.firm_year_fen + other.firm_year_fen,
            firm_fen=self.firm_fen + other.firm_fen,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a programme leaves open: the share agreed within its range; and what is `taken` of its
    caps already though nothing stands for it yet."""

    share: Fraction | None = None
    taken: Used = Used()


def used_by(party: str, programme: str, period: Period, *, besides: Collection[int] = ()) -> Used:
    """From what stands for the party under the programme; two queries.

    `besides` are subsidies that the new amount replaces or adds to.
    """
    rows = Subsidy.objects.filter(
        entitlement__party=party, programme=programme, state__in=Subsidy.LIVE
    ).exclude(pk__in=besides)
    kept = F("granted_fen") - F("returned_fen")
    of_year = Q(entitlement__first_month__startswith=str(period.from_on.year))
    sums = rows.aggregate(all=Sum(kept, default=0), of_year=Sum(kept, filter=of_year, default=0))
    loans = Loan.objects.filter(pk__in=rows.values("loan"))
    principal = loans.aggregate(fen=Sum("principal_fen", default=0))["fen"]
    return Used(
        principal_fen=int(principal), firm_year_fen=int(sums["of_year"]), firm_fen=int(sums["all"])
    )


def standing_for(party: str, matter: str, period: Period) -> QuerySet[Subsidy]:
    """What stands for the loan in months of the period, of whichever programme: its own, and
    what pays for a project it is part of or for all loans of the firm."""
    months = EntitledMonth.objects.filter(
        Q(month__range=(period.first_month, period.last_month)) | Q(month=ONCE),
        family__startswith=FAMILY,
        party=party,
        matter__in=[matter, FAMILY],
    )
    return (
        Subsidy.objects.filter(entitlement__in=months.values("entitlement"), state__in=Subsidy.LIVE)
        .select_related("entitlement")
        .order_by("pk")
    )


def kinds_of_others(rows: Collection[Subsidy], programme: str) -> frozenset[str]:
    """Programmes that pay for the loan already, and `central` where one of them is national."""
    others = [row for row in rows if row.programme != programme]
    central = {CENTRAL} if any(row.level == NATIONAL for row in others) else set()
    return frozenset({row.programme for row in others} | central)


def was_misused(loans: Collection[Loan]) -> bool:
    """Whether an officer found one of the loans misused."""
    found = ClawBack.objects.filter(
        subsidy__loan__in=list(loans),
        event=ClawBack.Event.MISUSE,
        state__in=[ClawBack.State.ORDERED, ClawBack.State.CLOSED],
    )
    return found.exists()


def classes_of(loan: Loan, terms: SubsidyTerms) -> dict[str, Fraction] | None:
    """Which class of the programme the loan is in, where it knows guaranteed and plain ones."""
    if {GUARANTEED, PLAIN} - set(terms.shares):
        return None
    return {GUARANTEED if loan.security in _COVERED else PLAIN: Fraction(1)}


def said_used(used: Used) -> dict[str, Any]:
    return {
        "principal_fen": used.principal_fen,
        "firm_year_fen": used.firm_year_fen,
        "firm_fen": used.firm_fen,
    }
