"""The race over real HTTP: 16 institutions × 100 needs × 3 places on a server of two processes."""

from collections import Counter
from typing import Any

import pytest

from tests.races.http_race import rush, serving
from tests.races.lanes import Lane, run_child

INSTITUTIONS, PLACES = 16, 3
FEW, ALL = 25, 100
GUARDED, UNGUARDED = "kerong.config.wsgi:application", "tests.races.unguarded_wsgi:application"


@pytest.mark.both_databases
@pytest.mark.parametrize("needs", [FEW, pytest.param(ALL, marks=pytest.mark.slow)])
def test_three_a_need_win_and_nobody_sees_a_crash_or_a_lock(lane: Lane, needs: int) -> None:
    answers, left = race(lane, "on", needs, GUARDED)

    assert answers == {"201": needs * PLACES, "409 case.no_place_free": needs * 13}
    assert left == {"winners": needs * PLACES, "doubled_slots": 0, "chain_faults": 0}


@pytest.mark.postgres
def test_with_the_guard_off_the_same_race_oversells(lane: Lane) -> None:
    """The control: without it a green race would prove nothing."""
    _, left = race(lane, "off", 30, UNGUARDED)

    assert left["winners"] > 30 * PLACES
    assert left["doubled_slots"] > 0


def race(lane: Lane, guard: str, needs: int, application: str) -> tuple["Counter[str]", Any]:
    address, folder = lane.fresh(), lane.folder
    sound = guard == "on"
    told = ("world", guard, str(INSTITUTIONS), str(needs))
    world = run_child(address, folder, *told, sound=sound)
    with serving(address, str(folder), application) as port:
        answers = rush(port, world["tokens"], world["nos"])
    return answers, run_child(address, folder, "look", sound=sound)
