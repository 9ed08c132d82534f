"""What an institution may see of a firm now: live consents, categories, facts cut down to them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from kerong.evidence.consent_terms import LOAN_NEED, POST_LOAN, PRE_SCREEN, day_of, note
from kerong.evidence.grant_consent import Terms, grant_case_consent, grant_consent, terms_of
from kerong.evidence.models import Consent, ConsentRead
from kerong.evidence.reads_of_facts import ALL, may_see, needed_computed
from kerong.evidence.revoke_consent import end_case_consents, revoke_consent
from kerong.evidence.said import FactsSeen
from kerong.evidence.snapshot import facts_of
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.models import Enterprise

__all__ = [
    "LOAN_NEED",
    "POST_LOAN",
    "PRE_SCREEN",
    "Terms",
    "end_case_consents",
    "grant_case_consent",
    "grant_consent",
    "live_consents",
    "revoke_consent",
    "terms_of",
    "visible_categories",
    "visible_facts",
]


def live_consents(
    enterprise_id: int, institution_id: int, purpose: str, on: date, *, case_ref: str = ""
) -> list[Consent]:
    """Standing consents and those bound to this case, newest first; one query.

    A consent bound to another case does not count.
    """
    live = Consent.objects.live(on).filter(
        enterprise_id=enterprise_id,
        institution_id=institution_id,
        purpose=purpose,
        case_ref__in={"", case_ref},
    )
    return list(live.order_by("-pk"))


def visible_categories(
    actor: Actor, enterprise_id: int, purpose: str, on: date, *, case_ref: str = ""
) -> frozenset[int]:
    """Categories the actor may see values of: a firm's people all of their own, else by consent."""
    if actor.role in roles.FIRM and actor.enterprise_id == enterprise_id:
        return ALL
    if actor.role not in roles.INSTITUTION or actor.institution_id is None:
        return frozenset()
    consents = live_consents(enterprise_id, actor.institution_id, purpose, on, case_ref=case_ref)
    return _union(consents)


def visible_facts(
    actor: Actor,
    enterprise: Enterprise,
    purpose: str,
    at: datetime,
    *,
    case_ref: str = "",
    seen: FactsSeen | None = None,
) -> FactsSeen:
    """Facts the actor may see, empty without consent; an institution's look is logged.

    `seen` are the facts to cut down (a thawed snapshot); by default those of today. A derived fact
    needs every category it reads. One look a person and moment is one log row and one event,
    however often it is asked: `at` is read once a request.
    """
    today = day_of(at)
    if actor.role in roles.FIRM and actor.enterprise_id == enterprise.pk:
        return seen or facts_of(enterprise, as_of=today, on=today)
    if actor.role not in roles.INSTITUTION or actor.institution_id is None:
        return _nothing(today)
    consents = live_consents(enterprise.pk, actor.institution_id, purpose, today, case_ref=case_ref)
    if not consents:
        return _nothing(today)
    found = seen or facts_of(enterprise, as_of=today, on=today)
    shown = cut_down(found, _union(consents))
    _log(consents, actor, at, count=len(shown.facts))
    return shown


def cut_down(seen: FactsSeen, categories: frozenset[int]) -> FactsSeen:
    """Only facts whose every category is allowed; of a computed one also those it rests on."""
    facts = {
        code: value
        for code, value in seen.facts.items()
        if may_see(code, categories)
        and not (_is_computed(seen, code) and needed_computed(code) - categories)
    }
    return replace(
        seen,
        facts=facts,
        origins={code: origin for code, origin in seen.origins.items() if code in facts},
        others={code: voices for code, voices in seen.others.items() if code in facts},
    )


def _is_computed(seen: FactsSeen, code: str) -> bool:
    origin = seen.origins.get(code)
    return origin is not None and origin.computed


def _union(consents: Iterable[Consent]) -> frozenset[int]:
    return frozenset().union(*(consent.categories for consent in consents))


def _nothing(day: date) -> FactsSeen:
    return FactsSeen({}, {}, None, day, day)


def _log(consents: list[Consent], actor: Actor, at: datetime, *, count: int) -> None:
    """Each consent the look rests on keeps who looked, when, and at how many values."""
    if actor.person_id is None:
        return
    for consent in sorted(consents, key=lambda found: found.pk):
        with transaction.atomic():
            look, new = ConsentRead.objects.get_or_create(
                consent=consent,
                person_id=actor.person_id,
                read_at=at,
                defaults={"values_count": count},
            )
            if new:
                facts = {"values": look.values_count, "purpose": consent.purpose}
                note(consent, "consent.read", actor, at, facts)
