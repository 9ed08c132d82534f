"""What a need keeps of its firm on the day: a frozen snapshot, and the card of the hall."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from kerong.evidence.card_names import CardNames
from kerong.evidence.cards import anonymous_card
from kerong.evidence.derive import with_size
from kerong.evidence.models import Snapshot
from kerong.evidence.peers import HeldCrowd
from kerong.evidence.snapshot import facts_of, freeze
from kerong.parties.models import Enterprise

INDUSTRY_SECTION = 1  # the letter of the industry code; finer belongs to the card alone


@dataclass(frozen=True, slots=True)
class Portrait:
    snapshot: Snapshot
    card: dict[str, Any]

    def fields(self) -> dict[str, Any]:
        """The columns of Case that come from the firm; codes are the card's, never finer."""
        return {
            "snapshot": self.snapshot,
            "card": self.card,
            "industry_code": self._code("industry")[:INDUSTRY_SECTION],
            "size_code": self._code("size"),
            "points_band": self._code("points"),
        }

    def _code(self, attribute: str) -> str:
        return str(self.card["cells"].get(attribute, {}).get("code", ""))


def portrait_of(firm: Enterprise, *, at: datetime) -> Portrait:
    """Read once, outside the transaction of the act; a few queries whatever the size."""
    today = localdate(at)
    seen = facts_of(firm, as_of=today, on=today)
    facts = with_size(seen.facts, on=today)
    card = anonymous_card(facts, HeldCrowd(), on=today, names=CardNames(facts).of)
    return Portrait(snapshot=freeze(firm, seen, at=at), card=card)
