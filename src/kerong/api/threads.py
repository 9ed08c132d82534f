"""/take-ups/{no}/thread and what is said, attached, asked for and answered in it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from kerong.api.answers import thread_out
from kerong.api.needs import actor_of
from kerong.api.operations import operation
from kerong.api.schemas.needs import WordsIn
from kerong.api.schemas.take_ups import CallIn, PaperIn, ThreadOut
from kerong.api.values import bytes_of
from kerong.cases import access
from kerong.cases.answer_papers import answer_papers
from kerong.cases.ask_papers import ask_papers
from kerong.cases.attach_paper import attach_paper
from kerong.cases.reads.take_up import paper_for, take_up_page
from kerong.cases.send_message import send_message
from kerong.documents.store import open_document
from kerong.web.clock import day_of, moment_of
from kerong.web.downloads import as_attachment

router = Router(tags=["threads"])


@operation(
    router, "GET", "/take-ups/{no}/thread", policy=access.READ_TAKE_UP, answers={200: ThreadOut}
)
def read_thread(request: HttpRequest, no: str) -> Any:
    """Messages, papers and the call for papers of one take-up."""
    return _thread(request, no)


@operation(router, "POST", "/take-ups/{no}/messages", policy=access.SPEAK, answers={201: ThreadOut})
def say(request: HttpRequest, no: str, body: WordsIn) -> Any:
    """Write a message to the other side."""
    send_message(actor=actor_of(request), take_up_no=no, words=body.words, at=moment_of(request))
    return Status(201, _thread(request, no))


@operation(router, "POST", "/take-ups/{no}/papers", policy=access.SPEAK, answers={201: ThreadOut})
def attach(request: HttpRequest, no: str, body: PaperIn) -> Any:
    """Put a file into the thread."""
    attach_paper(
        actor=actor_of(request),
        take_up_no=no,
        title=body.title,
        name=body.name,
        content=bytes_of(body.content),
        at=moment_of(request),
    )
    return Status(201, _thread(request, no))


@operation(
    router,
    "GET",
    "/take-ups/{no}/papers/{paper_id}",
    policy=access.READ_TAKE_UP,
    answers={200: None},
)
def read_paper(request: HttpRequest, no: str, paper_id: int) -> Any:
    """The file itself."""
    document = paper_for(actor_of(request), no, paper_id, on=day_of(request)).document
    response = HttpResponse(open_document(document), content_type=document.content_type)
    as_attachment(response, document.name)
    return response


@operation(
    router, "POST", "/take-ups/{no}/call", policy=access.ASK_PAPERS, answers={201: ThreadOut}
)
def call_for_papers(request: HttpRequest, no: str, body: CallIn) -> Any:
    """Ask once, and completely, for missing papers; the clock rests meanwhile."""
    ask_papers(
        actor=actor_of(request),
        take_up_no=no,
        papers=body.papers,
        words=body.words,
        at=moment_of(request),
    )
    return Status(201, _thread(request, no))


@operation(
    router,
    "POST",
    "/take-ups/{no}/call-answer",
    policy=access.ANSWER_PAPERS,
    answers={201: ThreadOut},
)
def answer_call(request: HttpRequest, no: str, body: WordsIn) -> Any:
    """Answer the call for papers."""
    answer_papers(actor=actor_of(request), take_up_no=no, words=body.words, at=moment_of(request))
    return Status(201, _thread(request, no))


def _thread(request: HttpRequest, no: str) -> dict[str, Any]:
    return thread_out(take_up_page(actor_of(request), no, on=day_of(request)))
