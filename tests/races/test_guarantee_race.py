"""At once for the last room under the cap of one firm: what fits gets a letter, the rest a stop."""

import pytest

from tests.races.guarantee_race import FITS
from tests.races.lanes import Lane

THREADS = 6


@pytest.mark.both_databases
def test_at_once_a_firm_is_guaranteed_up_to_its_cap_and_no_further(lane: Lane) -> None:
    result = lane.run("guarantee_race", "on", str(THREADS))

    assert result["outcomes"] == {"issued": FITS, "stopped": THREADS - FITS}
    assert result["letters"] == FITS
    assert result["used_fen"] == result["cap_fen"]
    assert all('"code": "firm_cap"' in told for told in result["named"])
    assert result["broken"] == []


@pytest.mark.postgres
def test_without_the_conditional_update_the_cap_is_passed(lane: Lane) -> None:
    """The control: a race test that stays green without its guard proves nothing."""
    result = lane.run("guarantee_race", "off", str(THREADS))

    assert result["letters"] > FITS
    assert result["broken"]


@pytest.mark.both_databases
def test_what_was_seen_before_the_transaction_does_not_keep_the_cap(lane: Lane) -> None:
    """The control that SQLite shows as well: its write lock comes after the look."""
    result = lane.run("guarantee_race", "blind", str(THREADS))

    assert result["letters"] == THREADS
    assert result["used_fen"] > result["cap_fen"]
