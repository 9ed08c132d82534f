"""What of a guarantee's diligence is on record: the latest record of a side, what is still open."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.timezone import localdate

from kerong.contracts.guarantees.checklists import Checklist, Item, checklist_of
from kerong.contracts.guarantees.errors import DiligenceMissing
from kerong.contracts.guarantees.models import DiligenceRecord, Guarantee


@dataclass(frozen=True, slots=True)
class Answered:
    """One item of the list with the answer on record; empty where there is none."""

    item: Item
    answer: str
    words: str


@dataclass(frozen=True, slots=True)
class SideDiligence:
    """What one side has on record about the guarantee."""

    side: str
    checklist: Checklist
    record: DiligenceRecord | None
    rows: tuple[Answered, ...]

    @property
    def left(self) -> int:
        return sum(1 for row in self.rows if not row.answer)


def diligence_of(guarantee: Guarantee, side: str) -> SideDiligence:
    """The side's latest record against the list of the day of the asking; one query."""
    held = DiligenceRecord.objects.filter(guarantee=guarantee, side=side)
    latest = held.select_related("filled_by").order_by("-pk").first()
    checklist = checklist_of(guarantee.agreement.programme, localdate(guarantee.asked_at))
    said: Mapping[str, list[str]] = json.loads(latest.answers) if latest else {}
    rows = tuple(Answered(item, *(said.get(item.code) or ["", ""])) for item in checklist.of(side))
    return SideDiligence(side, checklist, latest, rows)


def require_complete(guarantee: Guarantee, side: str) -> None:
    """Raises DiligenceMissing."""
    found = diligence_of(guarantee, side)
    if found.left:
        raise DiligenceMissing(left=found.left)
