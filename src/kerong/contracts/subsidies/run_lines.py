"""The lines of a run: each loan's subsidy computed, held against what was paid before."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q

from kerong.catalogue.policies.reads import clauses_on
from kerong.contracts.loans.models import Loan
from kerong.contracts.subsidies.compute_interest import computed_interest
from kerong.contracts.subsidies.interest_claims import Choice, Used, standing_for
from kerong.contracts.subsidies.loan_matter import first_of_each, loans_of_matter, matter_of
from kerong.contracts.subsidies.models import InterestLine, InterestRun, Subsidy
from kerong.contracts.subsidies.period import Period
from kerong.kernel.canonical import canonical_json, digest
from kerong.kernel.errors import Invalid
from kerong.parties.lineage import party_of

PAID_BEFORE, LESS_THAN_PAID, MORE_THAN_PAID, CANNOT = (
    "paid_before",
    "less_than_paid",
    "more_than_paid",
    "cannot",
)
NOTHING = "nothing"
# How a clause says a loan is secured → how a loan says it.
_SECURED = {
    "credit": "credit",
    "credit+risk_fund": "credit",
    "guarantee": "guarantee",
    "gov_guarantee": "guarantee",
    "credit+gov_guarantee": "guarantee",
    "ip_pledge": "pledge",
    "mortgage": "mortgage",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is about."""

    programme: str
    clause: str
    period: Period
    choice: Choice
    on: date


def loans_asked(asked: Asked) -> list[Loan]:
    """The first loan of each matter with a balance in the period, secured as the clause asks."""
    period = asked.period
    rows = Loan.objects.filter(disbursed_on__lt=period.to_on, disbursed_on__lte=asked.on)
    ended = Q(state=Loan.State.ACTIVE) | Q(reports__effective_on__gte=period.from_on)
    rows = rows.filter(ended).distinct()
    card = clauses_on(asked.on).get(asked.clause)
    on_loan = card.clause.benefit.on_loan if card is not None else None
    if on_loan is not None and on_loan.securities:
        asked_of = {_SECURED[each] for each in on_loan.securities if each in _SECURED}
        rows = rows.filter(security__in=asked_of)
    return first_of_each(rows.select_related("enterprise"))


def lines_of(run: InterestRun, asked: Asked, loans: Iterable[Loan]) -> Iterator[InterestLine]:
    """Numbered from 1; a loan whose subsidy cannot be computed stands there with the reason.

    Loans of one party share its caps: what a line takes is not left for the next.
    """
    taken: dict[str, Used] = {}
    for no, loan in enumerate(loans, start=1):
        party = party_of(loan.enterprise)
        choice = replace(asked.choice, taken=taken.get(party, Used()))
        line, before = _line(run, replace(asked, choice=choice), loan, no)
        if line.state == InterestLine.State.KEPT:
            more = line.amount_fen - _kept_fen(before)
            principal = 0 if before else loan.principal_fen
            taken[party] = choice.taken.plus(more, principal)
        yield line


def _line(
    run: InterestRun, asked: Asked, loan: Loan, no: int
) -> tuple[InterestLine, Collection[Subsidy]]:
    """The line, and what the programme awarded for it before."""
    try:
        now = computed_interest(loan, asked.programme, asked.period, asked.on, choice=asked.choice)
    except Invalid as fault:
        return _row(run, loan, no, notes=(CANNOT,), document=_cannot(asked, loan, fault)), ()
    amount = now.subsidy.amount_fen
    notes = (*now.notes, *_against(amount, now.before))
    return _row(run, loan, no, notes=notes, document=now.document), now.before


def paid_before(loan: Loan, programme: str, period: Period) -> list[Subsidy]:
    """What the programme awarded for these months of the matter, the first award first."""
    matter = matter_of(loans_of_matter(loan))
    rows = standing_for(party_of(loan.enterprise), matter, period)
    own = (row for row in rows if row.entitlement.matter == matter)
    return [row for row in own if row.programme == programme]


def _against(amount_fen: int, before: Collection[Subsidy]) -> tuple[str, ...]:
    if not before:
        return () if amount_fen else (NOTHING,)
    kept = _kept_fen(before)
    if amount_fen == kept:
        return (PAID_BEFORE,)
    return (LESS_THAN_PAID,) if amount_fen < kept else (MORE_THAN_PAID,)


def _kept_fen(before: Iterable[Subsidy]) -> int:
    return sum(row.granted_fen - row.returned_fen for row in before)


def _row(
    run: InterestRun,
    loan: Loan,
    no: int,
    *,
    notes: tuple[str, ...],
    document: dict[str, Any],
) -> InterestLine:
    """A line that brings nothing new is left out from the start; the reviewer sees why."""
    amount = document["amount_fen"]
    out = {PAID_BEFORE, LESS_THAN_PAID, CANNOT, NOTHING}.intersection(notes) or not amount
    return InterestLine(
        run=run,
        no=no,
        loan=loan,
        amount_fen=amount,
        notes=" ".join(notes),
        calculation=canonical_json(document).decode(),
        digest=digest(document),
        state=InterestLine.State.DROPPED if out else InterestLine.State.KEPT,
    )


def _cannot(asked: Asked, loan: Loan, fault: Invalid) -> dict[str, Any]:
    return {
        "programme": asked.programme,
        "from_on": asked.period.from_on.isoformat(),
        "to_on": asked.period.to_on.isoformat(),
        "on": asked.on.isoformat(),
        "loans": [{"no": loan.no, "report_count": loan.report_count}],
        "amount_fen": 0,
        "steps": [{"zh": fault.say(), "en": fault.say("en"), "value": "-"}],
    }
