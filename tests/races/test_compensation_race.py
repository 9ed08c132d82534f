"""Two claims at once: a cap is never passed, and one loss is claimed once."""

import pytest

from tests.build.cases import WAN
from tests.races.lanes import Lane

THREADS = 4


@pytest.mark.both_databases
def test_at_once_claims_share_what_a_cap_leaves_and_a_loss_is_claimed_once(lane: Lane) -> None:
    result = lane.run("compensation_race", "on", str(THREADS))

    assert result["outcomes"] == {
        "decide done": THREADS,
        "file done": 1,
        "file compensation.already_claimed": THREADS - 1,
    }
    assert result["funds"] == [0, 0, 140 * WAN, 160 * WAN]
    assert result["used"] == [300 * WAN]
    assert result["claims_of_last"] == 1
    assert result["broken"] == []


@pytest.mark.postgres
def test_without_the_conditional_update_the_cap_is_passed(lane: Lane) -> None:
    """The control: a race test that stays green without its guard proves nothing."""
    result = lane.run("compensation_race", "off", str(THREADS))

    assert sum(result["funds"]) > 300 * WAN
    assert [line for line in result["broken"] if "cap." in line]
