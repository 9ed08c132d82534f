"""Records of a need: the case, who took it up, what was said, quoted, decided and rated."""

from kerong.cases.models.case import Case
from kerong.cases.models.decision import Acceptance, CreditDecision
from kerong.cases.models.desk import Desk
from kerong.cases.models.quote import Quote
from kerong.cases.models.rating import Rating
from kerong.cases.models.take_up import TakeUp
from kerong.cases.models.thread import Message, Paper, PaperRequest

__all__ = [
    "Acceptance",
    "Case",
    "CreditDecision",
    "Desk",
    "Message",
    "Paper",
    "PaperRequest",
    "Quote",
    "Rating",
    "TakeUp",
]
