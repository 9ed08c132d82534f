"""A loan is never insured beyond the whole of its loss, whoever accepts at the same moment."""

import pytest

from tests.races.lanes import Lane

WORLDS = 3
WHOLE = 1_000_000


@pytest.mark.both_databases
def test_of_four_quotes_accepted_at_once_one_stands_and_every_step_is_taken_once(
    lane: Lane,
) -> None:
    result = lane.run("insurance_race", "on", str(WORLDS))

    outcomes = result["outcomes"]
    assert not [said for said in outcomes if "crash" in said], outcomes
    assert result["policies"] == outcomes["accept done"] == WORLDS
    assert result["most_ppm"] <= WHOLE
    beyond = outcomes.get("accept insurance.beyond_whole", 0)
    assert beyond + outcomes.get("accept insurance.insured_meanwhile", 0) == 3 * WORLDS
    assert outcomes["pay done"] == outcomes["file done"] == outcomes["approve done"] == WORLDS
    assert result["claims"] == result["agreed"] == WORLDS
    assert result["broken"] == []


@pytest.mark.postgres
def test_without_the_number_on_the_loan_it_is_insured_beyond_the_whole(lane: Lane) -> None:
    """The control: a race test that stays green without its guard proves nothing."""
    result = lane.run("insurance_race", "off", str(WORLDS))

    assert result["most_ppm"] > WHOLE
    assert "insurance.whole" in result["broken"]
