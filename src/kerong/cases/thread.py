"""Which side of a take-up's thread a person speaks for, and who is told."""

from kerong.cases.models import TakeUp
from kerong.cases.models.thread import Side
from kerong.cases.notes import firm_of, institution_of
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.firm_facts import NO_MARKS, firm_facts


def side_of(actor: Actor) -> Side:
    return Side.FIRM if actor.role in roles.FIRM else Side.INSTITUTION


def other_side(take_up: TakeUp, side: str) -> str:
    """The reference of those who read what `side` wrote."""
    return institution_of(take_up) if side == Side.FIRM else firm_of(take_up.case)


def sender_facts(take_up: TakeUp, side: str) -> dict[str, str]:
    """Who wrote, for the notice of the other side."""
    if side == Side.INSTITUTION:
        return {"from": take_up.institution.name, **NO_MARKS}
    told = firm_facts(take_up.case.enterprise)
    return {"from": told.pop("firm"), **told}
