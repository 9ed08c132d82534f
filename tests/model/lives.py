"""Runs of the whole machine: so many examples, so many steps, and what they came to."""

import sys
from collections import Counter

from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.model.going_on import MoneyLife
from tests.model.machine import printed

Counts = Counter[tuple[str, str]]


def lived(examples: int, steps: int, *, shrink: bool = False) -> Counts:
    """(rule, answer) → how often; AssertionError with the steps where model and platform part."""
    MoneyLife.counts, MoneyLife.examples = Counter(), 0
    run_state_machine_as_test(
        MoneyLife,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            phases=[Phase.generate, *([Phase.shrink] if shrink else [])],
        ),
    )
    sys.stdout.write(f"\n{printed(MoneyLife.counts)}\n")
    return MoneyLife.counts


def ended_at() -> int:
    """How many examples the last run began."""
    return MoneyLife.examples
