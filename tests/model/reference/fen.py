"""Exact money: fractions of a fen on the way, whole fen at the one place where a formula ends."""

from collections.abc import Sequence
from fractions import Fraction

WAN = 1_000_000  # fen of 万 yuan
MILLION = 1_000_000


class No(Exception):
    """The model refuses; `code` is what the product should say."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def half_up(exact: Fraction) -> int:
    """Half a fen counts as one."""
    return int((2 * exact + 1) // 2)


def divided(fen: int, weights: Sequence[int]) -> list[int]:
    """By weight, cut down to the fen; what is left goes to the largest remainders, the earlier
    of equals first. The parts sum to the whole.
    """
    whole = sum(weights)
    exact = [Fraction(fen * weight, whole) for weight in weights]
    parts = [int(each) for each in exact]
    order = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in order[: fen - sum(parts)]:
        parts[at] += 1
    return parts
