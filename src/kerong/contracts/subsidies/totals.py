"""The sums of an entitlement, moved by conditional updates that cannot pass what is entitled."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.db.models import BigIntegerField, Case, F, Value, When

from kerong.contracts.subsidies.entitlements import already_entitled
from kerong.contracts.subsidies.errors import SubsidyMoved
from kerong.contracts.subsidies.models import Entitlement, Subsidy


def commit(entitlement: Entitlement, amount_fen: int, *, entitled_fen: int) -> None:
    """Promise an amount; raises AlreadyEntitled when it would pass what is entitled."""
    held = Entitlement.objects.filter(
        pk=entitlement.pk, committed_fen__lte=entitled_fen - amount_fen
    )
    if not held.update(entitled_fen=entitled_fen, committed_fen=F("committed_fen") + amount_fen):
        raise already_entitled(entitlement)
    entitlement.refresh_from_db()


def release(entitlement_id: int, amount_fen: int) -> None:
    """Take back a promise that was not paid."""
    held = Entitlement.objects.filter(
        pk=entitlement_id, committed_fen__gte=F("paid_fen") + amount_fen
    )
    if not held.update(committed_fen=F("committed_fen") - amount_fen):
        raise SubsidyMoved(no=str(entitlement_id), state="-")


def settle(subsidy: Subsidy, amount_fen: int, *, sets: dict[str, object]) -> None:
    """Money (or goods) of the subsidy arrived: never more than was ordered and promised."""
    held = Entitlement.objects.filter(
        pk=subsidy.entitlement_id, committed_fen__gte=F("paid_fen") + amount_fen
    )
    own = Subsidy.objects.filter(pk=subsidy.pk, ordered_fen__gte=F("settled_fen") + amount_fen)
    moved = held.update(paid_fen=F("paid_fen") + amount_fen)
    if not moved or not own.update(settled_fen=F("settled_fen") + amount_fen, **sets):
        raise SubsidyMoved(no=subsidy.no, state=subsidy.state)


def settle_all(arrived: Sequence[tuple[Subsidy, int]]) -> None:
    """The same for several subsidies, all or none, with one statement for each table."""
    own, held = Counter[int](), Counter[int]()
    for subsidy, fen in arrived:
        own[subsidy.pk] += fen
        held[subsidy.entitlement_id] += fen
    promised, ordered = _amount_of(held), _amount_of(own)
    moved = Entitlement.objects.filter(
        pk__in=held, committed_fen__gte=F("paid_fen") + promised
    ).update(paid_fen=F("paid_fen") + promised)
    settled = Subsidy.objects.filter(
        pk__in=own, ordered_fen__gte=F("settled_fen") + ordered
    ).update(settled_fen=F("settled_fen") + ordered)
    if (moved, settled) != (len(held), len(own)):
        named = ", ".join(sorted({subsidy.no for subsidy, _fen in arrived}))
        raise SubsidyMoved(no=named, state="-")


def unsettle_all(gone: Sequence[tuple[Subsidy, int]]) -> None:
    """What had arrived did not stay: all or none, with one statement for each table.

    Where the firm gave some of it back meanwhile the net sum falls below zero until it is paid.
    """
    own, held = Counter[int](), Counter[int]()
    for subsidy, fen in gone:
        own[subsidy.pk] += fen
        held[subsidy.entitlement_id] += fen
    left = _amount_of(own)
    moved = Subsidy.objects.filter(pk__in=own, settled_fen__gte=left)
    if moved.update(settled_fen=F("settled_fen") - left) != len(own):
        named = ", ".join(sorted({subsidy.no for subsidy, _fen in gone}))
        raise SubsidyMoved(no=named, state="-")
    Entitlement.objects.filter(pk__in=held).update(paid_fen=F("paid_fen") - _amount_of(held))


def _amount_of(fen_by_key: Mapping[int, int]) -> Case:
    """Each row's own amount, as an expression of an update."""
    whens = [When(pk=pk, then=Value(fen)) for pk, fen in sorted(fen_by_key.items())]
    return Case(*whens, output_field=BigIntegerField())


def take_back(subsidy: Subsidy, amount_fen: int, *, stays_entitled: bool) -> None:
    """An amount that was paid is to come back; raises SubsidyMoved when more than was paid."""
    own = Subsidy.objects.filter(pk=subsidy.pk, settled_fen__gte=F("returned_fen") + amount_fen)
    held = Entitlement.objects.filter(pk=subsidy.entitlement_id, paid_fen__gte=amount_fen)
    less = {
        "paid_fen": F("paid_fen") - amount_fen,
        "committed_fen": F("committed_fen") - amount_fen,
    }
    if not stays_entitled:
        less["entitled_fen"] = F("entitled_fen") - amount_fen
    if not own.update(returned_fen=F("returned_fen") + amount_fen) or not held.update(**less):
        raise SubsidyMoved(no=subsidy.no, state=subsidy.state)


def leave(subsidy: Subsidy, amount_fen: int) -> None:
    """What was to come back stays with the firm after all: two people waived it."""
    own = Subsidy.objects.filter(pk=subsidy.pk, returned_fen__gte=amount_fen)
    held = Entitlement.objects.filter(pk=subsidy.entitlement_id)
    more = {name: F(name) + amount_fen for name in ("entitled_fen", "committed_fen", "paid_fen")}
    if not own.update(returned_fen=F("returned_fen") - amount_fen) or not held.update(**more):
        raise SubsidyMoved(no=subsidy.no, state=subsidy.state)
