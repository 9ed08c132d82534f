"""Outcomes of a block, eight firms a byte; unpacked only for those who look at single firms."""

from typing import Self

import numpy as np
from numpy.typing import NDArray

from kerong.rules.engine_1.columns.criteria import Packed

MEETS, FAILS, UNKNOWN = 1, 0, -1  # as files and columns hold them


class Outcomes:
    """Listings × firms: where each is met and where it is open; elsewhere it fails."""

    def __init__(self, fails: Packed, unknown: Packed, rows: int) -> None:
        self.rows = rows
        self.met: Packed = ~(fails | unknown)
        self.open: Packed = unknown & ~fails
        _without_rest(self.met, rows)
        _without_rest(self.open, rows)
        self._full: NDArray[np.int8] | None = None

    @classmethod
    def of(cls, full: NDArray[np.int8]) -> Self:
        """From a number a firm."""
        return cls(
            np.packbits(full == FAILS, axis=1),
            np.packbits(full == UNKNOWN, axis=1),
            int(full.shape[1]),
        )

    def full(self) -> NDArray[np.int8]:
        """A number a firm, made when it is first asked for."""
        if self._full is None:
            met, open_ = (
                np.unpackbits(masks, axis=1, count=self.rows).view(np.int8)
                for masks in (self.met, self.open)
            )
            met -= open_
            self._full = met
        return self._full

    def where_met(self, listing: int) -> NDArray[np.intp]:
        """The rows of the firms that meet it."""
        return np.flatnonzero(np.unpackbits(self.met[listing], count=self.rows))

    def served(self) -> int:
        """Firms that meet some listing."""
        return int(np.bitwise_count(np.bitwise_or.reduce(self.met, axis=0)).sum())

    def counts_by_firm(self) -> NDArray[np.int32]:
        """Listings by firm and outcome, in the order meets, fails, unknown."""
        meets, unknown = (np.zeros(self.rows, dtype=np.int32) for _ in range(2))
        for masks, count in ((self.met, meets), (self.open, unknown)):
            for own in masks:
                count += np.unpackbits(own, count=self.rows)
        return np.stack([meets, len(self.met) - meets - unknown, unknown], axis=1)

    def counts(self) -> NDArray[np.int64]:
        """Firms by listing and outcome, in the order meets, fails, unknown."""
        meets, unknown = (_set_bits(masks) for masks in (self.met, self.open))
        return np.stack([meets, self.rows - meets - unknown, unknown], axis=1)


def _set_bits(masks: Packed) -> NDArray[np.int64]:
    words = masks.view(np.uint64) if masks.shape[1] % 8 == 0 else masks
    found: NDArray[np.int64] = np.bitwise_count(words).sum(axis=1, dtype=np.int64)
    return found


def _without_rest(masks: Packed, rows: int) -> None:
    """The last byte a row in use keeps its own bits only; bytes after it keep none."""
    whole, rest = divmod(rows, 8)
    if rest:
        masks[:, whole] &= 0xFF << (8 - rest) & 0xFF
        whole += 1
    masks[:, whole:] = 0
