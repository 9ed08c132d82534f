"""核对: live rights stand in live pledges, once each; no pledge secures beyond its cover."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, F, Sum

from kerong.contracts.pledges.models import Filing, Pledge, PledgeItem


@dataclass(frozen=True, slots=True)
class Disagreement:
    """`subject` is a pledge's number or the key of a right."""

    subject: str
    what: str


def check_pledges() -> list[Disagreement]:
    """Everything that does not agree, nothing when all does; four queries."""
    return [*_beyond(), *_states(), *_twice(), *_unfiled()]


def _beyond() -> Iterator[Disagreement]:
    covered = Pledge.objects.filter(state__in=Pledge.LIVE).annotate(cover=Sum("items__cover_fen"))
    for no in covered.filter(secured_fen__gt=F("cover")).values_list("no", flat=True):
        yield Disagreement(no, "secures more than its rights cover")


def _states() -> Iterator[Disagreement]:
    items = PledgeItem.objects.select_related("pledge")
    wrong = items.filter(live=True).exclude(pledge__state__in=Pledge.LIVE) | items.filter(
        live=False, pledge__state__in=Pledge.LIVE
    )
    for item in wrong.order_by("pk"):
        yield Disagreement(item.pledge.no, "its rights and its state disagree")


def _twice() -> Iterator[Disagreement]:
    live = PledgeItem.objects.filter(live=True).order_by().values("asset_key")
    for row in live.annotate(times=Count("pk")).filter(times__gt=1):
        yield Disagreement(row["asset_key"], "stands in two live pledges")


def _unfiled() -> Iterator[Disagreement]:
    """A registered pledge has the entry that registered it."""
    entries = Filing.objects.filter(kind=Filing.Kind.CREATE, state=Filing.State.REGISTERED)
    rows = Pledge.objects.filter(state=Pledge.State.REGISTERED)
    for no in rows.exclude(pk__in=entries.values("pledge")).values_list("no", flat=True):
        yield Disagreement(no, "is registered without an entry")
