"""在保余额: sets what is guaranteed, with a row, the ledger's memo book, and the firm's room."""

from datetime import date, datetime

from django.utils.timezone import localdate

from kerong.contracts.guarantees.accounts import liability_accounts, open_day
from kerong.contracts.guarantees.errors import GuaranteeMoved
from kerong.contracts.guarantees.letters import liability_fen
from kerong.contracts.guarantees.models import Guarantee, LiabilityStep
from kerong.contracts.guarantees.notes import guarantee_ref
from kerong.kernel.actor import Actor
from kerong.ledger.chart import EXPOSURE
from kerong.ledger.move import move
from kerong.ledger.values import Movement


def set_balance(guarantee: Guarantee, to_fen: int, *, on: date, actor: Actor, at: datetime) -> None:
    """Principal guaranteed from now on; inside the act's transaction. Nothing for no change.

    The ledger has the guarantor's part: 80 % of 1,000 万 is 800 万 of liability; 100 万 repaid
    releases 80 万. Raises GuaranteeMoved.
    """
    change = to_fen - guarantee.balance_fen
    if not change:
        return
    liability = liability_fen(to_fen, guarantee.covered_ppm)
    part = liability - guarantee.liability_fen
    no = guarantee.step_count + 1
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
    if part:
        _move(guarantee, part, on=min(on, localdate(at)), actor=actor, at=at)


def _move(guarantee: Guarantee, part_fen: int, *, on: date, actor: Actor, at: datetime) -> None:
    outstanding, memo = liability_accounts(guarantee, actor=actor, at=at)
    given = part_fen > 0
    movement = Movement(
        debit=outstanding if given else memo,
        credit=memo if given else outstanding,
        amount_fen=abs(part_fen),
        kind="guarantee_given" if given else "guarantee_released",
        reference=f"{guarantee_ref(guarantee)}/liability/{guarantee.step_count}",
        effective_on=open_day(EXPOSURE, on),
        subject=guarantee_ref(guarantee),
    )
    move(movement=movement, actor=actor, at=at)
