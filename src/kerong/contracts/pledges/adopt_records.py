"""从登记记录转入: rights that evidence holds already are kept here without typing them again."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.pledges.access import ADOPT_RECORDS
from kerong.contracts.pledges.errors import AssetKnown
from kerong.contracts.pledges.keep_asset import insert_asset
from kerong.contracts.pledges.models import IpAsset
from kerong.contracts.pledges.standing import records_of
from kerong.contracts.pledges.words import one_number
from kerong.evidence.models import Record
from kerong.kernel.actor import Actor
from kerong.kernel.references import number_to_come

MOST_AT_ONCE = 200
_HOLDING = ("valid", "pledged")


def adopt_records(*, actor: Actor, at: datetime) -> int:
    """How many rights were new; asking again adds nothing. At most 200 at once."""
    ADOPT_RECORDS.require(actor)
    if actor.enterprise_id is None:
        return 0
    with transaction.atomic():
        return sum(_adopt(row, actor=actor, at=at) for row in _fresh(actor.enterprise_id, at))


def _fresh(enterprise_id: int, at: datetime) -> list[Record]:
    """The newest record of each right in force that is not kept yet."""
    kept = {
        (row.kind, row.number)
        for row in IpAsset.objects.filter(enterprise=enterprise_id).only("kind", "number")
    }
    newest: dict[tuple[str, str], Record] = {}
    for row in records_of(enterprise_id, localdate(at)):
        if row.number:
            newest[row.kind, one_number(row.kind, row.number)] = row
    found = [row for key, row in newest.items() if key not in kept and row.status in _HOLDING]
    return found[:MOST_AT_ONCE]


def _adopt(record: Record, *, actor: Actor, at: datetime) -> bool:
    row = IpAsset(
        no=number_to_come(),
        enterprise_id=record.enterprise_id,
        kind=record.kind,
        number=one_number(record.kind, record.number),
        title=record.title or record.number,
        filed_on=record.filed_on,
        from_record=True,
        kept_by_id=actor.person_id,
        kept_at=at,
    )
    try:
        insert_asset(row, actor=actor, at=at)
    except AssetKnown:
        return False
    return True
