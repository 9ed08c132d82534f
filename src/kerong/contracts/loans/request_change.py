"""申请续贷或展期: the firm asks its bank before the loan matures; one application at a time."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.loans import conditions
from kerong.contracts.loans.access import APPLY, loan_for
from kerong.contracts.loans.eligibility import (
    extension_reach,
    renewal_reach,
    require_open,
    require_reach,
    require_size,
)
from kerong.contracts.loans.errors import RequestOpen, TermTooLong
from kerong.contracts.loans.models import Loan, LoanRequest, ReportKind
from kerong.contracts.loans.notes import institution_of, note_loan, say
from kerong.contracts.loans.parameters import desk_rule
from kerong.contracts.loans.words import checked_words
from kerong.evidence.derive import with_size
from kerong.evidence.snapshot import facts_of
from kerong.finance.dates import months_after
from kerong.kernel.actor import Actor
from kerong.kernel.references import number_to_come
from kerong.kernel.workdays import add_working_days
from kerong.reference.calendar import held_calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the firm asks for; `declared` are codes of conditions it vouches for itself."""

    kind: str
    months: int
    words: str = ""
    declared: tuple[str, ...] = ()


def request_change(*, actor: Actor, loan_no: str, wish: Wish, at: datetime) -> LoanRequest:
    """Send the application to the bank, with what is known of each condition.

    Raises RequestNotPossible, RequestTooEarly, RequestTooLate, TermTooLong, RequestOpen.
    """
    APPLY.require(actor)
    loan, on = loan_for(actor, loan_no), localdate(at)
    words = checked_words(wish.words, least=0, most=1000)
    require_open(loan, on)
    facts = _facts(loan, on)
    renewal = wish.kind == LoanRequest.Kind.RENEWAL
    if renewal:
        require_size(loan, str(facts.get("size_class") or ""))
    _require_term(loan, wish, on)
    due = add_working_days(on, desk_rule(on).answer_days, held_calendar())
    request = LoanRequest(
        no=number_to_come(),
        kind=LoanRequest.Kind(wish.kind),
        loan=loan,
        months=wish.months,
        words=words,
        declared=" ".join(code for code in conditions.DECLARABLE if code in wish.declared),
        seen=_seen(loan, facts, wish) if renewal else "{}",
        asked_by_id=actor.person_id,
        asked_at=at,
        due_on=min(due.on, loan.matures_on),
        due_provisional=due.provisional and due.on < loan.matures_on,
    )
    with transaction.atomic():
        _insert(request, at)
        note_loan(loan, "request_made", actor=actor, at=at, facts=_noted(request))
        told = {
            "firm": loan.enterprise.name,
            "no": request.no,
            "kind": request.kind,
            "kind_zh": request.get_kind_display(),
            "due_on": request.due_on,
        }
        say(loan, "loan.request_made", to=institution_of(loan), at=at, facts=told)
    return request


def known_conditions(
    loan: Loan, on: date, declared: tuple[str, ...] = ()
) -> tuple[conditions.Condition, ...]:
    """The five conditions as they stand for the firm of this loan; three queries."""
    return _conditions(loan, _facts(loan, on), declared)


def _facts(loan: Loan, on: date) -> dict[str, object]:
    seen = facts_of(loan.enterprise, as_of=on, on=on)
    return dict(with_size(seen.facts, on=on))


def _conditions(
    loan: Loan, facts: dict[str, object], declared: tuple[str, ...]
) -> tuple[conditions.Condition, ...]:
    reported = loan.reports.filter(kind=ReportKind.ARREARS, corrected_by=None)
    arrears = reported.exclude(principal_fen=0, interest_fen=0, penalty_fen=0).exists()
    return conditions.conditions_of(facts, arrears_reported=arrears, declared=declared)


def _seen(loan: Loan, facts: dict[str, object], wish: Wish) -> str:
    found = _conditions(loan, facts, wish.declared)
    rows = [{"code": each.code, "state": each.state} for each in found]
    return json.dumps({"conditions": rows, "size": facts.get("size_class")})


def _require_term(loan: Loan, wish: Wish, on: date) -> None:
    renewal = wish.kind == LoanRequest.Kind.RENEWAL
    reach = renewal_reach(loan.matures_on) if renewal else extension_reach(loan, on)
    if not 1 <= wish.months <= reach.most:
        raise TermTooLong(most=reach.most, latest=reach.latest)
    if not renewal:
        require_reach(reach, months_after(loan.matures_on, wish.months))


def _insert(request: LoanRequest, at: datetime) -> None:
    try:
        with transaction.atomic():
            request.save(force_insert=True)
    except IntegrityError as fault:
        raise RequestOpen() from fault
    request.no = f"R{localdate(at).year}-{request.pk:06d}"
    LoanRequest.objects.filter(pk=request.pk).update(no=request.no)


def _noted(request: LoanRequest) -> dict[str, object]:
    return {
        "request": request.no,
        "kind": str(request.kind),
        "months": request.months,
        "declared": request.declared,
        "seen": request.seen,
        "due_on": request.due_on,
    }
