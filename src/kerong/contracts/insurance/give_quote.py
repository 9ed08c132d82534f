"""保险报价: an insurer says what cover it gives and what that costs, to the fen and the day."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.insurance.access import QUOTE, quote_of_insurer
from kerong.contracts.insurance.errors import FigureUnfit, InquiryMoved
from kerong.contracts.insurance.models import InsuranceInquiry, InsuranceQuote
from kerong.contracts.insurance.notes import holder_of, note_insurance, say_insurance
from kerong.contracts.insurance.words import checked_words
from kerong.finance.premiums import Cover, premium_fen
from kerong.finance.terms import MOST_FEN
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.kernel.ratios import ratio_from_ppm

MILLION = 1_000_000
MOST_DAYS = 366 * 10
MOST_INSTALMENTS, MOST_GRACE_DAYS = 12, 90
State = InsuranceQuote.State


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteTerms:
    """The premium follows from sum, yearly rate and days; both ends of the cover count. It is paid
    in equal `instalments`, the later ones within `grace_days` of the day they are due."""

    product: str
    insured_fen: int
    cover_ppm: int
    rate_ppm: int
    from_on: date
    to_on: date
    valid_until: date
    deductible_fen: int = 0
    covers_interest: bool = False
    waiting_days: int = 0
    decide_days: int = 30
    instalments: int = 1
    grace_days: int = 0
    words: str = ""


def give_quote(*, actor: Actor, inquiry_no: str, terms: QuoteTerms, at: datetime) -> InsuranceQuote:
    """Again replaces what was quoted before. Raises FigureUnfit, InquiryMoved, NotYourSide."""
    QUOTE.require(actor)
    quote = quote_of_insurer(actor, inquiry_no)
    premium = _checked_premium(terms, localdate(at))
    fields = asdict(terms) | {
        "product": checked_words(terms.product, least=2, most=200),
        "words": checked_words(terms.words, least=0),
        "premium_fen": premium,
        "state": State.QUOTED,
        "quoted_by_id": actor.person_id,
        "quoted_at": at,
    }
    with transaction.atomic():
        answer(quote, fields)
        facts = {"insurer": quote.insurer_id, "premium_fen": premium} | asdict(terms)
        note_insurance(quote.inquiry, "quoted", actor=actor, at=at, facts=facts)
        told = {"amount": Money(premium).yuan_text(), "until": terms.valid_until}
        told |= {"insurer": quote.insurer.name}
        say_insurance(quote.inquiry, "quoted", to=holder_of(quote.inquiry), at=at, **told)
    return quote


def answer(quote: InsuranceQuote, fields: dict[str, object]) -> None:
    """Only while nobody's quote was accepted; raises InquiryMoved."""
    waiting = InsuranceQuote.objects.filter(
        pk=quote.pk, state__in=[State.ASKED, State.QUOTED, State.DECLINED]
    )
    if quote.inquiry.state != InsuranceInquiry.State.OPEN or not waiting.update(**fields):
        raise InquiryMoved()
    for name, value in fields.items():
        setattr(quote, name, value)


def _checked_premium(terms: QuoteTerms, on: date) -> int:
    wrong = {
        "insured_fen": not 0 < terms.insured_fen <= MOST_FEN,
        "cover_ppm": not 0 < terms.cover_ppm <= MILLION,
        "rate_ppm": not 0 < terms.rate_ppm <= MILLION,
        "deductible_fen": not 0 <= terms.deductible_fen < terms.insured_fen,
        "from_on": terms.from_on < on,
        "to_on": not 0 <= (terms.to_on - terms.from_on).days < MOST_DAYS,
        "valid_until": not on <= terms.valid_until <= terms.from_on,
        "waiting_days": not 0 <= terms.waiting_days <= 365,
        "decide_days": not 0 < terms.decide_days <= 365,
        "instalments": not 0 < terms.instalments <= MOST_INSTALMENTS,
        "grace_days": not 0 <= terms.grace_days <= MOST_GRACE_DAYS,
    }
    for field, unfit in wrong.items():
        if unfit:
            raise FigureUnfit(field=field)
    days = Cover(terms.from_on, terms.to_on)
    premium = premium_fen(terms.insured_fen, ratio_from_ppm(terms.rate_ppm), days)
    if premium < terms.instalments:
        raise FigureUnfit(field="rate_ppm")
    if days.days < terms.instalments:
        raise FigureUnfit(field="instalments")
    return premium
