"""终止授权: a person stops acting for an organisation; works on the next request."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.access import mandate_for
from kerong.parties.duties import family_of, grant_of, may_end
from kerong.parties.errors import LastOne, MandateEnded, OwnerStays, RoleNotYours
from kerong.parties.labels import ROLE_EN, ROLE_ZH
from kerong.parties.mandating import stop_mandate
from kerong.parties.models import Institution, Mandate, Person

# Without one of these nobody could hand out the role again.
_NEVER_THE_LAST = frozenset({roles.INSTITUTION_ADMIN, roles.OPERATOR})


def end_mandate(*, mandate_id: int, actor: Actor, at: datetime) -> None:
    """Raises MandateNotFound, RoleNotYours, OwnerStays, LastOne, MandateEnded.

    Everybody may lay down their own mandate, except a firm's owner, who is replaced by a claim.
    """
    with transaction.atomic():
        mandate = mandate_for(actor, mandate_id)
        _require_right(actor, mandate)
        if mandate.ended_at is not None:
            raise MandateEnded()
        if mandate.role == roles.FIRM_OWNER and actor.role != roles.SYSTEM:
            raise OwnerStays()
        _require_another(mandate)
        stop_mandate(mandate=mandate, actor=actor, at=at)


def _require_right(actor: Actor, mandate: Mandate) -> None:
    own = actor.person_id is not None and actor.person_id == mandate.person_id
    if own or may_end(actor, grant_of(mandate), family=family_of(actor.institution_id)):
        return
    if mandate.role == roles.FIRM_OWNER:
        raise OwnerStays()
    raise RoleNotYours()


def _require_another(mandate: Mandate) -> None:
    """Raises LastOne; the rows it counts are turned first, so two last ones cannot both leave."""
    if mandate.role not in _NEVER_THE_LAST:
        return
    peers = Mandate.objects.live().filter(
        role=mandate.role, institution_id=mandate.institution_id, person__is_active=True
    )
    holders = sorted(peers.values_list("person_id", flat=True))
    for person_id in holders:
        Person.objects.filter(pk=person_id).update(access_epoch=F("access_epoch") + 1)
    suspended = Institution.objects.filter(
        pk=mandate.institution_id, suspended_at__isnull=False
    ).exists()
    if not suspended and not peers.exclude(pk=mandate.pk).exists():
        raise LastOne(
            role=mandate.role, role_zh=ROLE_ZH[mandate.role], role_en=ROLE_EN[mandate.role]
        )
