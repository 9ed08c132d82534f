"""登记维权: a firm records that it defends a right, or that somebody contests it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.pledges.access import KEEP_CASE, asset_for
from kerong.contracts.pledges.errors import FigureWrong
from kerong.contracts.pledges.models import IpAsset, Pledge, RightsCase
from kerong.contracts.pledges.notes import note_asset, say_asset
from kerong.contracts.pledges.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.references import number_to_come, reference


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """`against` is the other side as the firm knows it; `authority_no` the number of the case."""

    kind: str
    way: str
    against: str
    about: str
    began_on: date
    authority: str = ""
    authority_no: str = ""


def open_case(*, actor: Actor, asset_no: str, case: NewCase, at: datetime) -> RightsCase:
    """Banks that hold the right as security hear of it. Raises FigureWrong, WordsWanted."""
    KEEP_CASE.require(actor)
    asset = asset_for(actor, asset_no)
    row = _row(asset, case, actor=actor, at=at)
    with transaction.atomic():
        row.save(force_insert=True)
        row.no = f"W{localdate(at).year}-{row.pk:06d}"
        RightsCase.objects.filter(pk=row.pk).update(no=row.no)
        facts = {"case": row.no, "kind": row.kind, "way": row.way, "began_on": row.began_on}
        note_asset(asset, "case_opened", actor=actor, at=at, facts=facts)
        for to in holders_of(asset):
            say_asset(asset, "pledge.case_opened", to=to, at=at, case=row.no, about=row.about)
    return row


def holders_of(asset: IpAsset) -> list[str]:
    """Banks with a live pledge of the firm's right."""
    rows = Pledge.objects.filter(items__asset=asset, items__live=True)
    return [reference("institution", pk) for pk in rows.values_list("institution", flat=True)]


def _row(asset: IpAsset, case: NewCase, *, actor: Actor, at: datetime) -> RightsCase:
    if case.kind not in RightsCase.Kind.values:
        raise FigureWrong(field="kind")
    if case.way not in RightsCase.Way.values:
        raise FigureWrong(field="way")
    if case.began_on > localdate(at):
        raise FigureWrong(field="began_on")
    return RightsCase(
        no=number_to_come(),
        asset=asset,
        kind=case.kind,
        way=case.way,
        against=checked_words(case.against, most=200),
        about=checked_words(case.about),
        authority=checked_words(case.authority, least=0, most=120),
        authority_no=checked_words(case.authority_no, least=0, most=80),
        began_on=case.began_on,
        opened_by_id=actor.person_id,
        opened_at=at,
    )
