"""登记簿查询: an officer writes down what the register said of a right on a day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.pledges.access import NOTE_READING, asset_for
from kerong.contracts.pledges.errors import FigureWrong
from kerong.contracts.pledges.models import AssetReading, IpAsset
from kerong.contracts.pledges.notes import note_asset
from kerong.contracts.pledges.words import checked_words
from kerong.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """`status` is one of `AssetReading.Status`; `fee_until_on` the last day paid for."""

    observed_on: date
    status: str
    expires_on: date | None = None
    fee_until_on: date | None = None
    words: str = ""


def note_reading(*, actor: Actor, asset_no: str, reading: Reading, at: datetime) -> AssetReading:
    """Speaks before the firm's own word. Raises FigureWrong."""
    NOTE_READING.require(actor)
    asset = asset_for(actor, asset_no)
    return keep_reading(asset, reading, AssetReading.Source.REGISTER, actor=actor, at=at)


def keep_reading(
    asset: IpAsset, reading: Reading, source: AssetReading.Source, *, actor: Actor, at: datetime
) -> AssetReading:
    """Insert the row and note it on the right's stream. Raises FigureWrong."""
    if reading.status not in AssetReading.Status.values:
        raise FigureWrong(field="status")
    if reading.observed_on > localdate(at):
        raise FigureWrong(field="observed_on")
    row = AssetReading(
        asset=asset,
        observed_on=reading.observed_on,
        status=reading.status,
        expires_on=reading.expires_on,
        fee_until_on=reading.fee_until_on,
        source=source.value,
        words=checked_words(reading.words, least=0, most=300),
        noted_by_id=actor.person_id,
        noted_at=at,
    )
    with transaction.atomic():
        row.save(force_insert=True)
        facts = {
            "status": row.status,
            "observed_on": row.observed_on,
            "expires_on": row.expires_on,
            "fee_until_on": row.fee_until_on,
            "source": row.source,
        }
        note_asset(asset, "read", actor=actor, at=at, facts=facts)
    return row
