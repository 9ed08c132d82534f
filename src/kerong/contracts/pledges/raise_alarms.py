"""质押预警: fees due, lapse, dispute and early expiry of pledged rights, each told once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.pledges.access import RAISE_ALARMS
from kerong.contracts.pledges.insured import insured_by, uninsured_since
from kerong.contracts.pledges.models import AssetReading, PledgeAlarm, PledgeItem
from kerong.contracts.pledges.notes import bank_of, firm_of, note_pledge, say
from kerong.contracts.pledges.parameters import desk_rule
from kerong.contracts.pledges.standing import Standing, standings_of
from kerong.kernel.actor import SYSTEM

AT_ONCE = 500
Kind, Status = PledgeAlarm.Kind, AssetReading.Status
_BY_STATUS = {
    Status.LAPSED: Kind.LAPSED,
    Status.INVALIDATED: Kind.INVALIDATED,
    Status.CHALLENGED: Kind.CHALLENGED,
    Status.DISPUTED: Kind.DISPUTED,
}


@dataclass(frozen=True, slots=True)
class Danger:
    """What threatens a right, and the day it is about."""

    kind: str
    about_on: date


def raise_alarms(at: datetime) -> int:
    """How many were told; each once, whoever asks how often. What holds no longer is closed."""
    RAISE_ALARMS.require(SYSTEM)
    told, after = 0, 0
    while items := _items(after):
        standings = standings_of([item.asset for item in items], localdate(at))
        held, lapsed = _held(items), _lapsed(items, localdate(at))
        for item in items:
            dangers = set(dangers_of(item, standings[item.asset_id], localdate(at)))
            dangers |= lapsed.get(item.pk, set())
            known = held.get(item.pk, [])
            told += sum(_tell(item, danger, at) for danger in _fresh(dangers, known))
            _settle(known, dangers, at)
        after = items[-1].pk
    return told


def dangers_of(item: PledgeItem, standing: Standing, on: date) -> Iterator[Danger]:
    """What is wrong with one pledged right on the day."""
    fee_until, expires = standing.fee_until_on, standing.expires_on
    if standing.status in _BY_STATUS and standing.observed_on is not None:
        yield Danger(_BY_STATUS[Status(standing.status)], standing.observed_on)
    if standing.contested and standing.contested != standing.status:
        yield Danger(_BY_STATUS[Status(standing.contested)], standing.contested_on or on)
    if fee_until is not None and fee_until < on:
        yield Danger(Kind.FEE_UNPAID, fee_until)
    elif fee_until is not None and fee_until <= on + timedelta(days=desk_rule(on).fee_days):
        yield Danger(Kind.FEE_DUE, fee_until)
    if expires is not None and expires < item.pledge.until_on:
        yield Danger(Kind.ENDS_EARLY, expires)


def _fresh(dangers: set[Danger], known: list[PledgeAlarm]) -> list[Danger]:
    """Those nobody was told of yet."""
    before = {(row.kind, row.about_on) for row in known}
    fresh = (danger for danger in dangers if (str(danger.kind), danger.about_on) not in before)
    return sorted(fresh, key=lambda danger: (str(danger.kind), danger.about_on))


def _items(after: int) -> list[PledgeItem]:
    rows = PledgeItem.objects.filter(live=True, pk__gt=after).order_by("pk")
    named = ("asset__enterprise", "pledge__enterprise", "pledge__institution")
    return list(rows.select_related(*named)[:AT_ONCE])


def _lapsed(items: list[PledgeItem], on: date) -> dict[int, set[Danger]]:
    """Insurance of a pledge that ended while its loan runs, on the first right of the pledge."""
    pledges = {item.pledge_id: item.pledge for item in items if item.pledge.freed_at is None}
    firsts = PledgeItem.objects.filter(pledge__in=pledges).order_by("-pk")
    first = dict(firsts.values_list("pledge", "pk"))
    found: dict[int, set[Danger]] = {}
    for key, policies in insured_by(pledges.values()).items():
        since = uninsured_since(policies, on)
        if since is not None:
            found[first[key]] = {Danger(Kind.UNINSURED, since)}
    return found


def _held(items: list[PledgeItem]) -> dict[int, list[PledgeAlarm]]:
    found: dict[int, list[PledgeAlarm]] = {}
    for row in PledgeAlarm.objects.filter(item__in=items):
        found.setdefault(row.item_id, []).append(row)
    return found


def _tell(item: PledgeItem, danger: Danger, at: datetime) -> bool:
    """False where another worker told of it in this moment."""
    pledge, asset, kind = item.pledge, item.asset, str(danger.kind)
    try:
        with transaction.atomic():
            PledgeAlarm.objects.create(item=item, kind=kind, about_on=danger.about_on, told_at=at)
            facts = {"asset": asset.no, "kind": kind, "about_on": danger.about_on}
            note_pledge(pledge, "alarm", actor=SYSTEM, at=at, facts=facts)
            told = {"asset": f"{asset.no} {asset.title}", "day": danger.about_on}
            for to in (firm_of(pledge), bank_of(pledge)):
                say(pledge, f"pledge.alarm_{kind}", to=to, at=at, **told)
    except IntegrityError:
        return False
    return True


def _settle(known: list[PledgeAlarm], dangers: set[Danger], at: datetime) -> None:
    """Alarms that hold no longer are over; one that comes back about its day stands again."""
    still = {(str(danger.kind), danger.about_on) for danger in dangers}
    for alarm in known:
        holds = (alarm.kind, alarm.about_on) in still
        if holds == (alarm.over_at is not None):
            PledgeAlarm.objects.filter(pk=alarm.pk).update(over_at=None if holds else at)
