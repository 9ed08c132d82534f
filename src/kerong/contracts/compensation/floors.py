"""What each tier of a pool keeps: asked after money moved, while its accounts are still ours."""

from collections.abc import Iterable

from kerong.contracts.compensation.errors import BelowFloor
from kerong.contracts.compensation.models import LossPoolAccount
from kerong.kernel.money import Money
from kerong.ledger.standing import refuse


def require_floors(accounts: Iterable[int]) -> None:
    """Raises BelowFloor, and the movement is undone with the act.

    The ledger's own floor would refuse to open an empty account. Balances were changed in this
    transaction, so nobody else changes them before it ends: what is read here is what will stand.
    """
    rows = LossPoolAccount.objects.filter(pk__in=list(accounts), pool__floor_fen__gt=0)
    for row in rows.select_related("account", "pool").order_by("pk"):
        left = row.account.available_fen
        if left < row.pool.floor_fen:
            floor = Money(row.pool.floor_fen).yuan_text()
            shown = f"-{Money(-left).yuan_text()}" if left < 0 else Money(left).yuan_text()
            raise refuse(BelowFloor(pool=row.account.title, floor=floor, left=shown))
