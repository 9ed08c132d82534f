"""What every test of needs stands on: a database and the announced calendar of 2026."""

import pytest

from tests.build import cases


@pytest.fixture(autouse=True)
def _year_2026(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        cases.hold_calendar(2026)
