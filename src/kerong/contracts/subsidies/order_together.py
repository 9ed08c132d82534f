"""Several subsidies ordered in one transaction and a few statements, where nothing is special."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from kerong.contracts.subsidies.errors import SubsidyMoved
from kerong.contracts.subsidies.holding import posting_of
from kerong.contracts.subsidies.models import ClawBack, Payout, Subsidy
from kerong.contracts.subsidies.notes import note_subsidies
from kerong.contracts.subsidies.order_subsidy import payment_order
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.kernel.errors import Fault
from kerong.ledger.post import post_all
from kerong.payments.order import order_payments


def order_together(pks: Sequence[int], *, actor: Actor, at: datetime) -> int:
    """The whole of each, as `order_subsidy` would; all of them, or none and 0.

    None where one moved, was ordered in part before, or is of a firm that owes on a claw-back:
    whoever asks then orders one by one.
    """
    try:
        return _ordered(pks, actor=actor, at=at)
    except Fault:
        return 0


@retried
def _ordered(pks: Sequence[int], *, actor: Actor, at: datetime) -> int:
    with transaction.atomic():
        rows = Subsidy.objects.filter(pk__in=pks, budget__isnull=False)
        held = rows.filter(state=Subsidy.State.HELD, ordered_fen=0, granted_fen__gt=0)
        if held.update(ordered_fen=F("granted_fen"), state=Subsidy.State.ORDERED) != len(pks):
            raise SubsidyMoved(no="-", state="-")
        ours = list(rows.select_related("budget").order_by("pk"))
        _require_plain(ours)
        post_all(postings=[posting_of(each, at) for each in ours], actor=actor, at=at)
        payouts = Payout.objects.bulk_create(_whole(each, actor, at) for each in ours)
        paired = list(zip(ours, payouts, strict=True))
        orders = [payment_order(own, made, own.budget) for own, made in paired if own.budget]
        order_payments(orders=orders, actor=actor, at=at)
        noted = [
            (own, {"payout": made.no, "part": str(made.part), "amount_fen": made.amount_fen,
                   "offset_fen": 0})
            for own, made in paired
        ]  # fmt: skip
        note_subsidies(noted, "ordered", actor=actor, at=at)
    return len(ours)


def _require_plain(ours: Sequence[Subsidy]) -> None:
    """No part was ordered before, and nothing is to be kept back."""
    owed = ClawBack.objects.filter(
        subsidy__enterprise__in={each.enterprise_id for each in ours},
        subsidy__budget__isnull=False,
        state=ClawBack.State.ORDERED,
    )
    if Payout.objects.filter(subsidy__in=ours).exists() or owed.exists():
        raise SubsidyMoved(no="-", state="-")


def _whole(subsidy: Subsidy, actor: Actor, at: datetime) -> Payout:
    return Payout(
        subsidy=subsidy,
        no=1,
        part=Payout.Part.WHOLE,
        amount_fen=subsidy.granted_fen,
        reference=f"subsidy_payout:{subsidy.no}.1",
        state=Payout.State.ORDERED,
        ordered_by_id=actor.person_id,
        ordered_at=at,
    )
