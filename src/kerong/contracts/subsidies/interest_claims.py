"""What a loan brings into the formula: its segments, what was paid, what was used up already."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import F, Q

from kerong.contracts.loans.models import Loan
from kerong.contracts.subsidies.award import ONCE
from kerong.contracts.subsidies.loan_matter import FAMILY
from kerong.contracts.subsidies.models import ClawBack, EntitledMonth, Subsidy
from kerong.contracts.subsidies.period import Period
from kerong.finance.subsidy_terms import SubsidyTerms

PartyMatter = tuple[str, str]
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


@dataclass(frozen=True, slots=True)
class Claimed:
    """One subsidy that counts against the caps of its programme; `loan_id` where it is for one."""

    subsidy_id: int
    kept_fen: int
    first_month: str
    loan_id: int | None
    principal_fen: int


def claimed_by(parties: Collection[str], programme: str) -> dict[str, list[Claimed]]:
    """By party what stands for it under the programme; one query."""
    rows = Subsidy.objects.filter(
        entitlement__party__in=parties, programme=programme, state__in=Subsidy.LIVE
    ).annotate(kept_fen=F("granted_fen") - F("returned_fen"))
    found: dict[str, list[Claimed]] = {party: [] for party in parties}
    for party, pk, kept_fen, month, loan_id, principal_fen in rows.values_list(
        *("entitlement__party", "pk", "kept_fen", "entitlement__first_month"),
        *("loan", "loan__principal_fen"),
    ):
        found[party].append(Claimed(pk, kept_fen, month, loan_id, principal_fen or 0))
    return found


def used_of(claimed: Iterable[Claimed], period: Period, *, besides: Collection[int] = ()) -> Used:
    """What of it counts in the period; `besides` are subsidies that the new amount replaces or
    adds to. A loan counts with its principal once, however many subsidies are for it."""
    year = str(period.from_on.year)
    counted = [each for each in claimed if each.subsidy_id not in besides]
    principal = {each.loan_id: each.principal_fen for each in counted}
    of_year = [each.kept_fen for each in counted if each.first_month.startswith(year)]
    return Used(
        principal_fen=sum(principal.values()),
        firm_year_fen=sum(of_year),
        firm_fen=sum(each.kept_fen for each in counted),
    )


def used_by(party: str, programme: str, period: Period) -> Used:
    """From what stands for the party under the programme; one query."""
    return used_of(claimed_by([party], programme)[party], period)


def standing_for(
    matters: Collection[PartyMatter], period: Period
) -> dict[PartyMatter, list[Subsidy]]:
    """By party and matter what stands for a loan in months of the period, of whichever programme:
    its own, and what pays for a project it is part of or for all loans of the firm; two queries.
    """
    months = EntitledMonth.objects.filter(
        Q(month__range=(period.first_month, period.last_month)) | Q(month=ONCE),
        family__startswith=FAMILY,
        entitlement__party__in={party for party, _matter in matters},
        matter__in={FAMILY, *(matter for _party, matter in matters)},
    )
    entitled: dict[PartyMatter, set[int]] = {}
    for party, matter, pk in months.values_list("party", "matter", "entitlement"):
        entitled.setdefault((party, matter), set()).add(pk)
    held = set[int]().union(*entitled.values())
    rows = Subsidy.objects.filter(entitlement__in=held, state__in=Subsidy.LIVE)
    under: dict[int, list[Subsidy]] = {pk: [] for pk in held}
    for row in rows.select_related("entitlement").defer("calculation").order_by("pk"):
        under[row.entitlement_id].append(row)
    found: dict[PartyMatter, list[Subsidy]] = {}
    for party, matter in matters:
        keys = entitled.get((party, matter), set()) | entitled.get((party, FAMILY), set())
        found[party, matter] = sorted(
            (row for key in keys for row in under[key]), key=lambda row: row.pk
        )
    return found


def kinds_of_others(rows: Collection[Subsidy], programme: str) -> frozenset[str]:
    """Programmes that pay for the loan already, and `central` where one of them is national."""
    others = [row for row in rows if row.programme != programme]
    central = {CENTRAL} if any(row.level == NATIONAL for row in others) else set()
    return frozenset({row.programme for row in others} | central)


def misused_of(loans: Collection[int]) -> set[int]:
    """Which of the loans an officer found misused, by key; one query."""
    found = ClawBack.objects.filter(
        subsidy__loan__in=loans,
        event=ClawBack.Event.MISUSE,
        state__in=[ClawBack.State.ORDERED, ClawBack.State.CLOSED],
    )
    return set(found.values_list("subsidy__loan_id", flat=True))


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
