"""维权结案: how a case about a right ended, and what it brought."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.pledges.access import KEEP_CASE, case_for
from kerong.contracts.pledges.errors import CaseOver, FigureWrong
from kerong.contracts.pledges.models import RightsCase
from kerong.contracts.pledges.notes import note_asset, say_asset
from kerong.contracts.pledges.open_case import holders_of
from kerong.contracts.pledges.words import checked_words
from kerong.finance.terms import MOST_FEN
from kerong.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEnd:
    """`state` is one of `RightsCase.OVER`; `awarded_fen` what the other side has to pay."""

    state: str
    result: str
    ended_on: date
    awarded_fen: int = 0


def end_case(*, actor: Actor, case_no: str, end: CaseEnd, at: datetime) -> RightsCase:
    """Raises CaseOver, FigureWrong, WordsWanted."""
    KEEP_CASE.require(actor)
    row = case_for(actor, case_no)
    if end.state not in RightsCase.OVER:
        raise FigureWrong(field="state")
    if not row.began_on <= end.ended_on <= localdate(at):
        raise FigureWrong(field="ended_on")
    if not 0 <= end.awarded_fen <= MOST_FEN:
        raise FigureWrong(field="awarded_fen")
    result = checked_words(end.result)
    with transaction.atomic():
        still = RightsCase.objects.filter(pk=row.pk, state=RightsCase.State.OPEN)
        if not still.update(
            state=end.state,
            result=result,
            awarded_fen=end.awarded_fen,
            ended_on=end.ended_on,
            ended_by_id=actor.person_id,
            ended_at=at,
        ):
            raise CaseOver(no=row.no)
        asset = row.asset
        facts = {"case": row.no, "state": end.state, "awarded_fen": end.awarded_fen}
        note_asset(asset, "case_ended", actor=actor, at=at, facts=facts)
        for to in holders_of(asset):
            say_asset(asset, "pledge.case_ended", to=to, at=at, case=row.no, result=result)
    row.refresh_from_db()
    return row
