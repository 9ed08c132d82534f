"""上传评估报告: who was asked to value a right hands in its report."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kerong.contracts.pledges.access import ATTACH_REPORT, valuation_for
from kerong.contracts.pledges.attach_paper import MOST_PAPERS
from kerong.contracts.pledges.errors import TooManyPapers, ValuationMoved
from kerong.contracts.pledges.models import PledgePaper, Valuation
from kerong.contracts.pledges.notes import note_asset
from kerong.documents.store import keep, lay_down
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference


@dataclass(frozen=True, slots=True)
class Report:
    """The file of a valuation's report."""

    name: str
    content: bytes


def attach_report(*, actor: Actor, valuation_no: str, report: Report, at: datetime) -> PledgePaper:
    """By the institution that was asked. Raises ValuationMoved, TooManyPapers."""
    ATTACH_REPORT.require(actor)
    valuation = valuation_for(actor, valuation_no)
    if valuation.state not in (Valuation.State.ORDERED, *Valuation.GIVEN):
        raise ValuationMoved(no=valuation.no, state=valuation.get_state_display())
    if valuation.papers.count() >= MOST_PAPERS:
        raise TooManyPapers(most=MOST_PAPERS)
    laid = lay_down(name=report.name, content=report.content, at=at)
    with transaction.atomic():
        document = keep(laid, owner=reference("valuation", valuation.no), actor=actor)
        row = PledgePaper.objects.create(
            valuation=valuation,
            kind=PledgePaper.Kind.VALUATION_REPORT,
            document=document,
            attached_by_id=actor.person_id,
            attached_as=actor.role,
            attached_at=at,
        )
        facts = {"valuation": valuation.no, "sha256": document.sha256}
        note_asset(valuation.asset, "report_attached", actor=actor, at=at, facts=facts)
    return row
