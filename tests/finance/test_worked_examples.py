"""Every money formula tells an example computed by hand, and gives it.

The phrase is read in the formula's docstring: a figure changed there or here turns this red. A
public function of `finance` that computes nothing stands in NOT_FORMULAS with the reason.
"""

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from kerong import finance
from tests.finance.sums import SUMS as PLAIN
from tests.finance.sums_reliefs import RELIEFS

SUMS = {**PLAIN, **RELIEFS}

# Modules that read, print or refuse, and functions that are steps of a formula.
READERS = {"documents", "fields", "history_document", "loss_documents", "plan_documents", "steps",
           "subsidy_document", "terms"}  # fmt: skip
NOT_FORMULAS = {
    "bridge_fees.last_day": "a day, not money; its table is in tests of bridge fees",
    "dates.due_dates": "days, by `months_after`",
    "dates.days_between": "days of the periods `due_dates` ends",
    "lpr.in_force": "a step of `lpr_by_rule`",
    "plan_changes.drawn_at_start": "orders events, computes nothing",
    "plan_changes.refuse": "refuses",
    "rates.first_on_grid": "a search, a step of every rate",
    "rates.net_flows": "sorts and checks flows",
    "rates.require_one_rate": "refuses",
    "rates.to_ppm": "rounds",
    "schedules.net_payments": "a step of `build_schedule`: its payments by month",
    "segments.within": "cuts segments to days",
    "subsidy.with_day_count": "replaces a term",
    "unit_periods.unit_of": "the regulation's unit period, tried on its own examples",
    "waterfall.require_order": "refuses",
}


def functions() -> Iterator[tuple[str, Any]]:
    """Every public function written in a module of `finance`, as `module.function`."""
    for found in pkgutil.iter_modules(finance.__path__):
        module = import_module(f"{finance.__name__}.{found.name}")
        for name, each in inspect.getmembers(module, inspect.isfunction):
            if each.__module__ == module.__name__ and not name.startswith("_"):
                yield f"{found.name}.{name}", each


FUNCTIONS = dict(functions())
FORMULAS = {name for name in FUNCTIONS if name.partition(".")[0] not in READERS}


def test_every_formula_has_an_example_or_a_reason_for_none() -> None:
    assert FORMULAS - set(SUMS) - set(NOT_FORMULAS) == set()
    assert (set(SUMS) | set(NOT_FORMULAS)) - FORMULAS == set()
    assert not set(SUMS) & set(NOT_FORMULAS)


@pytest.mark.parametrize("name", SUMS)
def test_the_example_told_in_the_docstring_is_what_comes_out(name: str) -> None:
    told = " ".join((FUNCTIONS[name].__doc__ or "").split())
    for each in SUMS[name]:
        assert each.phrase in told, each.phrase
        assert each.got() == each.want, each.phrase
