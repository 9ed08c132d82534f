"""One take-up as its two sides see it: terms, thread, papers, quotes, decision, timeline."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from kerong.cases.access import READ_TAKE_UP, take_up_for
from kerong.cases.errors import PaperNotFound
from kerong.cases.models import (
    Acceptance,
    Case,
    CreditDecision,
    Message,
    Paper,
    PaperRequest,
    Quote,
    Rating,
    TakeUp,
)
from kerong.cases.models.thread import Side
from kerong.cases.reads.named import keeps_the_name, open_to_reader
from kerong.cases.reads.timeline import FIRM, INSTITUTION, Happened, Step, timeline
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.reads import loan_of
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference


@dataclass(frozen=True, slots=True)
class TakeUpPage:
    """What the firm said and is called is empty for an institution without its live consent.

    That is so when it left the need, when the firm revoked, and after the payout, when only the
    name stays and what is written from then on.
    """

    take_up: TakeUp
    case: Case
    firm_name: str
    quotes: list[Quote]
    accepted_quote_id: int | None
    decisions: list[CreditDecision]
    messages: list[Message]
    papers: list[Paper]
    request: PaperRequest | None
    rating: Rating | None
    loan: Loan | None
    timeline: list[Step]

    @property
    def standing_decision(self) -> CreditDecision | None:
        return next((row for row in self.decisions if row.returned_at is None), None)


def take_up_page(actor: Actor, no: str, *, on: date) -> TakeUpPage:
    """At most ten queries; raises TakeUpNotFound for a take-up that is not the actor's."""
    READ_TAKE_UP.require(actor)
    take_up = take_up_for(actor, no)
    case = take_up.case
    is_open = open_to_reader(actor, take_up, on)
    acceptance = Acceptance.objects.filter(quote__take_up=take_up, ended_at=None).first()
    request = PaperRequest.objects.filter(take_up=take_up).first()
    if not is_open:
        _blank(case, request)
    decisions = list(
        CreditDecision.objects.filter(take_up=take_up)
        .select_related("proposed_by", "approved_by", "returned_by")
        .order_by("-proposed_at", "-id")
    )
    rating = Rating.objects.filter(case=case, institution_id=take_up.institution_id).first()
    happened = Happened(
        case=case,
        take_ups=[take_up],
        requests=[request] if request else [],
        acceptance=acceptance,
        decision=next((row for row in decisions if row.approved_at), None),
        rating=rating,
        reader=FIRM if actor.role in roles.FIRM else INSTITUTION,
    )
    return TakeUpPage(
        take_up=take_up,
        case=case,
        firm_name=case.enterprise.name if is_open or keeps_the_name(take_up) else "",
        quotes=list(Quote.objects.filter(take_up=take_up).order_by("-no")),
        accepted_quote_id=acceptance.quote_id if acceptance else None,
        decisions=decisions,
        messages=_messages(take_up, is_open),
        papers=list(_papers(actor, take_up, is_open=is_open).select_related("document")),
        request=request,
        rating=rating,
        loan=loan_of(actor, reference("case", case.no)),
        timeline=timeline(happened, on=on),
    )


def _blank(case: Case, request: PaperRequest | None) -> None:
    """The firm's words leave the rows before anybody can print them; nothing is saved."""
    case.words = ""
    if request is not None:
        request.answer_words = ""


def _messages(take_up: TakeUp, is_open: bool) -> list[Message]:
    messages = take_up.messages.select_related("author")
    if is_open:
        return list(messages)
    if keeps_the_name(take_up):
        return list(messages.filter(sent_at__gte=take_up.case.ended_at))
    return []


def paper_for(actor: Actor, take_up_no: str, paper_id: int, *, on: date | None = None) -> Paper:
    """A paper of the thread; an institution opens the firm's on a day its consent is in force.

    Its own papers it may always open, so that it can show what it sent. Without a day an
    institution opens nothing of the firm's; the firm needs none.
    """
    READ_TAKE_UP.require(actor)
    take_up = take_up_for(actor, take_up_no)
    is_open = actor.role in roles.FIRM or (on is not None and open_to_reader(actor, take_up, on))
    papers = _papers(actor, take_up, is_open=is_open)
    found = papers.select_related("document").filter(pk=paper_id).first()
    if found is None:
        raise PaperNotFound(paper_id=paper_id)
    return found


def _papers(actor: Actor, take_up: TakeUp, *, is_open: bool) -> QuerySet[Paper]:
    papers = Paper.objects.filter(take_up=take_up).order_by("pk")
    if is_open:
        return papers
    own = actor.role in roles.INSTITUTION
    return papers.filter(side=Side.INSTITUTION) if own else papers.none()
