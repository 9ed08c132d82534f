"""授信提出: one person of the institution proposes credit on the accepted quote."""

from datetime import datetime

from django.db import IntegrityError, transaction

from kerong.cases.access import PROPOSE_CREDIT, take_up_for
from kerong.cases.drafts import CreditTerms
from kerong.cases.errors import ChangedMeanwhile, CreditWorseThanQuote, ProposalStanding
from kerong.cases.models import Acceptance, CreditDecision, Quote, TakeUp
from kerong.cases.notes import Word, institution_of, note_take_up, say
from kerong.cases.shapes.open_take_up import require_stage
from kerong.cases.stages import move
from kerong.cases.words import RATE, checked_range, checked_words
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor


@retried
def propose_credit(
    *, actor: Actor, take_up_no: str, terms: CreditTerms, at: datetime
) -> CreditDecision:
    """Propose the accepted amount at the accepted rate or below; a second person approves.

    Raises CreditWorseThanQuote, ProposalStanding.
    """
    PROPOSE_CREDIT.require(actor)
    take_up = take_up_for(actor, take_up_no)
    require_stage(take_up, "propose_credit")
    words = checked_words(terms.words, field="words", least=10, most=1000)
    checked_range(terms.rate_ppm, RATE)
    with transaction.atomic():
        move(take_up, TakeUp.Stage.ACCEPTED)
        quote = _accepted_quote(take_up)
        _require_as_good(terms, quote)
        decision = _insert(
            CreditDecision(
                take_up=take_up,
                quote=quote,
                amount_fen=terms.amount_fen,
                rate_ppm=terms.rate_ppm,
                words=words,
                proposed_by_id=actor.person_id,
                proposed_at=at,
            )
        )
        facts = {"amount_fen": terms.amount_fen, "rate_ppm": terms.rate_ppm, "words": words}
        note_take_up(take_up, "credit_proposed", actor=actor, at=at, facts=facts)
        word = Word(to=institution_of(take_up), kind="take_up.credit_proposed")
        say(word, about=take_up, at=at)
    return decision


def _accepted_quote(take_up: TakeUp) -> Quote:
    """Read after the take-up's row is ours, so that a revised quote cannot replace it now."""
    standing = (
        Acceptance.objects.filter(case=take_up.case, ended_at=None).select_related("quote").first()
    )
    if standing is None:
        raise ChangedMeanwhile(no=take_up.no)
    return standing.quote


def _require_as_good(terms: CreditTerms, quote: Quote) -> None:
    if terms.amount_fen != quote.amount_fen or terms.rate_ppm > quote.rate_ppm:
        raise CreditWorseThanQuote(
            quoted_amount_fen=quote.amount_fen, quoted_rate_ppm=quote.rate_ppm
        )


def _insert(decision: CreditDecision) -> CreditDecision:
    try:
        decision.save(force_insert=True)
    except IntegrityError as fault:
        raise ProposalStanding(no=decision.take_up.no) from fault
    return decision
