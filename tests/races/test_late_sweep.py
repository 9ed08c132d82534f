"""Four workers release the same late take-ups while others act: each is released once."""

import pytest

from tests.races.lanes import Lane

STORIES = 45


@pytest.mark.both_databases
def test_late_take_ups_are_released_once_whoever_comes_first(lane: Lane) -> None:
    result = lane.run("workers", str(STORIES))

    outcomes = result["outcomes"]
    assert not [name for name in outcomes if name.startswith("crash")]
    contacted, withdrawn = outcomes.get("contacted", 0), outcomes.get("withdrawn", 0)
    released = outcomes.get("released", 0)
    assert result["live"] == result["desks"] == result["taken"]
    assert result["released_rows"] == result["released_events"]
    assert result["late_notices"] == released
    assert result["live"] + result["released_rows"] == STORIES
    assert contacted <= STORIES // 3
    assert withdrawn <= STORIES // 3
    assert result["chain_faults"] == 0
