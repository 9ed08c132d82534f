"""How a mandate begins and stops; every act that touches mandates goes through here."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.notices.tell import tell
from kerong.parties.duties import Grant, require_separate_duties
from kerong.parties.errors import (
    DepartmentNotFound,
    FirmNotFound,
    InstitutionNotFound,
    InstitutionSuspended,
    MandateEnded,
    MandateHeld,
    NotOneself,
    PersonDisabled,
    RoleUnknown,
)
from kerong.parties.labels import ROLE_EN, ROLE_ZH
from kerong.parties.models import Department, Enterprise, Institution, Mandate, Person
from kerong.trail.record import record


def begin_mandate(*, person: Person, grant: Grant, actor: Actor, at: datetime) -> Mandate:
    """Write the mandate with its trail event and notice; the caller holds the transaction.

    Raises PersonDisabled, RoleUnknown, NotFound of the organisation, InstitutionSuspended,
    DutiesConflict, MandateHeld. The first write locks the person's row, so two grants to one
    person cannot each miss the other.
    """
    if not grant.fits:
        raise RoleUnknown()
    turned = Person.objects.filter(pk=person.pk, is_active=True)
    if not turned.update(access_epoch=F("access_epoch") + 1):
        raise PersonDisabled()
    _require_organisation(grant)
    held = Mandate.objects.live().filter(person_id=person.pk)
    require_separate_duties(held.select_related("enterprise", "institution", "department"), grant)
    mandate = _insert(person, grant, actor, at)
    facts = {"mandate": mandate.pk, "role": grant.role, "person": person.reference}
    record(
        stream=stream_of(mandate),
        kind="mandate.granted",
        actor=actor,
        at=at,
        subject=person.reference,
        facts=facts,
    )
    _tell(mandate, "mandate.granted", at)
    return mandate


def stop_mandate(*, mandate: Mandate, actor: Actor, at: datetime) -> None:
    """End it with its tokens' power, trail event and notice; raises MandateEnded."""
    live = Mandate.objects.live().filter(pk=mandate.pk)
    if not live.update(ended_at=at, ended_by_id=actor.person_id):
        raise MandateEnded()
    turn_epochs([mandate.person_id])
    record(
        stream=stream_of(mandate),
        kind="mandate.ended",
        actor=actor,
        at=at,
        subject=f"person:{mandate.person_id}",
        facts={
            "mandate": mandate.pk,
            "role": mandate.role,
            "person": f"person:{mandate.person_id}",
        },
    )
    _tell(mandate, "mandate.ended", at)


def turn_epochs(person_ids: Iterable[int]) -> None:
    """What sessions remember of these people is stale from now on; rows in id order."""
    for person_id in sorted(set(person_ids)):
        Person.objects.filter(pk=person_id).update(access_epoch=F("access_epoch") + 1)


def stream_of(mandate: Mandate) -> str:
    """The trail stream of a mandate: its organisation's, or the person's own."""
    if mandate.organisation is not None:
        return mandate.organisation.reference
    return f"person:{mandate.person_id}"


def require_not_oneself(actor: Actor, person_id: int) -> None:
    if actor.person_id is not None and actor.person_id == person_id:
        raise NotOneself()


def _require_organisation(grant: Grant) -> None:
    if grant.role in roles.FIRM:
        if not Enterprise.objects.filter(pk=grant.enterprise_id).exists():
            raise FirmNotFound()
    elif grant.role in roles.INSTITUTION:
        found = Institution.objects.filter(pk=grant.institution_id).first()
        if found is None:
            raise InstitutionNotFound()
        if found.suspended_at is not None:
            raise InstitutionSuspended()
    elif grant.role == roles.OFFICER:
        if not Department.objects.filter(pk=grant.department_id).exists():
            raise DepartmentNotFound()


def _insert(person: Person, grant: Grant, actor: Actor, at: datetime) -> Mandate:
    try:
        with transaction.atomic():
            return Mandate.objects.create(
                person_id=person.pk,
                role=grant.role,
                enterprise_id=grant.enterprise_id,
                institution_id=grant.institution_id,
                department_id=grant.department_id,
                granted_at=at,
                granted_by_id=actor.person_id,
            )
    except IntegrityError as fault:
        raise MandateHeld() from fault


def _tell(mandate: Mandate, kind: str, at: datetime) -> None:
    facts = {
        "role_zh": ROLE_ZH[mandate.role],
        "role_en": ROLE_EN[mandate.role],
        "where": str(mandate.organisation or "平台"),
        "where_en": str(mandate.organisation or "the platform"),
    }
    subject = f"mandate:{mandate.pk}"
    tell(to=f"person:{mandate.person_id}", kind=kind, facts=facts, subject=subject, at=at)
