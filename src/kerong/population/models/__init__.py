"""Runs and their blocks, what they found of each firm, peers, drafts, pre-approved limits."""

from kerong.population.models.backtest import BackTest
from kerong.population.models.peers import PeerCell, PeerTable
from kerong.population.models.preapproval import PreApproval, Screening
from kerong.population.models.run import Block, Run
from kerong.population.models.standing import ClassStanding, ScoreHistory
from kerong.population.models.whatif import PackDraft, WhatIfChange, WhatIfSheet

__all__ = [
    "BackTest",
    "Block",
    "ClassStanding",
    "PackDraft",
    "PeerCell",
    "PeerTable",
    "PreApproval",
    "Run",
    "ScoreHistory",
    "Screening",
    "WhatIfChange",
    "WhatIfSheet",
]
