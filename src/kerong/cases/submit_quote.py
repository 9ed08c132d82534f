"""报价: the institution offers terms, sealed from every other institution."""

from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from kerong.cases.access import SUBMIT_QUOTE, take_up_for
from kerong.cases.clocks import numbers_of
from kerong.cases.drafts import QuoteTerms
from kerong.cases.errors import ProposalStanding, ValidityOutOfRange
from kerong.cases.models import CreditDecision, Quote, TakeUp
from kerong.cases.notes import Word, firm_of, note_take_up, say
from kerong.cases.pricing import Price, checked_terms, price_of
from kerong.cases.shapes.open_take_up import require_stage
from kerong.cases.stages import move
from kerong.cases.standing_errors import QuoteWorse
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor


@retried
def submit_quote(*, actor: Actor, take_up_no: str, terms: QuoteTerms, at: datetime) -> Quote:
    """Send a first or a better quote; after acceptance a revised one the firm must accept anew.

    Until it is accepted, a quote that still stands may only be bettered. Raises
    FieldOutOfRange, ChoiceUnknown, ValidityOutOfRange, QuoteWorse, ProposalStanding.
    """
    SUBMIT_QUOTE.require(actor)
    take_up = take_up_for(actor, take_up_no)
    require_stage(take_up, "submit_quote")
    checked = checked_terms(terms, most_fen=take_up.case.amount_fen)
    _require_time_to_think(checked.valid_until, take_up, localdate(at))
    price = price_of(checked, localdate(at))
    with transaction.atomic():
        _move(take_up, checked, at)
        _require_no_proposal(take_up)
        _require_no_worse(take_up, checked, price, localdate(at))
        quote = _insert(take_up, checked, price, actor, at)
        note_take_up(take_up, "quoted", actor=actor, at=at, facts=_facts(quote))
        facts = {"institution": take_up.institution.name}
        word = Word(to=firm_of(take_up.case), kind="take_up.quoted", facts=facts)
        say(word, about=take_up, at=at)
    return quote


def _require_time_to_think(valid_until: date, take_up: TakeUp, today: date) -> None:
    numbers = numbers_of(take_up.case.opened_at)
    latest = _first_day(take_up, today) + timedelta(days=numbers.quote_most_days)
    earliest = max(today, min(latest, today + timedelta(days=numbers.quote_least_days)))
    if not earliest <= valid_until <= latest:
        raise ValidityOutOfRange(earliest=earliest, latest=latest)


def _first_day(take_up: TakeUp, today: date) -> date:
    """Better quotes do not hold the place longer; after acceptance no place is held any more."""
    if take_up.stage == TakeUp.Stage.QUOTED and take_up.quoted_at is not None:
        return localdate(take_up.quoted_at)
    return today


def _move(take_up: TakeUp, terms: QuoteTerms, at: datetime) -> None:
    if take_up.stage == TakeUp.Stage.ACCEPTED:
        move(take_up, TakeUp.Stage.ACCEPTED)
        return
    first = take_up.quoted_at or at
    move(take_up, TakeUp.Stage.QUOTED, quoted_at=first, due_on=terms.valid_until)


def _require_no_proposal(take_up: TakeUp) -> None:
    if CreditDecision.objects.filter(take_up=take_up, returned_at=None).exists():
        raise ProposalStanding(no=take_up.no)


def _require_no_worse(take_up: TakeUp, terms: QuoteTerms, price: Price, today: date) -> None:
    """The firm may be weighing the quote it holds; only after acceptance must it agree anew."""
    if take_up.stage == TakeUp.Stage.ACCEPTED:
        return
    held = Quote.objects.filter(take_up=take_up).order_by("-no").first()
    if held is None or held.valid_until < today:
        return
    if (
        terms.amount_fen < held.amount_fen
        or price.all_in_ppm > held.all_in_ppm
        or terms.valid_until < held.valid_until
    ):
        raise QuoteWorse(
            amount_fen=held.amount_fen, all_in_ppm=held.all_in_ppm, valid_until=held.valid_until
        )


def _insert(take_up: TakeUp, terms: QuoteTerms, price: Price, actor: Actor, at: datetime) -> Quote:
    """Numbered after the take-up's row was moved, so no two quotes draw the same number."""
    return Quote.objects.create(
        take_up=take_up,
        no=Quote.objects.filter(take_up=take_up).count() + 1,
        amount_fen=terms.amount_fen,
        rate_ppm=terms.rate_ppm,
        term_months=terms.term_months,
        method=terms.method,
        day_count=terms.day_count,
        fees=[asdict(fee) for fee in terms.fees],
        security=terms.security,
        papers=list(terms.papers),
        words=terms.words,
        valid_until=terms.valid_until,
        apr_ppm=price.apr_ppm,
        all_in_ppm=price.all_in_ppm,
        total_interest_fen=price.total_interest_fen,
        first_instalment_fen=price.first_instalment_fen,
        fees_fen=price.fees_fen,
        submitted_by_id=actor.person_id,
        submitted_at=at,
    )


def _facts(quote: Quote) -> dict[str, object]:
    return {
        "quote": quote.no,
        "amount_fen": quote.amount_fen,
        "rate_ppm": quote.rate_ppm,
        "term_months": quote.term_months,
        "method": quote.method,
        "day_count": quote.day_count,
        "fees": quote.fees,
        "apr_ppm": quote.apr_ppm,
        "all_in_ppm": quote.all_in_ppm,
        "valid_until": quote.valid_until,
    }
