"""Records of a need: the case, who took it up, what was said, quoted, decided and rated; records
of applications for policies: lists, reviews, decisions, objections."""

from kerong.cases.models.application import Application, ClauseDesk, ClauseReviewer
from kerong.cases.models.case import Case
from kerong.cases.models.decision import Acceptance, CreditDecision
from kerong.cases.models.desk import Desk
from kerong.cases.models.eligible import EligibleList
from kerong.cases.models.quote import Quote
from kerong.cases.models.rating import Rating
from kerong.cases.models.review import (
    ApplicationDecision,
    ApplicationPaper,
    Correction,
    Objection,
    Review,
)
from kerong.cases.models.take_up import TakeUp
from kerong.cases.models.thread import Message, Paper, PaperRequest

__all__ = [
    "Acceptance",
    "Application",
    "ApplicationDecision",
    "ApplicationPaper",
    "Case",
    "ClauseDesk",
    "ClauseReviewer",
    "Correction",
    "CreditDecision",
    "Desk",
    "EligibleList",
    "Message",
    "Objection",
    "Paper",
    "PaperRequest",
    "Quote",
    "Rating",
    "Review",
    "TakeUp",
]
