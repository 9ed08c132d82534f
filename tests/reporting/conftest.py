"""Figures are counted on the announced calendar of 2026."""

import pytest

from tests.build import cases


@pytest.fixture(autouse=True)
def _year_2026(db: None) -> None:
    cases.hold_calendar(2026)
