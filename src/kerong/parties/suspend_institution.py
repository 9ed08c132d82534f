"""暂停机构: from the next request on nobody acts for it or its branches."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from kerong.kernel.actor import Actor
from kerong.notices.tell import tell
from kerong.parties.access import KEEP_INSTITUTIONS, institution_numbered, require
from kerong.parties.duties import family_of
from kerong.parties.errors import InstitutionSuspended
from kerong.parties.mandating import turn_epochs
from kerong.parties.models import Institution, Mandate
from kerong.parties.spellings import reason as spelled_reason
from kerong.trail.record import record


def suspend_institution(*, institution_id: int, reason: str, actor: Actor, at: datetime) -> None:
    """Raises Forbidden, InstitutionNotFound, ReasonMissing, InstitutionSuspended."""
    require(KEEP_INSTITUTIONS, actor)
    words = spelled_reason(reason)
    with transaction.atomic():
        institution = institution_numbered(institution_id)
        if not _active([institution_id]).update(suspended_at=at, suspended_reason=words):
            raise InstitutionSuspended()
        family = family_of(institution_id)
        _active(family).update(suspended_at=at, suspended_reason=words)
        staff = Mandate.objects.live().filter(institution_id__in=family)
        turn_epochs(staff.values_list("person_id", flat=True))
        record(
            stream=institution.reference,
            kind="institution.suspended",
            actor=actor,
            at=at,
            subject=institution.reference,
            facts={"reason": words, "institutions": sorted(family)},
        )
        tell(
            to=institution.reference,
            kind="institution.suspended",
            facts={"where": institution.name, "reason": words},
            subject=institution.reference,
            at=at,
        )


def _active(ids: Collection[int]) -> QuerySet[Institution]:
    return Institution.objects.filter(pk__in=ids, suspended_at=None)
