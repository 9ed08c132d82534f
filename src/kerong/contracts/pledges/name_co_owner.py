"""登记共有人: who owns a right beside the firm, hence has to consent to a pledge of it."""

from datetime import datetime

from django.db import IntegrityError, transaction

from kerong.contracts.pledges.access import NAME_CO_OWNER, asset_for
from kerong.contracts.pledges.errors import CoOwnerKnown
from kerong.contracts.pledges.models import CoOwner
from kerong.contracts.pledges.notes import note_asset
from kerong.contracts.pledges.words import checked_words
from kerong.kernel.actor import Actor


def name_co_owner(*, actor: Actor, asset_no: str, name: str, at: datetime) -> CoOwner:
    """Raises CoOwnerKnown, WordsWanted."""
    NAME_CO_OWNER.require(actor)
    asset = asset_for(actor, asset_no)
    row = CoOwner(
        asset=asset,
        name=checked_words(name, least=2, most=120),
        named_by_id=actor.person_id,
        named_at=at,
    )
    with transaction.atomic():
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as fault:
            raise CoOwnerKnown() from fault
        note_asset(asset, "co_owner_named", actor=actor, at=at, facts={"co_owner": row.pk})
    return row
