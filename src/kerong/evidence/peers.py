"""Every firm's finest bands kept at hand, so that a card finds its crowd in a few counts."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from kerong.evidence.bands import attributes, finest_cells, finest_within, wide_cell
from kerong.evidence.derive import with_size
from kerong.evidence.models import PeerBand
from kerong.evidence.snapshot import facts_of_many
from kerong.parties.models import Enterprise
from kerong.reference.rules_tables import reference_tables

_AT_ONCE = 300
_A_RUN = 6_000
STALE_AFTER = timedelta(days=1)


class HeldCrowd:
    """The crowd of all firms on the platform; one count a question."""

    def alike(self, cells: Mapping[str, str], levels: Mapping[str, int]) -> int:
        found = Q()
        for name, cell in cells.items():
            wide = wide_cell(name, cell, levels[name])
            if wide is None:
                continue
            inside = finest_within(name, wide, levels[name])
            if inside is not None:
                found &= Q(**{f"{name}__in": inside})
            elif wide:
                found &= Q(**{f"{name}__startswith": wide})
            else:
                found &= Q(**{name: ""})
        return PeerBand.objects.filter(found).count()


def refresh_peers(at: datetime, *, most: int = _A_RUN) -> int:
    """Bands of firms that have none, then of those not refreshed for a day; returns how many."""
    missing = Enterprise.objects.filter(peer_band=None).order_by("pk")
    stale = Enterprise.objects.filter(peer_band__refreshed_at__lt=at - STALE_AFTER)
    firms = list(missing[:most])
    if len(firms) < most:
        firms += stale.order_by("peer_band__refreshed_at")[: most - len(firms)]
    for start in range(0, len(firms), _AT_ONCE):
        keep_bands(firms[start : start + _AT_ONCE], at)
    return len(firms)


def keep_bands(firms: Sequence[Enterprise], at: datetime) -> None:
    """Write the bands of these firms anew, as known today."""
    if not firms:
        return
    today = localtime(at).date()
    tables = reference_tables()
    seen = facts_of_many(firms, as_of=today, on=today)
    cells = (
        finest_cells(with_size(seen[firm.pk].facts, on=today, tables=tables), on=today)
        for firm in firms
    )
    _write(list(zip(firms, cells, strict=True)), at)


def _write(banded: Sequence[tuple[Enterprise, Mapping[str, str]]], at: datetime) -> None:
    rows = [PeerBand(enterprise=firm, refreshed_at=at, **cells) for firm, cells in banded]
    with transaction.atomic():
        PeerBand.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["enterprise"],
            update_fields=[*attributes(), "refreshed_at"],
        )
