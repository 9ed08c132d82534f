"""Funds and their dated terms, bridges, money that came in, coordination decisions, bans."""

from kerong.contracts.bridges.models.ban import BridgeBan
from kerong.contracts.bridges.models.bridge import Bridge
from kerong.contracts.bridges.models.coordination import Coordination
from kerong.contracts.bridges.models.fund import BridgeFund, FundTerms
from kerong.contracts.bridges.models.receipt import BridgeReceipt
from kerong.contracts.bridges.models.reminder import BridgeReminder

__all__ = [
    "Bridge",
    "BridgeBan",
    "BridgeFund",
    "BridgeReceipt",
    "BridgeReminder",
    "Coordination",
    "FundTerms",
]
