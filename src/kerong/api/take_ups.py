"""/needs/{no}/take-ups and /take-ups: the institution's side of the main job."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from kerong.api.answers import credit_out, loan_out, quote_out, take_up_out
from kerong.api.needs import actor_of
from kerong.api.operations import operation
from kerong.api.schemas.needs import QuoteIn, QuoteOut, WordsIn
from kerong.api.schemas.take_ups import (
    CreditIn,
    CreditOut,
    DisbursementIn,
    LoanOut,
    RefusalIn,
    TakeUpOut,
)
from kerong.api.values import fen_of, ppm_of
from kerong.cases import access
from kerong.cases.approve_credit import approve_credit
from kerong.cases.drafts import CreditTerms, Disbursement, QuotedFee, QuoteTerms
from kerong.cases.propose_credit import propose_credit
from kerong.cases.reads.offers import offers
from kerong.cases.reads.take_up import take_up_page
from kerong.cases.record_contact import record_contact
from kerong.cases.record_disbursement import record_disbursement
from kerong.cases.refuse import refuse
from kerong.cases.return_credit import return_credit
from kerong.cases.submit_quote import submit_quote
from kerong.cases.take_up_need import take_up_need
from kerong.web.clock import day_of, moment_of

router = Router(tags=["take-ups"])


@operation(
    router, "POST", "/needs/{no}/take-ups", policy=access.TAKE_UP_NEED, answers={201: TakeUpOut}
)
def take(request: HttpRequest, no: str) -> Any:
    """Take a place of an open need; losing the race is a 409."""
    taken = take_up_need(actor=actor_of(request), case_no=no, at=moment_of(request))
    return Status(201, take_up_out(taken, taken.case.enterprise.name))


@operation(router, "GET", "/take-ups/{no}", policy=access.READ_TAKE_UP, answers={200: TakeUpOut})
def read_take_up(request: HttpRequest, no: str) -> Any:
    """One take-up, for its institution and the firm."""
    page = take_up_page(actor_of(request), no, on=day_of(request))
    return take_up_out(page.take_up, page.firm_name)


@operation(
    router, "POST", "/take-ups/{no}/contact", policy=access.RECORD_CONTACT, answers={200: TakeUpOut}
)
def contact(request: HttpRequest, no: str, body: WordsIn) -> Any:
    """Record that the firm was contacted, with a word on how."""
    actor = actor_of(request)
    record_contact(actor=actor, take_up_no=no, words=body.words, at=moment_of(request))
    page = take_up_page(actor, no, on=day_of(request))
    return take_up_out(page.take_up, page.firm_name)


@operation(router, "POST", "/take-ups/{no}/refusal", policy=access.REFUSE, answers={200: TakeUpOut})
def refuse_need(request: HttpRequest, no: str, body: RefusalIn) -> Any:
    """Leave the need with a reason code and words the firm can read."""
    left = refuse(
        actor=actor_of(request),
        take_up_no=no,
        code=body.code,
        words=body.words,
        at=moment_of(request),
    )
    return take_up_out(left, "")


@operation(
    router, "POST", "/take-ups/{no}/quotes", policy=access.SUBMIT_QUOTE, answers={201: QuoteOut}
)
def quote(request: HttpRequest, no: str, body: QuoteIn) -> Any:
    """Submit a sealed quote; a later one replaces it."""
    terms = QuoteTerms(
        amount_fen=fen_of(body.amount_yuan),
        rate_ppm=ppm_of(body.annual_rate),
        term_months=body.term_months,
        method=body.method,
        day_count=body.day_count,
        security=body.security,
        valid_until=body.valid_until,
        fees=tuple(
            QuotedFee(name=fee.name, when=fee.when, amount_fen=fen_of(fee.amount_yuan))
            for fee in body.fees
        ),
        papers=tuple(body.papers),
        words=body.words,
    )
    quoted = submit_quote(
        actor=actor_of(request), take_up_no=no, terms=terms, at=moment_of(request)
    )
    return Status(201, quote_out(offers([quoted], accepted_id=None, on=day_of(request))[0]))


@operation(
    router,
    "POST",
    "/take-ups/{no}/credit-proposal",
    policy=access.PROPOSE_CREDIT,
    answers={201: CreditOut},
)
def propose(request: HttpRequest, no: str, body: CreditIn) -> Any:
    """Propose credit on the accepted quote; a second person approves."""
    terms = CreditTerms(
        amount_fen=fen_of(body.amount_yuan), rate_ppm=ppm_of(body.annual_rate), words=body.words
    )
    decision = propose_credit(
        actor=actor_of(request), take_up_no=no, terms=terms, at=moment_of(request)
    )
    return Status(201, credit_out(decision, no))


@operation(
    router,
    "POST",
    "/take-ups/{no}/credit-approval",
    policy=access.APPROVE_CREDIT,
    answers={200: CreditOut},
)
def approve(request: HttpRequest, no: str) -> Any:
    """Approve what another person proposed."""
    decision = approve_credit(actor=actor_of(request), take_up_no=no, at=moment_of(request))
    return credit_out(decision, no)


@operation(
    router,
    "POST",
    "/take-ups/{no}/credit-return",
    policy=access.RETURN_CREDIT,
    answers={200: CreditOut},
)
def send_back(request: HttpRequest, no: str, body: WordsIn) -> Any:
    """Send the proposal back with a reason."""
    decision = return_credit(
        actor=actor_of(request), take_up_no=no, words=body.words, at=moment_of(request)
    )
    return credit_out(decision, no)


@operation(
    router,
    "POST",
    "/take-ups/{no}/disbursement",
    policy=access.RECORD_DISBURSEMENT,
    answers={201: LoanOut},
)
def disburse(request: HttpRequest, no: str, body: DisbursementIn) -> Any:
    """Report the payout under the bank's own number; the same report again is the same loan."""
    payout = Disbursement(
        disbursed_on=body.disbursed_on,
        contract_on=body.contract_on,
        amount_fen=fen_of(body.amount_yuan),
        reference=body.reference,
    )
    loan = record_disbursement(
        actor=actor_of(request), take_up_no=no, payout=payout, at=moment_of(request)
    )
    return Status(201, loan_out(loan))
