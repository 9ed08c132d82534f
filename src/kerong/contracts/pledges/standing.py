"""法律状态: what is known of rights on a day, from evidence, the register's window and the firm.

A register, whoever read it, speaks before the firm; of two readings the later one holds. A case
about the right itself stands beside both until it ends.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q

from kerong.contracts.pledges.errors import WordsWanted
from kerong.contracts.pledges.models import AssetReading, IpAsset, RightsCase
from kerong.contracts.pledges.words import one_number
from kerong.evidence.models import Record
from kerong.evidence.sources import ranks

_FIRMS_RANK = 5  # from here on down evidence is what the firm itself handed in
_OF_RECORD = {
    "applied": AssetReading.Status.APPLIED,
    "valid": AssetReading.Status.VALID,
    "pledged": AssetReading.Status.VALID,
    "expired": AssetReading.Status.LAPSED,
}
_OF_CASE = {
    "invalidation": AssetReading.Status.CHALLENGED,
    "ownership": AssetReading.Status.DISPUTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What holds of one right; None or "" where nobody has spoken.

    `by_register` tells whether a register said the status, `pledged` whether one names a pledge.
    `contested` is what a case under way puts in question, whatever the register still says.
    """

    status: str = ""
    expires_on: date | None = None
    fee_until_on: date | None = None
    holder: str = ""
    pledged: bool = False
    by_register: bool = False
    observed_on: date | None = None
    contested: str = ""
    contested_on: date | None = None

    @property
    def statuses(self) -> tuple[str, ...]:
        """The status and what is contested, as far as anybody has spoken."""
        return tuple(dict.fromkeys(filter(None, (self.status, self.contested))))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Voice:
    """One reading; sorted, the one to believe is last."""

    weight: tuple[bool, date, int]
    status: str
    expires_on: date | None
    fee_until_on: date | None = None
    holder: str = ""
    pledged: bool = False


def standings_of(assets: Sequence[IpAsset], on: date) -> dict[int, Standing]:
    """By key of the asset; three queries, however many."""
    voices: dict[int, list[_Voice]] = {asset.pk: [] for asset in assets}
    by_key = {(asset.enterprise_id, asset.key): asset.pk for asset in assets}
    for turn, row in enumerate(_records(assets, on)):
        found = by_key.get((row.enterprise_id, _key_of(row)))
        if found is not None and row.status in _OF_RECORD:
            voices[found].append(_of_record(row, turn))
    readings = AssetReading.objects.filter(asset__in=voices, observed_on__lte=on).order_by("pk")
    for turn, reading in enumerate(readings):
        voices[reading.asset_id].append(_of_reading(reading, turn))
    cases = _contested(voices, on)
    return {key: replace(_standing(heard), **cases.get(key, {})) for key, heard in voices.items()}


def standing_of(asset: IpAsset, on: date) -> Standing:
    return standings_of([asset], on)[asset.pk]


def records_of(enterprise_id: int, on: date) -> list[Record]:
    """What evidence holds of a firm's rights, oldest first; one query."""
    rows = Record.objects.visible().filter(enterprise=enterprise_id, observed_on__lte=on)
    return list(rows.filter(kind__in=IpAsset.Kind.values).order_by("observed_on", "pk"))


def _contested(assets: Iterable[int], on: date) -> dict[int, dict[str, Any]]:
    """The newest case under way on the day that puts a right itself in question."""
    rows = RightsCase.objects.filter(asset__in=list(assets), kind__in=RightsCase.CONTESTING)
    rows = rows.filter(Q(ended_on=None) | Q(ended_on__gt=on), began_on__lte=on)
    told = rows.order_by("began_on", "pk").values_list("asset", "kind", "began_on")
    return {
        asset: {"contested": _OF_CASE[kind].value, "contested_on": began}
        for asset, kind, began in told
    }


def _records(assets: Sequence[IpAsset], on: date) -> Iterable[Any]:
    firms = {asset.enterprise_id for asset in assets}
    rows = Record.objects.visible().filter(enterprise__in=firms, observed_on__lte=on)
    return rows.filter(kind__in={asset.kind for asset in assets}).order_by("pk")


def _key_of(row: Any) -> str:
    try:
        return f"{row.kind}:{one_number(row.kind, row.number)}"
    except WordsWanted:
        return ""


def _of_record(row: Any, turn: int) -> _Voice:
    return _Voice(
        weight=(ranks().get(row.source, _FIRMS_RANK) < _FIRMS_RANK, row.observed_on, turn),
        status=_OF_RECORD[row.status],
        expires_on=row.valid_to,
        holder=row.holder,
        pledged=row.status == "pledged",
    )


def _of_reading(row: AssetReading, turn: int) -> _Voice:
    official = row.source == AssetReading.Source.REGISTER
    return _Voice(
        weight=(official, row.observed_on, 1_000_000 + turn),
        status=row.status,
        expires_on=row.expires_on,
        fee_until_on=row.fee_until_on,
    )


def _standing(heard: list[_Voice]) -> Standing:
    ordered = sorted(heard, key=lambda voice: voice.weight)
    if not ordered:
        return Standing()
    last = ordered[-1]
    return Standing(
        status=last.status,
        expires_on=_last(ordered, "expires_on"),
        fee_until_on=_last(ordered, "fee_until_on"),
        holder=_last(ordered, "holder") or "",
        pledged=last.pledged,
        by_register=last.weight[0],
        observed_on=last.weight[1],
    )


def _last(ordered: list[_Voice], name: str) -> Any:
    return next((value for voice in reversed(ordered) if (value := getattr(voice, name))), None)
