"""Which side of a take-up's thread a person speaks for, and who is told."""

from kerong.cases.models import TakeUp
from kerong.cases.models.thread import Side
from kerong.cases.notes import firm_of, institution_of
from kerong.kernel import roles
from kerong.kernel.actor import Actor


def side_of(actor: Actor) -> Side:
    return Side.FIRM if actor.role in roles.FIRM else Side.INSTITUTION


def other_side(take_up: TakeUp, side: str) -> str:
    """The reference of those who read what `side` wrote."""
    return institution_of(take_up) if side == Side.FIRM else firm_of(take_up.case)


def name_of(take_up: TakeUp, side: str) -> str:
    return take_up.case.enterprise.name if side == Side.FIRM else take_up.institution.name
