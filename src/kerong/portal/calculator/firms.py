"""Whose facts the calculator starts from: one's own firm, a public example, or nobody's."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from kerong.evidence.said import Origin as Said
from kerong.evidence.snapshot import facts_of
from kerong.evidence.sources import sources
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.models import Enterprise
from kerong.population.computed_facts import unverified_facts_of
from kerong.portal.calculator.sheet import Origin, Seen
from kerong.web.formats import is_english

_SAMPLES = 12
_LISTED = 50  # listed firms a page offers at most
_STOCK = "stock_code"
_PUBLISHED = frozenset({"annual_report"})  # sources whose word everybody has already read


@dataclass(frozen=True)
class Pick:
    key: str
    name: str


@dataclass(frozen=True)
class PickGroup:
    title: str
    firms: list[Pick]


def firm_asked(actor: Actor, key: str, *, on: date) -> Seen:
    """The actor's own firm whatever is asked; for others a public example; else an empty sheet."""
    if actor.role in roles.FIRM and actor.enterprise_id is not None:
        return _seen(Enterprise.objects.get(pk=actor.enterprise_id), on)
    firm = _open_to_all().filter(_key(key)).first() if key else None
    if firm is None:
        return Seen()
    return _seen(firm, on, None if firm.is_sample else _PUBLISHED)


def picks_for(actor: Actor) -> list[PickGroup]:
    """Public examples: listed firms with their published figures, then some of the samples."""
    listed = _open_to_all().filter(scheme=_STOCK).order_by("name")[:_LISTED]
    samples = _open_to_all().exclude(scheme=_STOCK).order_by("pk")[:_SAMPLES]
    return [
        PickGroup(gettext("Listed firms, published figures"), [_pick(firm) for firm in listed]),
        PickGroup(gettext("Invented samples"), [_pick(firm) for firm in samples]),
    ]


def _open_to_all() -> QuerySet[Enterprise]:
    """Only what everybody may see: published figures of listed firms, and invented samples."""
    return Enterprise.objects.filter(Q(is_sample=True) | Q(scheme=_STOCK, credit_code=None))


def _key(key: str) -> Q:
    scheme, _, value = key.partition(":")
    return Q(scheme=scheme, scheme_value=value) if value else Q(credit_code=key)


def _pick(firm: Enterprise) -> Pick:
    return Pick(firm.credit_code or f"{firm.scheme}:{firm.scheme_value}", firm.name)


def _seen(firm: Enterprise, on: date, said_by: frozenset[str] | None = None) -> Seen:
    seen = facts_of(firm, as_of=on, on=on, said_by=said_by)
    computed = {code for code, origin in seen.origins.items() if origin.computed}
    doubtful = unverified_facts_of(firm.pk) & computed
    origins = {
        code: _origin(origin, doubtful=code in doubtful) for code, origin in seen.origins.items()
    }
    return Seen(firm.name, seen.facts, origins, firm, doubtful)


def _origin(said: Said, *, doubtful: bool) -> Origin:
    source: Any = sources().get(said.source)
    name = (source.en if is_english() else source.zh) if source else said.source
    if doubtful:
        name = f"{name} · {gettext('not verified')}"
    on = said.observed_on.isoformat() if said.observed_on else ""
    return Origin(name, on, said.period)
