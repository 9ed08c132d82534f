"""保险询价: a firm or its bank asks insurers what cover of a loan, or of a risk, would cost."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from kerong.catalogue.models import Listing
from kerong.contracts.insurance.access import ASK_AS_BANK, ASK_AS_FIRM, require_either
from kerong.contracts.insurance.errors import (
    AlreadyAsked,
    FigureUnfit,
    InsurerUnfit,
    NotYourSide,
    ServiceAbsent,
)
from kerong.contracts.insurance.loans import require_insurable, require_pledged
from kerong.contracts.insurance.models import (
    Holder,
    InsuranceInquiry,
    InsuranceQuote,
    Kind,
)
from kerong.contracts.insurance.notes import note_insurance, say_insurance
from kerong.contracts.insurance.words import checked_words
from kerong.contracts.loans.access import loan_for
from kerong.contracts.loans.models import Loan
from kerong.contracts.pledges.access import pledge_for
from kerong.contracts.pledges.models import Pledge
from kerong.finance.terms import MOST_FEN
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.references import number_to_come, reference
from kerong.parties.models import Institution

MOST_INSURERS, MOST_MONTHS, ANSWER_DAYS, MOST_ANSWER_DAYS = 10, 120, 10, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryDraft:
    """`loan_no` for cover of a loan, `pledge_no` too where a pledge on it is insured;
    `listing_code` for a service of one insurer.

    Without `answer_on` insurers have ten days.
    """

    kind: str
    wanted_fen: int
    months: int
    loan_no: str = ""
    pledge_no: str = ""
    listing_code: str = ""
    insurer_ids: tuple[int, ...] = ()
    words: str = ""
    answer_on: date | None = None


def insurers() -> QuerySet[Institution]:
    """Who can be asked."""
    return Institution.objects.filter(kind="insurer", suspended_at=None).order_by("name")


def ask_quotes(*, actor: Actor, draft: InquiryDraft, at: datetime) -> InsuranceInquiry:
    """Raises AlreadyAsked naming the open inquiry, LoanUnfit, PledgeUnfit, InsurerUnfit,
    ServiceAbsent."""
    require_either(actor, ASK_AS_FIRM, ASK_AS_BANK)
    inquiry = _inquiry(actor, draft, at)
    chosen = _insurers(draft, inquiry.listing)
    if draft.loan_no and inquiry.loan is not None:
        require_insurable(inquiry.loan)
    with transaction.atomic():
        _insert(inquiry, at)
        InsuranceQuote.objects.bulk_create(
            InsuranceQuote(inquiry=inquiry, insurer=insurer) for insurer in chosen
        )
        facts = {
            "kind": str(inquiry.kind),
            "holder": str(inquiry.holder),
            "loan": inquiry.loan.no if inquiry.loan else "",
            "pledge": inquiry.pledge.no if inquiry.pledge else "",
            "listing": draft.listing_code,
            "insurers": [insurer.pk for insurer in chosen],
            "wanted_fen": inquiry.wanted_fen,
            "months": inquiry.months,
        }
        note_insurance(inquiry, "asked", actor=actor, at=at, facts=facts)
        to = [reference("institution", insurer.pk) for insurer in chosen]
        say_insurance(inquiry, "asked", to=to, at=at, answer_on=inquiry.answer_on)
    return inquiry


def _inquiry(actor: Actor, draft: InquiryDraft, at: datetime) -> InsuranceInquiry:
    on, by_firm = localdate(at), actor.role in roles.FIRM
    if draft.kind not in Kind.values:
        raise FigureUnfit(field="kind")
    if not 0 < draft.wanted_fen <= MOST_FEN:
        raise FigureUnfit(field="wanted_fen")
    if not 0 < draft.months <= MOST_MONTHS:
        raise FigureUnfit(field="months")
    answer_on = draft.answer_on or on + timedelta(days=ANSWER_DAYS)
    if not on <= answer_on <= on + timedelta(days=MOST_ANSWER_DAYS):
        raise FigureUnfit(field="answer_on")
    service = draft.kind == Kind.TECHNOLOGY
    if service and not by_firm:
        raise NotYourSide(wanted="firm", wanted_zh="企业")
    loan = None if service else loan_for(actor, draft.loan_no)
    return InsuranceInquiry(
        no=number_to_come(),
        kind=draft.kind,
        holder=Holder.FIRM if by_firm else Holder.BANK,
        enterprise_id=loan.enterprise_id if loan else actor.enterprise_id,
        loan=loan,
        pledge=_pledge(actor, draft, loan),
        bank_id=loan.institution_id if loan else None,
        listing=insurance_service(draft.listing_code) if service else None,
        wanted_fen=draft.wanted_fen,
        months=draft.months,
        words=checked_words(draft.words, least=0),
        answer_on=answer_on,
        asked_by_id=actor.person_id,
        asked_at=at,
    )


def _pledge(actor: Actor, draft: InquiryDraft, loan: Loan | None) -> Pledge | None:
    """Insurance of a pledge names it: one that is open, on this very loan."""
    if draft.kind != Kind.PLEDGE or loan is None:
        return None
    found = pledge_for(actor, draft.pledge_no)
    require_pledged(found, loan)
    return found


def insurance_service(code: str) -> Listing:
    """A service an insurer offers today; raises ServiceAbsent."""
    rows = Listing.objects.filter(kind="service", state=Listing.State.LIVE)
    rows = rows.select_related("institution")
    found = rows.filter(code=code, institution__kind="insurer").first()
    if found is None:
        raise ServiceAbsent()
    return found


def _insurers(draft: InquiryDraft, listing: Listing | None) -> list[Institution]:
    wanted = {listing.institution_id} if listing else set(draft.insurer_ids)
    found = list(insurers().filter(pk__in=wanted))
    if not wanted or len(found) != len(wanted) or len(found) > MOST_INSURERS:
        raise InsurerUnfit()
    return found


def _insert(inquiry: InsuranceInquiry, at: datetime) -> None:
    """One stays open for a thing at a time; who comes second hears of the first."""
    try:
        with transaction.atomic():
            inquiry.save(force_insert=True)
    except IntegrityError as fault:
        raise AlreadyAsked(first=_first(inquiry)) from fault
    inquiry.no = f"Q{localdate(at).year}-{inquiry.pk:06d}"
    InsuranceInquiry.objects.filter(pk=inquiry.pk).update(no=inquiry.no)


def _first(inquiry: InsuranceInquiry) -> str:
    rows = InsuranceInquiry.objects.filter(
        state=InsuranceInquiry.State.OPEN, enterprise_id=inquiry.enterprise_id
    )
    about = {"kind": inquiry.kind, "loan": inquiry.loan, "listing": inquiry.listing}
    found = rows.filter(holder=inquiry.holder, **about).first()
    return found.no if found else "-"
