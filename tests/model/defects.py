"""Defects planted one at a time, each a single function of the product replaced."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any
from unittest.mock import patch

CONTRACTS = "kerong.contracts"


@contextmanager
def replaced(place: str, name: str, by: Any) -> Iterator[None]:
    with patch.object(import_module(f"{CONTRACTS}.{place}"), name, by):
        yield


def nothing(*args: Any, **kwargs: Any) -> None:
    """What should happen does not."""


def none_returned(claim: Any) -> dict[str, int]:
    return {}


def no_caps(claim: Any) -> list[Any]:
    return []


def cut_down(principal_fen: int, covered_ppm: int) -> int:
    return principal_fen * covered_ppm // 1_000_000


def nothing_kept(payout: Any, **kwargs: Any) -> int:
    return 0


def paid_nothing_before(claim: Any) -> Mapping[int, int]:
    return {}


def much_was_paid(*args: Any) -> int:
    return 10**12


def never_late(*args: Any) -> list[Any]:
    return []


def no_stops(asked: Any) -> tuple[()]:
    return ()


def nobody_stops(*args: Any) -> None:
    return None


def cut_shares(approved_fen: Sequence[int], available_fen: int) -> tuple[int, ...]:
    most = min(sum(approved_fen), available_fen)
    return tuple(fen * most // sum(approved_fen) for fen in approved_fen)


def a_fen_dearer(*args: Any, **kwargs: Any) -> int:
    from kerong.finance.bridge_fees import bridge_fee_fen

    return bridge_fee_fen(*args, **kwargs) + 1


# name → where, what, and what stands there instead
DEFECTS: dict[str, tuple[str, str, Any]] = {
    "money recovered twice counts as if nothing had come back before": (
        "compensation.confirm_recovery", "returned_so_far", none_returned,
    ),
    "caps of an agreement are not asked": ("compensation.approve_decision", "held_caps", no_caps),
    "a claim advanced is paid in full once more": (
        "compensation.paying", "_parts_before", paid_nothing_before,
    ),
    "a claim may be filed before its days are over": (
        "compensation.file_claim", "require_ripe", nothing,
    ),
    "a cancelled award leaves its money set aside": (
        "subsidies.cancel_subsidy", "free_money", nothing,
    ),
    "the lower award does not give way": ("subsidies.award_subsidy", "give_way", nothing),
    "what a firm owes is not kept from its payment": (
        "subsidies.order_subsidy", "kept_back", nothing_kept,
    ),
    "liability is cut down instead of rounded": (
        "guarantees.bearers", "liability_fen", cut_down,
    ),
    "a letter given up keeps its room": ("guarantees.withdraw_letter", "change_room", nothing),
    "a bridge called off leaves its money set aside": (
        "bridges.call_off_bridge", "void", nothing,
    ),
    "money sent back late still counts as arrived": (
        "subsidies.payment_events", "unsettle_all", nothing,
    ),
    "a breaker that stands lets new loans into the pool": (
        "compensation.register_under_pool", "standing_stop", nobody_stops,
    ),
    "a breaker that stands lets letters out": (
        "guarantees.hard_stops", "registered_stops", no_stops,
    ),
    "interest is subsidised whatever the bank was paid": (
        "subsidies.compute_interest", "interest_paid_in", much_was_paid,
    ),
    "days in arrears are subsidised": (
        "subsidies.compute_interest", "days_in_arrears", never_late,
    ),
    "a renewal leaves the old loan as it was": ("loans.record_renewal", "apply_reports", nothing),
    "an extension that was granted does not take effect": (
        "loans.approve_answer", "_extend", nothing,
    ),
    "a budget shared out loses its last fen": ("subsidies.sharing", "pro_rata", cut_shares),
    "a correction may claim more than before": (
        "compensation.answer_correction", "_require_less", nothing,
    ),
    "a day of a bridge costs a fen too much": (
        "bridges.escrow", "bridge_fee_fen", a_fen_dearer,
    ),
}  # fmt: skip
