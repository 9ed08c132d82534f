"""The model's ways beside the tables of moves that the invariants hold trails to: two authors."""

from collections.abc import Mapping

import pytest

from tests.build import moves, moves_contracts
from tests.model.__main__ import whole
from tests.model.tally import ENOUGH, NIGHT, Tally
from tests.model.ways import ACTS, NEW, OUTSIDE, WAYS, allowed, forbidden, states_of

Moves = Mapping[str, tuple[frozenset[str], frozenset[str]]]
TABLES: dict[str, Moves] = {
    "bridge": moves.BRIDGES,
    "request": moves.REQUESTS,
    "claim": moves.CLAIMS,
    "recovery": moves.RECOVERIES,
    "guarantee": moves.GUARANTEES,
    "award": moves.SUBSIDIES,
    "claw-back": moves.CLAW_BACKS,
    "run": moves.RUNS,
    "wish": moves_contracts.CHANGES,
}


@pytest.mark.parametrize("kind", sorted(TABLES))
def test_each_way_is_one_event_of_the_trail_or_two_of_one_act(kind: str) -> None:
    def after(state: str) -> set[str]:
        return {to for since, many in TABLES[kind].values() if state in since for to in many}

    for since, ways in WAYS[kind].items():
        once = after(since)
        assert ways <= once.union(*(after(each) for each in once)), (kind, since)


def test_what_is_done_is_done_in_states_that_there_are() -> None:
    for kind, acts in ACTS.items():
        for what, since in acts.items():
            assert set(since) <= set(states_of(kind)), what


def test_a_run_that_came_about_too_seldom_says_what_and_how_often() -> None:
    tally = Tally(examples=NIGHT)
    for way in allowed():
        tally.moves[way] = ENOUGH
    for step in forbidden():
        tally.tries[step] = ENOUGH
    assert tally.too_few({}) == []

    tally.moves["claim", NEW, "filed"] -= 1
    tally.tries["fee", "waive fee", "paid"] = 0
    assert tally.too_few({}) == [
        "claim: - > filed came about 49 times",
        "fee: waive fee was tried in paid 0 times",
    ]
    assert tally.too_few({("claim", NEW, "filed"), ("fee", "waive fee", "paid")}) == []


def test_what_lies_outside_is_a_way_or_a_try_there_is_and_says_why() -> None:
    cells = {*allowed(), *forbidden()}
    for cell, why in OUTSIDE.items():
        assert cell in cells, cell
        assert len(why.split()) > 3, cell


def test_what_lies_outside_and_comes_about_all_the_same_is_named() -> None:
    tally, cell = Tally(examples=NIGHT), ("claim", NEW, "filed")
    tally.moves[cell] = ENOUGH - 1
    assert tally.too_often({cell}) == []

    tally.moves[cell] = ENOUGH
    assert tally.too_often({cell}) == [
        "claim, -, filed: came about 50 times, and is said to lie outside"
    ]


def test_the_sum_of_a_night_that_missed_something_fails(tmp_path) -> None:
    told = tmp_path / "one.json"
    Tally(examples=NIGHT).written(told)

    assert "claim: - > filed came about 0 times" in whole([str(told)]).missed()


def test_runs_that_share_a_night_are_counted_together(tmp_path) -> None:
    told = tmp_path / "one.json"
    one = Tally(examples=3)
    one.answers["award", "done"] = 2
    one.moves["claim", NEW, "filed"] = 1
    one.written(told)

    other = Tally(examples=4)
    other.add(told)
    other.add(told)
    assert (other.examples, other.answers["award", "done"]) == (10, 4)
    assert other.moves["claim", NEW, "filed"] == 2
