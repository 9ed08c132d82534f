"""The money life of a small town, at random: the platform answers and stands as the model does."""

import os
import sys
from collections import Counter

import pytest
from django.db import transaction
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.model.machine import Machine, printed
from tests.model.rules_claims import Claims
from tests.model.rules_clock import Clock
from tests.model.rules_loans import Loans
from tests.model.rules_payments import Payments
from tests.model.rules_subsidies import Subsidies
from tests.model.world import made

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


class MoneyLife(Loans, Subsidies, Claims, Payments, Clock):
    """All rules together."""


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made once, in a transaction that is never kept; examples go back to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        Machine.world_made = made()
        yield
        transaction.set_rollback(True)


def run(examples: int, steps: int, *, shrink: bool = False) -> "Counter[tuple[str, str]]":
    MoneyLife.counts = Counter()
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


def test_whatever_happens_both_say_and_hold_the_same() -> None:
    counts = run(12, 25)

    assert sum(counts.values()) > 100


@pytest.mark.slow
def test_it_holds_for_long_lives_too() -> None:
    run(int(os.environ.get("KERONG_MODEL_EXAMPLES", "2000")), 60)
