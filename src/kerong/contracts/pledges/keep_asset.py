"""登记知识产权: a firm keeps a right of its own, in one spelling, once."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.pledges.access import KEEP_ASSET
from kerong.contracts.pledges.errors import AssetKnown, FigureWrong
from kerong.contracts.pledges.models import IpAsset
from kerong.contracts.pledges.notes import note_asset
from kerong.contracts.pledges.words import checked_words, one_number
from kerong.kernel.actor import Actor
from kerong.kernel.references import number_to_come


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAsset:
    """`kind` is one of `IpAsset.Kind`; `same_day` matters for utility models only."""

    kind: str
    number: str
    title: str
    filed_on: date | None = None
    same_day: bool = False


def keep_asset(*, actor: Actor, asset: NewAsset, at: datetime) -> IpAsset:
    """Raises AssetKnown with its number when the firm keeps the right already, FigureWrong."""
    KEEP_ASSET.require(actor)
    if asset.kind not in IpAsset.Kind.values or actor.enterprise_id is None:
        raise FigureWrong(field="kind")
    if asset.filed_on is not None and asset.filed_on > localdate(at):
        raise FigureWrong(field="filed_on")
    row = IpAsset(
        no=number_to_come(),
        enterprise_id=actor.enterprise_id,
        kind=asset.kind,
        number=one_number(asset.kind, asset.number),
        title=checked_words(asset.title, least=1, most=200),
        filed_on=asset.filed_on,
        same_day=asset.same_day,
        kept_by_id=actor.person_id,
        kept_at=at,
    )
    with transaction.atomic():
        insert_asset(row, actor=actor, at=at)
    return row


def insert_asset(row: IpAsset, *, actor: Actor, at: datetime) -> None:
    """Insert the row and give it its number; inside the act's transaction. Raises AssetKnown."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as fault:
        held = IpAsset.objects.filter(
            enterprise=row.enterprise_id, kind=row.kind, number=row.number
        )
        raise AssetKnown(no=held.values_list("no", flat=True).first() or "—") from fault
    row.no = f"IP{localdate(at).year}-{row.pk:06d}"
    IpAsset.objects.filter(pk=row.pk).update(no=row.no)
    facts = {"kind": row.kind, "number": row.number, "from_record": row.from_record}
    note_asset(row, "kept", actor=actor, at=at, facts=facts)
