"""处置质押: after a default the bank records what the pledged rights brought, for the recovery."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.loans.models import Loan
from kerong.contracts.pledges.access import REALISE, pledge_for
from kerong.contracts.pledges.errors import (
    FigureWrong,
    NotInDefault,
    PledgeMoved,
    RealisationKnown,
)
from kerong.contracts.pledges.models import Pledge, Realisation
from kerong.contracts.pledges.notes import WINDOW, bank_of, firm_of, note_pledge, say
from kerong.contracts.pledges.words import checked_words
from kerong.finance.terms import MOST_FEN
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money

_COMPARED = ("way", "proceeds_fen", "costs_fen", "realised_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Realised:
    """`reference` is the bank's own number: the same one again changes nothing."""

    way: str
    proceeds_fen: int
    realised_on: date
    reference: str
    costs_fen: int = 0
    words: str = ""


def record_realisation(
    *, actor: Actor, pledge_no: str, realised: Realised, at: datetime
) -> Realisation:
    """Its reference is what a recovery of a compensated loan is then reported under.

    Raises NotInDefault, PledgeMoved, FigureWrong, RealisationKnown.
    """
    REALISE.require(actor)
    pledge = pledge_for(actor, pledge_no)
    if pledge.state != Pledge.State.REGISTERED:
        raise PledgeMoved(no=pledge.no, state=pledge.get_state_display())
    if not in_default(pledge.loan):
        raise NotInDefault()
    row = _row(pledge, realised, actor=actor, at=at)
    with transaction.atomic():
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as fault:
            return _held(row, fault)
        facts = {
            "reference": recovery_reference(row),
            "way": row.way,
            "proceeds_fen": row.proceeds_fen,
            "costs_fen": row.costs_fen,
            "realised_on": row.realised_on,
        }
        note_pledge(pledge, "realised", actor=actor, at=at, facts=facts)
        told = {
            "proceeds": Money(row.proceeds_fen).yuan_text(),
            "reference": recovery_reference(row),
        }
        for to in (firm_of(pledge), bank_of(pledge), WINDOW):
            say(pledge, "pledge.realised", to=to, at=at, **told)
    return row


def in_default(loan: Loan) -> bool:
    """In arrears, or given up by the bank."""
    return loan.arrears_fen > 0 or loan.state == Loan.State.WRITTEN_OFF


def recovery_reference(row: Realisation) -> str:
    """The text under which the money is reported as a recovery, once."""
    return f"{row.pledge.reference}/{row.reference}"


def _row(pledge: Pledge, realised: Realised, *, actor: Actor, at: datetime) -> Realisation:
    if realised.way not in Realisation.Way.values:
        raise FigureWrong(field="way")
    if not 0 < realised.proceeds_fen <= MOST_FEN:
        raise FigureWrong(field="proceeds_fen")
    if not 0 <= realised.costs_fen <= realised.proceeds_fen:
        raise FigureWrong(field="costs_fen")
    if pledge.registered_on is None or not (
        pledge.registered_on <= realised.realised_on <= localdate(at)
    ):
        raise FigureWrong(field="realised_on")
    return Realisation(
        pledge=pledge,
        way=realised.way,
        proceeds_fen=realised.proceeds_fen,
        costs_fen=realised.costs_fen,
        realised_on=realised.realised_on,
        reference=checked_words(realised.reference, most=80),
        words=checked_words(realised.words, least=0, most=500),
        recorded_by_id=actor.person_id,
        recorded_at=at,
    )


def _held(row: Realisation, fault: IntegrityError) -> Realisation:
    held = Realisation.objects.select_related("pledge").get(
        pledge=row.pledge, reference=row.reference
    )
    if any(getattr(held, name) != getattr(row, name) for name in _COMPARED):
        raise RealisationKnown(reference=row.reference) from fault
    return held
