"""设立分支机构: an institution's administrator adds a branch below it."""

from datetime import datetime

from django.db import transaction

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.access import (
    KEEP_INSTITUTIONS,
    OPEN_BRANCH,
    institution_numbered,
    own_institution,
    require,
)
from kerong.parties.admit_institution import InstitutionDraft, write_institution
from kerong.parties.errors import InstitutionSuspended
from kerong.parties.models import Institution


def open_branch(
    *, parent_id: int, draft: InstitutionDraft, actor: Actor, at: datetime
) -> Institution:
    """The branch takes the parent's kind.

    Raises Forbidden, InstitutionNotFound, InstitutionSuspended, NameMissing, InstitutionExists.
    """
    with transaction.atomic():
        parent = _parent_for(actor, parent_id)
        if parent.suspended_at is not None:
            raise InstitutionSuspended()
        own = InstitutionDraft(
            name=draft.name,
            kind=parent.kind,
            short_name=draft.short_name,
            credit_code=draft.credit_code,
            is_sample=parent.is_sample or draft.is_sample,
        )
        return write_institution(draft=own, parent=parent, actor=actor, at=at)


def _parent_for(actor: Actor, parent_id: int) -> Institution:
    if actor.role in (roles.SYSTEM, roles.OPERATOR):
        require(KEEP_INSTITUTIONS, actor)
        return institution_numbered(parent_id)
    OPEN_BRANCH.require(actor)
    return own_institution(actor, parent_id)
