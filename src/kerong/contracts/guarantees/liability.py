"""在保余额: sets what is guaranteed, with a row, the ledger's memo book, and the firm's room."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.timezone import localdate

from kerong.contracts.guarantees.accounts import liability_accounts, open_day
from kerong.contracts.guarantees.bearers import shares_of
from kerong.contracts.guarantees.errors import GuaranteeMoved
from kerong.contracts.guarantees.letters import liability_fen
from kerong.contracts.guarantees.models import Guarantee, LiabilityStep
from kerong.contracts.guarantees.notes import guarantee_ref
from kerong.kernel.actor import Actor
from kerong.ledger.chart import EXPOSURE
from kerong.ledger.move import move_all
from kerong.ledger.values import Movement


def set_balance(guarantee: Guarantee, to_fen: int, *, on: date, actor: Actor, at: datetime) -> None:
    """Principal guaranteed from now on; inside the act's transaction. Nothing for no change.

    80 % of 1,000 万 is 800 万 of liability, and the ledger has each bearer's part of it: under
    30:20:50 the fund's 300 万 and the guarantor's 500. Raises GuaranteeMoved.
    """
    change = to_fen - guarantee.balance_fen
    if not change:
        return
    liability = liability_fen(to_fen, guarantee.covered_ppm)
    part = liability - guarantee.liability_fen
    no = guarantee.step_count + 1
    before = shares_of(guarantee, guarantee.balance_fen)
    held = Guarantee.objects.filter(pk=guarantee.pk, step_count=guarantee.step_count)
    if not held.update(balance_fen=to_fen, liability_fen=liability, step_count=no):
        raise GuaranteeMoved(state=guarantee.state)
    guarantee.balance_fen, guarantee.liability_fen = to_fen, liability
    guarantee.step_count = no
    LiabilityStep.objects.create(
        guarantee=guarantee,
        no=no,
        effective_on=on,
        principal_fen=change,
        liability_fen=part,
        balance_fen=to_fen,
        made_at=at,
    )
    after = shares_of(guarantee, to_fen)
    moved = {payer: fen - before[payer] for payer, fen in after.items() if fen != before[payer]}
    if moved:
        _move(guarantee, moved, on=min(on, localdate(at)), actor=actor, at=at)


def _move(
    guarantee: Guarantee, moved: Mapping[str, int], *, on: date, actor: Actor, at: datetime
) -> None:
    """One movement a bearer, of which the parts change; all of them or none."""
    movements = []
    for payer, part_fen in moved.items():
        outstanding, memo = liability_accounts(guarantee, payer, actor=actor, at=at)
        given = part_fen > 0
        movements.append(
            Movement(
                debit=outstanding if given else memo,
                credit=memo if given else outstanding,
                amount_fen=abs(part_fen),
                kind="guarantee_given" if given else "guarantee_released",
                reference=f"{guarantee_ref(guarantee)}/liability/{guarantee.step_count}/{payer}",
                effective_on=open_day(EXPOSURE, on),
                subject=guarantee_ref(guarantee),
            )
        )
    move_all(movements=movements, actor=actor, at=at)
