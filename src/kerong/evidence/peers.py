"""Every firm's finest bands kept at hand, so that a card finds its crowd in a few counts."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from kerong.evidence.bands import attributes, finest_cells, finest_within, wide_cell
from kerong.evidence.cards import anonymous_card
from kerong.evidence.derive import with_size
from kerong.evidence.models import PeerBand
from kerong.evidence.said import FactsSeen
from kerong.evidence.snapshot import facts_of_many
from kerong.parties.models import Enterprise
from kerong.reference.models import Division, Industry
from kerong.reference.rules_tables import reference_tables
from kerong.rules.values import Value

_AT_ONCE = 300
_A_RUN = 6_000
STALE_AFTER = timedelta(days=1)
_NAMELESS = ("市辖区", "县", "省直辖县级行政区划")


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


def card_for(enterprise: Enterprise, seen: FactsSeen, *, at: datetime) -> dict[str, Any]:
    """The anonymous card of a firm among all firms of the platform, with names in words.

    Bands of a few firms that have none yet are made on the way; a handful of queries in all.
    """
    today = localtime(at).date()
    facts = with_size(seen.facts, on=today)
    _write([(enterprise, finest_cells(facts, on=today))], at)
    missing = Enterprise.objects.filter(peer_band=None).order_by("pk")
    keep_bands(list(missing[:_AT_ONCE]), at)
    return anonymous_card(facts, HeldCrowd(), on=today, names=_Names(facts).of)


class _Names:
    """Industry and division names at every level of one firm's codes; two queries."""

    def __init__(self, facts: Mapping[str, Value]) -> None:
        industry = str(facts.get("industry_code", ""))
        region = str(facts.get("division_code", ""))
        codes = {industry[:kept] for kept in (5, 4, 3, 1)}
        self._names = {
            ("industry", code): name
            for code, name in Industry.objects.filter(code__in=codes).values_list("code", "name")
        }
        self._places(region)

    def _places(self, region: str) -> None:
        """A county is named with its province and city; 市辖区 stands for the province itself."""
        cuts = [region[:kept] for kept in (2, 4, 6)]
        padded = [cut.ljust(6, "0") for cut in cuts]
        found = dict(Division.objects.filter(code__in=padded).values_list("code", "name"))
        name = ""
        for cut, code in zip(cuts, padded, strict=True):
            own = found.get(code, "")
            name += "" if own in _NAMELESS else own
            if name:
                self._names["region", cut] = name

    def of(self, attribute: str, code: str) -> tuple[str, str] | None:
        name = self._names.get((attribute, code))
        return (name, name) if name else None


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
