"""One need as the firm, an institution or an officer may see it; each sees a page of its own."""

from dataclasses import dataclass
from datetime import date

from kerong.cases.access import READ_NEED, case_for, case_offered_to
from kerong.cases.models import (
    Acceptance,
    Case,
    CreditDecision,
    PaperRequest,
    Quote,
    Rating,
    TakeUp,
)
from kerong.cases.reads.hall import HallCard, card_of
from kerong.cases.reads.offers import Offer, newest, offers
from kerong.cases.reads.timeline import FIRM, OFFICER, Happened, Step, timeline
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.reads import loan_of
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference


@dataclass(frozen=True, slots=True)
class FirmNeedPage:
    """Everything: the firm sees all its take-ups and quotes."""

    case: Case
    take_ups: list[TakeUp]
    requests: list[PaperRequest]
    offers: list[Offer]
    acceptance: Acceptance | None
    decision: CreditDecision | None
    rating: Rating | None
    loan: Loan | None
    timeline: list[Step]


@dataclass(frozen=True, slots=True)
class OfficerNeedPage:
    """Counts until a quote is accepted, then the quotes too."""

    case: Case
    live_count: int
    contacted_count: int
    quoted_count: int
    offers: list[Offer]
    decision: CreditDecision | None
    rating: Rating | None
    loan: Loan | None
    timeline: list[Step]


@dataclass(frozen=True, slots=True)
class InstitutionNeedPage:
    """The anonymous card; `take_up_no` leads on when the institution holds the need itself."""

    card: HallCard
    place_free: bool
    take_up_no: str
    left_before: bool


NeedPage = FirmNeedPage | OfficerNeedPage | InstitutionNeedPage


def need_page(actor: Actor, no: str, *, on: date) -> NeedPage:
    """At most nine queries; raises CaseNotFound for a need that is not the actor's to see."""
    READ_NEED.require(actor)
    if actor.role in roles.INSTITUTION:
        return _for_institution(actor, case_offered_to(actor, no), on)
    case = case_for(actor, no)
    if actor.role in roles.FIRM:
        return _for_firm(actor, case, on)
    return _for_officer(actor, case, on)


def _for_institution(actor: Actor, case: Case, on: date) -> InstitutionNeedPage:
    own = list(
        TakeUp.objects.filter(case=case, institution_id=actor.institution_id).order_by("-id")
    )
    live = next((take_up.no for take_up in own if take_up.is_live), "")
    left = any(take_up.released_at and take_up.released_at >= case.opened_at for take_up in own)
    in_time = case.state == Case.State.OPEN and case.decision_due_on >= on
    return InstitutionNeedPage(
        card=card_of(case),
        place_free=in_time and case.taken < case.places,
        take_up_no=live,
        left_before=left,
    )


def _for_firm(actor: Actor, case: Case, on: date) -> FirmNeedPage:
    happened = _happened(case, reader=FIRM)
    acceptance = happened.acceptance
    return FirmNeedPage(
        case=case,
        take_ups=happened.take_ups,
        requests=happened.requests,
        offers=offers(
            newest(_quotes(case, happened.take_ups)),
            accepted_id=acceptance.quote_id if acceptance else None,
            on=on,
        ),
        acceptance=acceptance,
        decision=happened.decision,
        rating=happened.rating,
        loan=_loan(actor, case),
        timeline=timeline(happened, on=on),
    )


def _for_officer(actor: Actor, case: Case, on: date) -> OfficerNeedPage:
    happened = _happened(case, reader=OFFICER)
    live = [take_up for take_up in happened.take_ups if take_up.is_live]
    acceptance = happened.acceptance
    quotes = _quotes(case, happened.take_ups) if acceptance else []
    return OfficerNeedPage(
        case=case,
        live_count=len(live),
        contacted_count=sum(take_up.contacted_at is not None for take_up in live),
        quoted_count=sum(take_up.quoted_at is not None for take_up in live),
        offers=offers(
            newest(quotes), accepted_id=acceptance.quote_id if acceptance else None, on=on
        ),
        decision=happened.decision if acceptance else None,
        rating=happened.rating,
        loan=_loan(actor, case),
        timeline=timeline(happened, on=on),
    )


def _happened(case: Case, *, reader: str) -> Happened:
    take_ups = list(
        TakeUp.objects.filter(case=case).select_related("institution").order_by("taken_at", "id")
    )
    for take_up in take_ups:
        take_up.case = case
    return Happened(
        case=case,
        take_ups=take_ups,
        requests=list(PaperRequest.objects.filter(take_up__case=case).order_by("asked_at")),
        acceptance=Acceptance.objects.filter(case=case, ended_at=None).first(),
        decision=CreditDecision.objects.filter(
            take_up__case=case, take_up__released_at=None, approved_at__isnull=False
        ).first(),
        rating=Rating.objects.filter(case=case).first(),
        reader=reader,
    )


def _quotes(case: Case, take_ups: list[TakeUp]) -> list[Quote]:
    by_id = {take_up.pk: take_up for take_up in take_ups}
    quotes = list(Quote.objects.filter(take_up__case=case).order_by("take_up_id", "no"))
    for quote in quotes:
        quote.take_up = by_id[quote.take_up_id]
    return quotes


def _loan(actor: Actor, case: Case) -> Loan | None:
    return loan_of(actor, reference("case", case.no))
