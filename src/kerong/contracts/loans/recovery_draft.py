"""追偿回款: money got back from a debtor as an institution reports it, whoever shares it then."""

from dataclasses import dataclass
from datetime import date

from kerong.finance.terms import MOST_FEN

COMPARED = ("claim_id", "recovered_on", "recovered_fen", "costs_fen")  # of one reference


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryDraft:
    """`reference` is the institution's own: the same one again changes nothing."""

    reference: str
    recovered_on: date
    recovered_fen: int
    costs_fen: int = 0
    words: str = ""

    def unfit(self, *, since: date, today: date) -> str | None:
        """The field that cannot be: money in bounds, costs within it, a day since the arrears."""
        if not 0 < self.recovered_fen <= MOST_FEN:
            return "recovered_fen"
        if not 0 <= self.costs_fen <= self.recovered_fen:
            return "costs_fen"
        return None if since <= self.recovered_on <= today else "recovered_on"
