"""/applications: a firm applies under a clause and follows it; its office reads what waits."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from ninja import Query, Router, Status

from kerong.api.application_answers import application_out, application_row_out
from kerong.api.needs import actor_of
from kerong.api.operations import operation
from kerong.api.paging import paged
from kerong.api.schemas.applications import (
    ApplicationIn,
    ApplicationOut,
    ApplicationsOut,
    QueueIn,
    ReplyIn,
)
from kerong.api.schemas.needs import Paging, WordsIn
from kerong.api.schemas.take_ups import PaperIn
from kerong.api.values import bytes_of, fen_of
from kerong.cases.applications import access
from kerong.cases.applications.attach_paper import attach_application_paper
from kerong.cases.applications.correct import answer_correction
from kerong.cases.applications.draft_application import ApplicationForm, draft_application
from kerong.cases.applications.reads import application_page, own_applications, queue
from kerong.cases.applications.reply import reply_to_grant
from kerong.cases.applications.submit_application import submit_application
from kerong.cases.applications.withdraw_application import withdraw_application
from kerong.cases.models import Application
from kerong.cases.reads.paging import cut
from kerong.kernel import roles
from kerong.web.clock import day_of, moment_of
from kerong.web.tables import finding

router = Router(tags=["applications"])


@operation(router, "GET", "/applications", policy=access.READ_OWN, answers={200: ApplicationsOut})
def list_applications(request: HttpRequest, paging: Query[Paging]) -> Any:
    """Applications of the caller's firm, newest first."""
    rows = own_applications(actor_of(request))
    return _listed(rows, page=paging.page, page_size=paging.page_size)


@operation(router, "POST", "/applications", policy=access.APPLY, answers={201: ApplicationOut})
def draft(request: HttpRequest, body: ApplicationIn) -> Any:
    """Begin an application as a draft; the same `client_key` again is the same draft."""
    form = ApplicationForm(
        clause=body.clause,
        subject=body.subject,
        asked_fen=None if body.asked_yuan is None else fen_of(body.asked_yuan),
        words=body.words,
        stated=body.stated,
        client_key=body.client_key,
    )
    made = draft_application(actor=actor_of(request), form=form, at=moment_of(request))
    return Status(201, _read(request, made.no))


@operation(router, "GET", "/applications/{no}", policy=access.SEE, answers={200: ApplicationOut})
def read_application(request: HttpRequest, no: str) -> Any:
    """One application with its life, for its firm, its offices and auditors."""
    return _read(request, no)


@operation(
    router,
    "POST",
    "/applications/{no}/submission",
    policy=access.APPLY,
    answers={200: ApplicationOut},
)
def send_application(request: HttpRequest, no: str) -> Any:
    """Send the draft; twice is one application, and what rules settle is decided at once."""
    submit_application(actor=actor_of(request), no=no, at=moment_of(request))
    return _read(request, no)


@operation(
    router,
    "POST",
    "/applications/{no}/withdrawal",
    policy=access.WITHDRAW,
    answers={200: ApplicationOut},
)
def take_back(request: HttpRequest, no: str, body: WordsIn) -> Any:
    """Take the application back before it is decided; it may be made again."""
    at = moment_of(request)
    withdraw_application(actor=actor_of(request), no=no, words=body.words, at=at)
    return _read(request, no)


@operation(
    router,
    "POST",
    "/applications/{no}/papers",
    policy=access.APPLY,
    answers={201: ApplicationOut},
)
def attach_to_application(request: HttpRequest, no: str, body: PaperIn) -> Any:
    """Put a paper to a draft, or beside the answer to the call for papers."""
    attach_application_paper(
        actor=actor_of(request),
        no=no,
        title=body.title,
        name=body.name,
        content=bytes_of(body.content),
        at=moment_of(request),
    )
    return Status(201, _read(request, no))


@operation(
    router,
    "POST",
    "/applications/{no}/correction",
    policy=access.ANSWER_CORRECTION,
    answers={200: ApplicationOut},
)
def answer_office(request: HttpRequest, no: str, body: WordsIn) -> Any:
    """Answer the office's one call for papers; the clock goes on."""
    answer_correction(actor=actor_of(request), no=no, words=body.words, at=moment_of(request))
    return _read(request, no)


@operation(
    router,
    "POST",
    "/applications/{no}/reply",
    policy=access.REPLY,
    answers={200: ApplicationOut},
)
def reply_to(request: HttpRequest, no: str, body: ReplyIn) -> Any:
    """Answer a grant nobody applied for: agreed, opted out, or the data is wrong."""
    actor, at = actor_of(request), moment_of(request)
    reply_to_grant(actor=actor, no=no, reply=body.reply, words=body.words, at=at)
    return _read(request, no)


@operation(router, "GET", "/application-queue", policy=access.READ, answers={200: ApplicationsOut})
def read_queue(request: HttpRequest, asked: Query[QueueIn]) -> Any:
    """What the caller's office leads or reviews; for auditors all that were sent."""
    named = Q(no__icontains=asked.find) | finding(asked.find, "find_text")
    rows = queue(
        actor_of(request),
        find=named if asked.find else Q(),
        state=asked.state,
        on=day_of(request),
    )
    return _listed(rows.order_by("-pk"), page=asked.page, page_size=asked.page_size)


def _listed(rows: QuerySet[Application], *, page: int, page_size: int) -> dict[str, Any]:
    found = cut(rows, page=page, page_size=page_size)
    return {
        "applications": [application_row_out(row) for row in found.rows],
        **paged(found),
    }


def _read(request: HttpRequest, no: str) -> dict[str, Any]:
    actor = actor_of(request)
    page = application_page(actor, no, on=day_of(request))
    return application_out(page, is_firm=actor.role in roles.FIRM)
