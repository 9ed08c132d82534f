"""Runs of the whole machine: so many examples, so many steps, and what they came to."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.model.overreach import MoneyLife
from tests.model.tally import Tally

A_SEED = 10  # examples: after so many Hypothesis only varies what it has lived already


def lived(examples: int, steps: int, *, shrink: bool = False) -> Tally:
    """What came about; AssertionError with the steps where model and platform part.

    `KERONG_MODEL_TALLY` names a file to write it to and `KERONG_MODEL_SEED` other lives, for runs
    that share a night.
    """
    MoneyLife.tally = Tally()
    first = int(os.environ.get("KERONG_MODEL_SEED", "0")) * 1_000_000
    try:
        with rarely_collected():
            for begun in range(0, examples, A_SEED):
                _lived(first + begun, min(A_SEED, examples - begun), steps, shrink=shrink)
    finally:
        if to := os.environ.get("KERONG_MODEL_TALLY"):
            MoneyLife.tally.written(Path(to))
    sys.stdout.write(f"\n{MoneyLife.tally.printed()}\n")
    return MoneyLife.tally


def _lived(first: int, examples: int, steps: int, *, shrink: bool) -> None:
    MoneyLife.salt = first
    seed(first)(MoneyLife)
    run_state_machine_as_test(
        MoneyLife,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            phases=[Phase.generate, *([Phase.shrink] if shrink else [])],
        ),
    )


@contextmanager
def rarely_collected() -> Iterator[None]:
    """All that was loaded stays: looking through it again and again takes an eighth of a night."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def ended_at() -> int:
    """How many examples the last run began."""
    return MoneyLife.tally.examples
