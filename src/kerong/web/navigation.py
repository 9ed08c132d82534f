"""Navigation of the sites: each door registers its entries and how to count what waits in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from kerong.kernel.actor import ANONYMOUS, Actor
from kerong.kernel.policy import Policy
from kerong.web.clock import moment_of

Counts = Callable[[Actor, datetime], Mapping[str, int]]


@dataclass(frozen=True)
class Entry:
    """One link; `covers` lists further route names under which it stays lit."""

    title: Any
    route: str
    policy: Policy | None = None
    count: str = ""
    hot: bool = False
    covers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """A heading at the side, a menu on top, with its entries."""

    title: Any
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Site:
    """A site's name, home and navigation; entries before groups."""

    key: str
    title: Any
    home: str
    entries: tuple[Entry, ...]
    groups: tuple[Group, ...] = ()
    counts: Counts | None = None


@dataclass(frozen=True)
class ShownEntry:
    """An entry as one actor sees it on one page."""

    title: Any
    url: str
    current: bool
    count: int | None
    hot: bool


@dataclass(frozen=True)
class ShownGroup:
    title: Any
    entries: list[ShownEntry] = field(default_factory=list)

    @property
    def current(self) -> bool:
        return any(entry.current for entry in self.entries)


_SITES: dict[str, Site] = {}


def register_site(site: Site) -> None:
    """Called by each door's AppConfig.ready; the last word on a key wins."""
    _SITES[site.key] = site


def registered_site(key: str) -> Site | None:
    return _SITES.get(key)


def navigation_for(request: HttpRequest, key: str) -> list[ShownGroup]:
    """Groups of the entries this actor may open; the first group has no title."""
    site = _SITES.get(key)
    if site is None:
        return []
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    counts = site.counts(actor, moment_of(request)) if site.counts else {}
    groups = (Group("", site.entries), *site.groups)
    shown = [
        ShownGroup(group.title, [s for e in group.entries if (s := _show(request, e, counts))])
        for group in groups
    ]
    return [group for group in shown if group.entries]


def _show(request: HttpRequest, entry: Entry, counts: Mapping[str, int]) -> ShownEntry | None:
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    if entry.policy is not None and not entry.policy.allows(actor):
        return None
    try:
        url = reverse(entry.route)
    except NoReverseMatch:
        return None
    match = request.resolver_match
    here = match.view_name if match else ""
    count = counts.get(entry.count) if entry.count else None
    lit = here == entry.route or here in entry.covers
    return ShownEntry(entry.title, url, lit, count, entry.hot and bool(count))
