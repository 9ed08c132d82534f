"""解除担保: how a guarantee ends, whatever ended it."""

from dataclasses import dataclass
from datetime import date, datetime

from kerong.contracts.guarantees.liability import set_balance
from kerong.contracts.guarantees.models import Guarantee
from kerong.contracts.guarantees.moves import move
from kerong.contracts.guarantees.notes import firm_of, guarantor_of, note_guarantee, say
from kerong.contracts.guarantees.rooms import change_room
from kerong.kernel.actor import Actor

State, End = Guarantee.State, Guarantee.End
WORDS = {
    End.SETTLED: ("贷款已结清", "the loan was repaid"),
    End.RENEWED: ("贷款已由续贷结清", "the loan was repaid by its renewal"),
    End.EXPIRED: ("保证期间届满", "the guarantee’s term is over"),
    End.CLAIMED: ("已代偿", "it was claimed and paid"),
}


@dataclass(frozen=True, slots=True)
class Ending:
    """How a guarantee ended, and on which day."""

    kind: str
    on: date


def finish(guarantee: Guarantee, ending: Ending, *, actor: Actor, at: datetime) -> None:
    """Release what is left, inside the act's transaction; the next invoicing settles the fee.

    Raises GuaranteeMoved.
    """
    move(
        guarantee,
        State.ENDED,
        since=(State.EFFECTIVE,),
        end_kind=ending.kind,
        ended_on=ending.on,
        fees_due_on=None if guarantee.fees_closed_at else ending.on,
    )
    set_balance(guarantee, 0, on=ending.on, actor=actor, at=at)
    change_room(guarantee, 0)
    facts = {"kind": ending.kind, "on": ending.on}
    note_guarantee(guarantee, "ended", actor=actor, at=at, facts=facts)
    zh, en = WORDS[End(ending.kind)]
    told = {"on": ending.on, "reason_zh": zh, "reason_en": en}
    for to in (guarantor_of(guarantee), firm_of(guarantee)):
        say(guarantee, "guarantee.ended", to=to, at=at, facts=told)
