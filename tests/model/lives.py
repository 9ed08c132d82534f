"""Runs of the whole machine: so many examples, so many steps, and what they came to."""

import os
import sys
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
    for begun in range(0, examples, A_SEED):
        seed(first + begun)(MoneyLife)
        run_state_machine_as_test(
            MoneyLife,
            settings=settings(
                max_examples=min(A_SEED, examples - begun),
                stateful_step_count=steps,
                phases=[Phase.generate, *([Phase.shrink] if shrink else [])],
            ),
        )
    if to := os.environ.get("KERONG_MODEL_TALLY"):
        MoneyLife.tally.written(Path(to))
    sys.stdout.write(f"\n{MoneyLife.tally.printed()}\n")
    return MoneyLife.tally


def ended_at() -> int:
    """How many examples the last run began."""
    return MoneyLife.tally.examples
