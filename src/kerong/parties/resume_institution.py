"""恢复机构: its people may act again, with the branches that were suspended together with it."""

from datetime import datetime

from django.db import transaction

from kerong.kernel.actor import Actor
from kerong.notices.tell import tell
from kerong.parties.access import KEEP_INSTITUTIONS, institution_numbered, require
from kerong.parties.duties import family_of
from kerong.parties.errors import InstitutionActive, ParentSuspended
from kerong.parties.mandating import turn_epochs
from kerong.parties.models import Institution, Mandate
from kerong.trail.record import record


def resume_institution(*, institution_id: int, actor: Actor, at: datetime) -> None:
    """Raises Forbidden, InstitutionNotFound, InstitutionActive, ParentSuspended."""
    require(KEEP_INSTITUTIONS, actor)
    with transaction.atomic():
        institution = institution_numbered(institution_id)
        since = institution.suspended_at
        if since is None:
            raise InstitutionActive()
        if institution.parent is not None and institution.parent.suspended_at is not None:
            raise ParentSuspended()
        family = family_of(institution_id)
        together = Institution.objects.filter(pk__in=family, suspended_at=since)
        if not together.update(suspended_at=None, suspended_reason=""):
            raise InstitutionActive()
        staff = Mandate.objects.live().filter(institution_id__in=family)
        turn_epochs(staff.values_list("person_id", flat=True))
        record(
            stream=institution.reference,
            kind="institution.resumed",
            actor=actor,
            at=at,
            subject=institution.reference,
            facts={"institutions": sorted(family)},
        )
        tell(
            to=institution.reference,
            kind="institution.resumed",
            facts={"where": institution.name},
            subject=institution.reference,
            at=at,
        )
