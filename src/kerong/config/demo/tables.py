"""The demo's tables beside the packs, and dice that fall the same way on every machine."""

import csv
import math
from hashlib import sha256
from random import Random
from typing import TypeVar

from kerong.config.paths import PACKS

ZONE = PACKS / "demo-zone"
T = TypeVar("T")


def rows(name: str) -> list[dict[str, str]]:
    """Rows of one CSV of the demo zone, by path below it."""
    with (ZONE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Dice:
    """Reproducible choices: the same name throws the same series, whatever else was thrown.

    Only `Random.random` is used, whose series is the same in every Python version.
    """

    def __init__(self, *name: object) -> None:
        text = "/".join(str(part) for part in name)
        self._random = Random(int.from_bytes(sha256(text.encode()).digest()[:8], "big"))

    def chance(self, percent: int) -> bool:
        return self._random.random() * 100 < percent

    def whole(self, least: int, most: int) -> int:
        """A whole number, both ends possible."""
        return least + int(self._random.random() * (most - least + 1))

    def pick(self, options: list[T] | tuple[T, ...]) -> T:
        return options[int(self._random.random() * len(options))]

    def spread(self, least: int, most: int) -> int:
        """A whole number whose size, not value, is even: small ones are as likely as large."""
        low, high = math.log(max(least, 1)), math.log(max(most, 1))
        return int(math.exp(low + self._random.random() * (high - low)))
