"""Twice is impossible: double click, two operators, two programmes, overlapping periods at once."""

import pytest

from tests.races.lanes import Lane

MATTERS = 8


@pytest.mark.both_databases
def test_at_once_a_matter_is_paid_once_and_everybody_else_is_told(lane: Lane) -> None:
    result = lane.run("subsidies_race", "on", str(MATTERS))

    outcomes = result["outcomes"]
    assert not [said for said in outcomes if "crash" in said]
    assert set(outcomes) <= {"done", "subsidy.already_entitled", "subsidy.reference_used"}
    assert sum(outcomes.values()) == 7 * MATTERS
    assert (result["paid_twice"], result["referred"]) == (0, 1)
    assert result["orders"] == {"done": result["held"], **_refused(result)}
    assert result["payouts"] == result["held"]
    assert result["broken"] == []


def _refused(result: dict) -> dict[str, int]:
    """Whoever came second heard why; each subsidy was ordered once."""
    said = {code: count for code, count in result["orders"].items() if code != "done"}
    assert set(said) <= {"subsidy.nothing_left", "subsidy.moved"}
    assert sum(said.values()) == result["held"]
    return said


@pytest.mark.both_databases
def test_awards_at_once_that_share_no_month_still_meet(lane: Lane) -> None:
    """A matter once against months, all loans of a firm or a project against one, one cap."""
    result = lane.run("claims_race", "on", "3")

    assert result["outcomes"] == {"done": 9, "subsidy.already_entitled": 9}
    assert result["twice"] == {"once": 0, "whole_firm": 0, "project": 0}
    assert result["cap_passed"] == 0
    assert result["broken"] == []


@pytest.mark.postgres
def test_without_the_partys_row_both_are_paid_and_the_cap_is_passed(lane: Lane) -> None:
    """The control: with nothing to wait for each of two sees nothing of the other."""
    result = lane.run("claims_race", "off", "3")

    assert all(result["twice"].values())
    assert result["cap_passed"] > 0


@pytest.mark.postgres
def test_without_claimed_months_a_matter_is_paid_twice(lane: Lane) -> None:
    """The control: months that are only looked up let both through."""
    result = lane.run("subsidies_race", "off", str(MATTERS))

    assert result["paid_twice"] > 0
    assert result["referred"] == 2
