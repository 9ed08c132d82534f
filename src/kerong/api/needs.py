"""/needs: the firm's side of the main job, and the hall of open needs for institutions."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from kerong.api.answers import card_out, need_out, need_row_out
from kerong.api.operations import operation
from kerong.api.paging import paged
from kerong.api.schemas.needs import (
    AcceptanceIn,
    AcceptanceOut,
    CardOut,
    HallOut,
    NeedIn,
    NeedOut,
    NeedsOut,
    Paging,
    RatingIn,
    RatingOut,
    WordsIn,
)
from kerong.api.values import fen_of
from kerong.cases import access
from kerong.cases.accept_quote import accept_quote
from kerong.cases.amend_need import amend_need
from kerong.cases.answer_rating import answer_rating
from kerong.cases.drafts import HallFilters, NeedDraft
from kerong.cases.ordered_finding import ordered_finding
from kerong.cases.publish_need import publish_need
from kerong.cases.rate_case import rate_case
from kerong.cases.reads.firm import needs_of
from kerong.cases.reads.hall import hall
from kerong.cases.reads.need import FirmNeedPage, InstitutionNeedPage, need_page
from kerong.cases.withdraw_need import withdraw_need
from kerong.kernel.actor import Actor
from kerong.web.clock import day_of, moment_of

router = Router(tags=["needs"])


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@operation(router, "POST", "/needs", policy=access.PUBLISH_NEED, answers={201: NeedOut})
def publish(request: HttpRequest, body: NeedIn) -> Any:
    """Publish a need to one institution or to all."""
    actor, at = actor_of(request), moment_of(request)
    case = publish_need(actor=actor, draft=_draft(body, actor, at), at=at)
    return Status(201, need_row_out(case))


def _draft(body: NeedIn, actor: Actor, at: datetime) -> NeedDraft:
    """The body as the act takes it, citing what was computed for the product ordered."""
    return NeedDraft(
        mode=body.mode,
        amount_fen=fen_of(body.amount_yuan),
        term_months=body.term_months,
        purpose=body.purpose,
        security=body.security,
        consent_categories=tuple(body.consent_categories),
        addressed_to_id=body.institution_id,
        listing_code=body.listing,
        words=body.words,
        client_key=body.client_key,
        finding_digest=ordered_finding(
            actor=actor, listing_code=body.listing, at=at, client_key=body.client_key
        ),
    )


@operation(router, "GET", "/needs", policy=access.READ_NEEDS, answers={200: NeedsOut})
def list_needs(request: HttpRequest, paging: Query[Paging]) -> Any:
    """The needs of the caller's firm, newest first."""
    found = needs_of(actor_of(request), page=paging.page, page_size=paging.page_size)
    return {
        "needs": [need_row_out(row.case) for row in found.rows],
        **paged(found),
    }


@operation(router, "GET", "/needs/open", policy=access.HALL, answers={200: HallOut})
def open_needs(request: HttpRequest, paging: Query[Paging]) -> Any:
    """Open needs the caller's institution may take, as anonymous cards."""
    found = hall(
        actor_of(request),
        HallFilters(page=paging.page, page_size=paging.page_size),
        on=day_of(request),
    )
    return {
        "needs": [card_out(card) for card in found.cards],
        **paged(found),
    }


@operation(router, "GET", "/needs/{no}", policy=access.READ_NEED, answers={200: NeedOut | CardOut})
def read_need(request: HttpRequest, no: str) -> Any:
    """One need: the firm sees it whole, an institution its anonymous card."""
    page = need_page(actor_of(request), no, on=day_of(request))
    if isinstance(page, InstitutionNeedPage):
        return card_out(page.card)
    offers = page.offers if isinstance(page, FirmNeedPage) else []
    return need_out(page.case, offers, page.loan)


@operation(router, "PUT", "/needs/{no}", policy=access.AMEND_NEED, answers={200: NeedOut})
def amend(request: HttpRequest, no: str, body: NeedIn) -> Any:
    """Replace what a need says, while no institution holds it."""
    actor, at = actor_of(request), moment_of(request)
    case = amend_need(actor=actor, case_no=no, draft=_draft(body, actor, at), at=at)
    return need_row_out(case)


@operation(
    router, "POST", "/needs/{no}/withdrawal", policy=access.WITHDRAW_NEED, answers={200: NeedOut}
)
def withdraw(request: HttpRequest, no: str, body: WordsIn) -> Any:
    """Withdraw a need before a quote is accepted."""
    case = withdraw_need(
        actor=actor_of(request), case_no=no, words=body.words, at=moment_of(request)
    )
    return need_row_out(case)


@operation(
    router,
    "POST",
    "/needs/{no}/acceptance",
    policy=access.ACCEPT_QUOTE,
    answers={201: AcceptanceOut},
)
def accept(request: HttpRequest, no: str, body: AcceptanceIn) -> Any:
    """Accept one quote; the other institutions are released."""
    accepted = accept_quote(
        actor=actor_of(request), case_no=no, quote_id=body.quote_id, at=moment_of(request)
    )
    return Status(
        201, {"need": no, "quote_id": body.quote_id, "take_up": accepted.quote.take_up.no}
    )


@operation(router, "POST", "/needs/{no}/rating", policy=access.RATE_CASE, answers={201: RatingOut})
def rate(request: HttpRequest, no: str, body: RatingIn) -> Any:
    """Rate the institution that paid out, once."""
    rating = rate_case(
        actor=actor_of(request),
        case_no=no,
        level=body.level,
        words=body.words,
        at=moment_of(request),
    )
    return Status(201, {"need": no, "level": rating.level, "answer_due_on": rating.answer_due_on})


@operation(
    router,
    "POST",
    "/needs/{no}/rating-answer",
    policy=access.ANSWER_RATING,
    answers={201: RatingOut},
)
def answer_bad_rating(request: HttpRequest, no: str, body: WordsIn) -> Any:
    """Answer a bad rating: what was put right."""
    rating = answer_rating(
        actor=actor_of(request), case_no=no, words=body.words, at=moment_of(request)
    )
    answer = {"need": no, "level": rating.level, "answer_due_on": rating.answer_due_on}
    return Status(201, answer)
