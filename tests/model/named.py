"""Gives what came about on the way (payments, claw-backs) its name: the rows new on both sides."""

from collections.abc import Iterable
from typing import Any

from kerong.contracts.subsidies.models import ClawBack
from kerong.payments.models import Payment
from tests.model.reference.life import Life
from tests.model.world import World


def name_new(life: Life, world: World) -> None:
    """Rows of which one act made several differ in what is compared, or in nothing at all."""
    payments = Payment.objects.values_list("no", "kind", "amount_fen", "attempt")
    backs = ClawBack.objects.values_list("no", "subsidy__no", "event")
    _pair(
        world,
        "payment",
        ((each.key, (each.kind, each.fen, each.attempt)) for each in life.bank.payments),
        ((row[0], row[1:]) for row in payments),
    )
    _pair(
        world,
        "claw_back",
        (
            (each.key, (world.names["award", each.award.key], each.event))
            for each in life.subsidies.claw_backs
        ),
        ((row[0], (row[1], row[2])) for row in backs),
    )


def _pair(world: World, kind: str, told: Iterable[Any], rows: Iterable[Any]) -> None:
    known = {name for (of, _), name in world.names.items() if of == kind}
    new = sorted((like, key) for key, like in told if (kind, key) not in world.names)
    found = sorted((like, no) for no, like in rows if no not in known)
    assert [like for like, _ in new] == [like for like, _ in found], kind
    for (_, key), (_, name) in zip(new, found, strict=True):
        world.names[kind, key] = name
