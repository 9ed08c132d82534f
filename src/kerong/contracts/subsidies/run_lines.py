"""The lines of a run: each loan's subsidy computed, held against what was paid before."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from kerong.catalogue.policies.reads import clauses_on
from kerong.contracts.loans.models import Loan, LoanReport
from kerong.contracts.subsidies.compute_interest import computed_of
from kerong.contracts.subsidies.interest_block import Brought, read_block
from kerong.contracts.subsidies.interest_claims import Choice, Used, standing_for
from kerong.contracts.subsidies.loan_matter import MatterKey
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
ROWS_A_READ = 2_000
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


def loans_asked(asked: Asked) -> list[int]:
    """By key the first loan of each matter with a balance in the period, secured as the clause
    asks; in the order of keys."""
    period = asked.period
    rows = Loan.objects.filter(disbursed_on__lt=period.to_on, disbursed_on__lte=asked.on)
    later = LoanReport.objects.filter(loan=OuterRef("pk"), effective_on__gte=period.from_on)
    rows = rows.filter(Q(state=Loan.State.ACTIVE) | Exists(later))
    card = clauses_on(asked.on).get(asked.clause)
    on_loan = card.clause.benefit.on_loan if card is not None else None
    if on_loan is not None and on_loan.securities:
        asked_of = {_SECURED[each] for each in on_loan.securities if each in _SECURED}
        rows = rows.filter(security__in=asked_of)
    first: dict[MatterKey, int] = {}
    ordered = rows.order_by("disbursed_on", "pk").values_list("pk", "enterprise_id", "origin")
    for pk, firm, origin in ordered.iterator(ROWS_A_READ):
        first.setdefault((firm, origin), pk)
    return sorted(first.values())


def lines_of(
    run: InterestRun, asked: Asked, loans: Sequence[int], a_block: int
) -> Iterator[list[InterestLine]]:
    """Block by block, numbered from 1; a loan whose subsidy cannot be computed stands there with
    the reason. Questions grow with blocks, not with loans.

    Loans of one party share its caps: what a line takes is not left for the next.
    """
    taken: dict[str, Used] = {}
    for start in range(0, len(loans), a_block):
        keys = loans[start : start + a_block]
        rows = Loan.objects.filter(pk__in=keys).select_related("enterprise").order_by("pk")
        block = read_block(list(rows), asked.programme, asked.period)
        yield [
            _next(run, asked, brought, no, taken)
            for no, brought in enumerate(block, start=start + 1)
        ]


def _next(
    run: InterestRun, asked: Asked, brought: Brought, no: int, taken: dict[str, Used]
) -> InterestLine:
    """The line of a loan, after what lines before it took of the caps of its party."""
    choice = replace(asked.choice, taken=taken.get(brought.party, Used()))
    line, before = _line(run, replace(asked, choice=choice), brought, no)
    if line.state == InterestLine.State.KEPT:
        more = line.amount_fen - _kept_fen(before)
        principal = 0 if before else brought.loan.principal_fen
        taken[brought.party] = choice.taken.plus(more, principal)
    return line


def _line(
    run: InterestRun, asked: Asked, brought: Brought, no: int
) -> tuple[InterestLine, Collection[Subsidy]]:
    """The line, and what the programme awarded for it before."""
    loan = brought.loan
    try:
        now = computed_of(brought, asked.on, choice=asked.choice)
    except Invalid as fault:
        return _row(run, loan, no, notes=(CANNOT,), document=_cannot(asked, loan, fault)), ()
    amount = now.subsidy.amount_fen
    notes = (*now.notes, *_against(amount, now.before))
    return _row(run, loan, no, notes=notes, document=now.document), now.before


def paid_before(loan: Loan, matter: str, programme: str, period: Period) -> list[Subsidy]:
    """What the programme awarded for these months of the loan's matter, the first award first."""
    own = (party_of(loan.enterprise), matter)
    rows = standing_for([own], period)[own]
    return [row for row in rows if (row.programme, row.entitlement.matter) == (programme, matter)]


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
