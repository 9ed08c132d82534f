"""出具评估: the institution asked says what the right is worth, on which day, by which method."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.pledges.access import GIVE_VALUATION, valuation_for
from kerong.contracts.pledges.errors import FigureWrong
from kerong.contracts.pledges.models import Valuation
from kerong.contracts.pledges.moves import move
from kerong.contracts.pledges.notes import note_asset, say_asset
from kerong.contracts.pledges.parameters import desk_rule
from kerong.contracts.pledges.words import checked_words
from kerong.finance.dates import months_after
from kerong.finance.terms import MOST_FEN
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.kernel.references import reference

OWN_MODEL = "own_model"  # of a bank that values by itself, without an appraiser's report
METHODS = ("income", "market", "cost", OWN_MODEL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Valued:
    """The report; a fee of nought where nothing is charged."""

    value_fen: int
    valued_on: date
    valid_until: date
    method: str
    report_no: str
    fee_fen: int = 0
    words: str = ""


def give_valuation(*, actor: Actor, valuation_no: str, valued: Valued, at: datetime) -> Valuation:
    """Raises ValuationMoved when it is no longer waited for, FigureWrong."""
    GIVE_VALUATION.require(actor)
    row, on = valuation_for(actor, valuation_no), localdate(at)
    _require_sound(valued, on)
    with transaction.atomic():
        move(
            row,
            Valuation.State.RECEIVED,
            since=(Valuation.State.ORDERED,),
            value_fen=valued.value_fen,
            fee_fen=valued.fee_fen,
            method=valued.method,
            report_no=checked_words(valued.report_no, least=2, most=80),
            valued_on=valued.valued_on,
            valid_until=valued.valid_until,
            answer=checked_words(valued.words, least=0, most=500),
            answered_by_id=actor.person_id,
            answered_at=at,
        )
        facts = {"valuation": row.no, "value_fen": row.value_fen, "report_no": row.report_no}
        note_asset(row.asset, "valued", actor=actor, at=at, facts=facts)
        told = {"valuation": row.no, "value": Money(valued.value_fen).yuan_text()}
        to = reference("enterprise", row.asset.enterprise_id)
        say_asset(row.asset, "pledge.valued", to=to, at=at, **told)
    return row


def _require_sound(valued: Valued, on: date) -> None:
    if not 0 < valued.value_fen <= MOST_FEN:
        raise FigureWrong(field="value_fen")
    if not 0 <= valued.fee_fen <= MOST_FEN:
        raise FigureWrong(field="fee_fen")
    if valued.method not in METHODS:
        raise FigureWrong(field="method")
    if valued.valued_on > on:
        raise FigureWrong(field="valued_on")
    latest = months_after(valued.valued_on, desk_rule(on).valid_months)
    if not on <= valued.valid_until <= latest:
        raise FigureWrong(field="valid_until")
