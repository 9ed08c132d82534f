"""From rows to answers: one function per shape, so that a field means the same everywhere."""

from collections.abc import Iterable
from typing import Any

from django.utils.timezone import localtime

from kerong.api.values import rate_of, yuan_of
from kerong.cases.models import Case, CreditDecision, TakeUp
from kerong.cases.reads.hall import HallCard
from kerong.cases.reads.offers import Offer
from kerong.cases.reads.take_up import TakeUpPage
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.reads import LoanPage


def need_row_out(case: Case) -> dict[str, Any]:
    return need_out(case, (), None)


def need_out(case: Case, offers: Iterable[Offer], loan: Loan | None) -> dict[str, Any]:
    return {
        "no": case.no,
        "state": case.state,
        "mode": case.mode,
        "amount_yuan": yuan_of(case.amount_fen),
        "term_months": case.term_months,
        "purpose": case.purpose,
        "security": case.security,
        "submitted_at": localtime(case.submitted_at).isoformat(timespec="seconds"),
        "take_up_due_on": case.take_up_due_on,
        "decision_due_on": case.decision_due_on,
        "due_provisional": case.due_provisional,
        "quotes": [quote_out(offer) for offer in offers],
        "loan": loan.no if loan else None,
    }


def quote_out(offer: Offer) -> dict[str, Any]:
    quote, take_up = offer.quote, offer.take_up
    return {
        "id": quote.pk,
        "take_up": take_up.no,
        "institution": take_up.institution.name,
        "amount_yuan": yuan_of(quote.amount_fen),
        "annual_rate": rate_of(quote.rate_ppm),
        "apr": rate_of(quote.apr_ppm),
        "all_in": rate_of(quote.all_in_ppm),
        "term_months": quote.term_months,
        "method": quote.method,
        "day_count": quote.day_count,
        "security": quote.security,
        "first_instalment_yuan": yuan_of(quote.first_instalment_fen),
        "fees_yuan": yuan_of(quote.fees_fen),
        "papers": quote.papers,
        "valid_until": quote.valid_until,
        "standing": offer.standing,
        "accepted": offer.accepted,
    }


def card_out(card: HallCard) -> dict[str, Any]:
    return {
        "no": card.no,
        "addressed": card.addressed,
        "card": card.card,
        "amount_band": card.amount_band,
        "term_months": card.term_months,
        "purpose": card.purpose,
        "security": card.security,
        "decision_due_on": card.decision_due_on,
        "due_provisional": card.due_provisional,
        "firm_verified": not card.unverified,
    }


def take_up_out(take_up: TakeUp, firm_name: str) -> dict[str, Any]:
    case = take_up.case
    return {
        "no": take_up.no,
        "need": case.no,
        "stage": take_up.stage,
        "firm": firm_name,
        "firm_verified": not case.enterprise.is_unverified,
        "amount_yuan": yuan_of(case.amount_fen),
        "term_months": case.term_months,
        "contact_due_on": take_up.contact_due_on,
        "decision_due_on": take_up.decision_due_on,
        "due_on": take_up.due_on,
        "due_provisional": take_up.due_provisional,
        "released": take_up.release_kind or None,
    }


def credit_out(decision: CreditDecision, take_up_no: str) -> dict[str, Any]:
    return {
        "take_up": take_up_no,
        "amount_yuan": yuan_of(decision.amount_fen),
        "annual_rate": rate_of(decision.rate_ppm),
        "approved": decision.approved_at is not None,
        "used_days": decision.used_days,
    }


def loan_out(loan: Loan) -> dict[str, Any]:
    return {
        "no": loan.no,
        "principal_yuan": yuan_of(loan.principal_fen),
        "annual_rate": rate_of(loan.rate_ppm),
        "disbursed_on": loan.disbursed_on,
    }


def thread_out(page: TakeUpPage) -> dict[str, Any]:
    call = page.request
    return {
        "messages": [
            {
                "side": message.side,
                "author": message.author.name,
                "words": message.words,
                "sent_at": localtime(message.sent_at).isoformat(timespec="seconds"),
            }
            for message in page.messages
        ],
        "papers": [
            {
                "id": paper.pk,
                "side": paper.side,
                "title": paper.title,
                "name": paper.document.name,
                "size": paper.document.size,
            }
            for paper in page.papers
        ],
        "call": {
            "papers": call.papers,
            "words": call.words,
            "due_on": call.due_on,
            "answer": call.answer_words if call.answered_at else None,
        }
        if call
        else None,
    }


def plan_out(page: LoanPage) -> dict[str, Any]:
    loan = page.loan
    return loan_out(loan) | {
        "method": loan.method,
        "day_count": loan.day_count,
        "term_months": loan.term_months,
        "apr": rate_of(loan.apr_ppm),
        "instalments": [
            {
                "no": row.no,
                "due_on": row.due_on,
                "principal_yuan": yuan_of(row.principal_fen),
                "interest_yuan": yuan_of(row.interest_fen),
                "total_yuan": yuan_of(row.total_fen),
                "balance_yuan": yuan_of(row.balance_fen),
            }
            for row in page.instalments
        ],
    }
