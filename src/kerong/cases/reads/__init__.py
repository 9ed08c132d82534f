"""Questions of screens about needs; each a constant number of queries."""

from kerong.cases.reads.desk import DeskFilters, DeskPage, DeskRow, desk
from kerong.cases.reads.firm import needs_of
from kerong.cases.reads.hall import HallCard, HallPage, hall
from kerong.cases.reads.need import FirmNeedPage, InstitutionNeedPage, OfficerNeedPage, need_page
from kerong.cases.reads.offers import Offer, compare_quotes
from kerong.cases.reads.take_up import TakeUpPage, paper_for, take_up_page
from kerong.cases.reads.timeline import Step

__all__ = [
    "DeskFilters",
    "DeskPage",
    "DeskRow",
    "FirmNeedPage",
    "HallCard",
    "HallPage",
    "InstitutionNeedPage",
    "Offer",
    "OfficerNeedPage",
    "Step",
    "TakeUpPage",
    "compare_quotes",
    "desk",
    "hall",
    "need_page",
    "needs_of",
    "paper_for",
    "take_up_page",
]
