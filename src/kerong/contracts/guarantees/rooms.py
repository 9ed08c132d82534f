"""单户额度: what a firm takes of each cap, changed by conditional update and nothing else."""

from datetime import date

from django.db.models import F

from kerong.contracts.guarantees.models import Agreement, FirmRoom, Guarantee
from kerong.contracts.guarantees.programmes import programme_row_or_none

MOST_FEN = 10**15


class RoomTaken(Exception):
    """No room is left under a cap; caught by the act, which turns it into a stop."""

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self.scope = scope


def programme_scope(programme: str) -> str:
    return f"programme:{programme}"


def pair_scope(bank_id: int, guarantor_id: int) -> str:
    return f"pair:{bank_id}-{guarantor_id}"


def scopes_of(agreement: Agreement) -> tuple[str, str]:
    """The caps a guarantee counts under, in the order in which they are written."""
    return (
        pair_scope(agreement.bank_id, agreement.guarantor_id),
        programme_scope(agreement.programme),
    )


def used_fen(enterprise_id: int, scope: str) -> int:
    found = FirmRoom.objects.filter(enterprise_id=enterprise_id, scope=scope)
    return found.values_list("used_fen", flat=True).first() or 0


def take_room(guarantee: Guarantee, caps: dict[str, int | None]) -> None:
    """Take the guarantee's amount under every scope; None is no cap. Raises RoomTaken.

    The WHERE of the update is the rule: of two requests for the last room one finds nothing.
    """
    for scope, cap in caps.items():
        FirmRoom.objects.get_or_create(enterprise_id=guarantee.enterprise_id, scope=scope)
        if not claim(guarantee.enterprise_id, scope, guarantee.amount_fen, cap):
            raise RoomTaken(scope)
    guarantee.room_fen = guarantee.amount_fen


def claim(enterprise_id: int, scope: str, amount_fen: int, cap_fen: int | None) -> bool:
    """False, and nothing is taken, when the cap has no room for the amount."""
    most = MOST_FEN if cap_fen is None else cap_fen
    room = FirmRoom.objects.filter(
        enterprise_id=enterprise_id, scope=scope, used_fen__lte=most - amount_fen
    )
    return bool(room.update(used_fen=F("used_fen") + amount_fen))


def change_room(guarantee: Guarantee, to_fen: int) -> None:
    """Set what the guarantee occupies to `to_fen`: liability that exists is not asked for room."""
    change = to_fen - guarantee.room_fen
    if not change:
        return
    for scope in scopes_of(guarantee.agreement):
        held = FirmRoom.objects.filter(enterprise_id=guarantee.enterprise_id, scope=scope)
        held.update(used_fen=F("used_fen") + change)
    Guarantee.objects.filter(pk=guarantee.pk).update(room_fen=to_fen)
    guarantee.room_fen = to_fen


def caps_of(
    agreement: Agreement, on: date, renews: Guarantee | None = None
) -> dict[str, int | None]:
    """Scope → most, for the agreement's own cap and its programme's.

    The guarantee that a new one renews leaves its room on the day the new one's loan repays its
    own: what it takes of a cap is lent to the new one.
    """
    pair, programme = scopes_of(agreement)
    row = programme_row_or_none(agreement.programme, on)
    own = {pair: agreement.firm_cap_fen, programme: row.terms.firm_cap_fen if row else None}
    freed = scopes_of(renews.agreement) if renews is not None else ()
    room = renews.room_fen if renews is not None else 0
    return {
        scope: cap if cap is None or scope not in freed else cap + room
        for scope, cap in own.items()
    }
