"""One take-up as its two sides see it: terms, thread, papers, quotes, decision, timeline."""

from dataclasses import dataclass
from datetime import date

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
from kerong.cases.reads.timeline import FIRM, INSTITUTION, Happened, Step, timeline
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.reads import loan_of
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference


@dataclass(frozen=True, slots=True)
class TakeUpPage:
    """`firm_name` and papers are empty for an institution that has left the need."""

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
    """At most nine queries; raises TakeUpNotFound for a take-up that is not the actor's."""
    READ_TAKE_UP.require(actor)
    take_up = take_up_for(actor, no)
    case = take_up.case
    open_to_reader = take_up.is_live or actor.role in roles.FIRM
    acceptance = Acceptance.objects.filter(quote__take_up=take_up, ended_at=None).first()
    request = PaperRequest.objects.filter(take_up=take_up).first()
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
        firm_name=case.enterprise.name if open_to_reader else "",
        quotes=list(Quote.objects.filter(take_up=take_up).order_by("-no")),
        accepted_quote_id=acceptance.quote_id if acceptance else None,
        decisions=decisions,
        messages=list(take_up.messages.select_related("author")),
        papers=list(take_up.thread_papers.select_related("document")) if open_to_reader else [],
        request=request,
        rating=rating,
        loan=loan_of(actor, reference("case", case.no)),
        timeline=timeline(happened, on=on),
    )


def paper_for(actor: Actor, take_up_no: str, paper_id: int) -> Paper:
    """A paper of the thread; an institution that left the need no longer opens it."""
    READ_TAKE_UP.require(actor)
    take_up = take_up_for(actor, take_up_no)
    found = take_up.thread_papers.select_related("document").filter(pk=paper_id).first()
    if found is None or (actor.role in roles.INSTITUTION and not take_up.is_live):
        raise PaperNotFound(paper_id=paper_id)
    return found
