"""预审: which grounds of refusal are seen from what is known, before anybody files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kerong.contracts.pledges.errors import CheckFails
from kerong.contracts.pledges.models import (
    AssetReading,
    CoOwner,
    IpAsset,
    OwnerConsent,
    Pledge,
    PledgeItem,
)
from kerong.contracts.pledges.programmes import register_of, registration_on
from kerong.contracts.pledges.standing import Standing, standings_of
from kerong.rules.programmes.pledges import RefusalReason

Status = AssetReading.Status
_BY_STATUS = {
    Status.LAPSED: "lapsed_or_invalidated",
    Status.INVALIDATED: "lapsed_or_invalidated",
    Status.APPLIED: "not_granted",
    Status.CHALLENGED: "invalidation_started",
    Status.DISPUTED: "ownership_dispute_or_freeze",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A ground that applies to one right; `stands` unless the firm insists and may."""

    reason: RefusalReason
    asset: IpAsset
    insisted: bool = False

    @property
    def stands(self) -> bool:
        return not (self.reason.waivable and self.insisted)


def hits_of(
    assets: Sequence[IpAsset],
    *,
    until_on: date,
    on: date,
    pledge: Pledge | None = None,
    insisted: Iterable[str] = (),
) -> tuple[Hit, ...]:
    """Every ground seen, by right; six queries, however many rights.

    `pledge` is the one the rights are checked for: its own items and consents count.
    """
    wanted = set(insisted)
    standings = standings_of(assets, on)
    unasked = _without_consent(assets, pledge)
    taken = _taken(assets, pledge)
    found = []
    for asset in assets:
        codes = [*_seen(asset, standings[asset.pk], until_on=until_on, on=on)]
        codes += ["co_owner_no_consent"] if asset.pk in unasked else []
        mine = pledge is not None and pledge.state in Pledge.LIVE
        elsewhere = standings[asset.pk].pledged and not mine
        codes += ["already_pledged"] if asset.key in taken or elsewhere else []
        terms = registration_on(on, register_of(asset.kind, on)).terms
        reasons = (terms.reason(code) for code in dict.fromkeys(codes))
        found += [Hit(each, asset, each.code in wanted) for each in reasons if each]
    return tuple(found)


def hits_of_pledge(pledge: Pledge, on: date) -> tuple[Hit, ...]:
    """The same for what is in a pledge."""
    assets = [item.asset for item in items_of(pledge)]
    return hits_of(
        assets,
        until_on=pledge.until_on,
        on=on,
        pledge=pledge,
        insisted=pledge.insisted.split(),
    )


def items_of(pledge: Pledge) -> list[PledgeItem]:
    return list(pledge.items.select_related("asset__enterprise", "valuation"))


def require_registrable(hits: Iterable[Hit]) -> None:
    """Raises CheckFails that names every ground that stands."""
    standing = [hit for hit in hits if hit.stands]
    if standing:
        raise CheckFails(
            codes=" ".join(dict.fromkeys(hit.reason.code for hit in standing)),
            names="；".join(f"{hit.asset.no} {hit.reason.title.zh}" for hit in standing),
            names_en="; ".join(f"{hit.asset.no} {hit.reason.title.en}" for hit in standing),
        )


def _seen(asset: IpAsset, standing: Standing, *, until_on: date, on: date) -> Iterable[str]:
    if standing.holder and asset.enterprise.name not in standing.holder:
        yield "not_recorded_owner"
    for status in standing.statuses:
        if status in _BY_STATUS:
            yield _BY_STATUS[Status(status)]
    if standing.expires_on is not None and standing.expires_on < on:
        yield "lapsed_or_invalidated"
    elif standing.expires_on is not None and standing.expires_on < until_on:
        yield "debt_term_exceeds_patent_term"
    if standing.fee_until_on is not None and standing.fee_until_on < on:
        yield "annual_fee_unpaid"
    if asset.kind == IpAsset.Kind.UTILITY and asset.same_day:
        yield "utility_with_same_day_invention"


def _without_consent(assets: Sequence[IpAsset], pledge: Pledge | None) -> set[int]:
    """Assets of which a co-owner has not agreed to this pledge."""
    owners = CoOwner.objects.filter(asset__in=assets, ended_on=None)
    agreed = OwnerConsent.objects.filter(pledge=pledge).values("co_owner")
    waiting = owners.exclude(pk__in=agreed) if pledge is not None else owners
    return set(waiting.values_list("asset_id", flat=True))


def _taken(assets: Sequence[IpAsset], pledge: Pledge | None) -> set[str]:
    """Keys of rights that stand in another live pledge, whoever keeps them."""
    live = PledgeItem.objects.filter(asset_key__in=[asset.key for asset in assets], live=True)
    live = live.exclude(pledge=pledge) if pledge is not None else live
    return set(live.values_list("asset_key", flat=True))
