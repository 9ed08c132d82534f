"""Whatever a story tells, nothing that must always hold is broken at its end."""

from collections.abc import Iterator

import pytest

from tests.build.invariants import invariants


@pytest.fixture(autouse=True)
def _holds_at_the_end(request: pytest.FixtureRequest) -> Iterator[None]:
    """Asked before the database of the test is taken back."""
    told = request.node.get_closest_marker("django_db") is not None
    if told:
        request.getfixturevalue("db")
    yield
    if told:
        assert invariants() == []
