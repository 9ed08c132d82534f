"""What the tests of parties share: the moment they happen at and the trail they left."""

import pytest

from kerong.trail.reads import events_of


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Everything here is about rows."""


@pytest.fixture
def kinds():
    """The kinds of events of a stream, in order."""

    def of(stream: str) -> list[str]:
        return [event.kind for event in events_of(stream)]

    return of
