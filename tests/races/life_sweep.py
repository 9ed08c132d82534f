"""Kills a process at every point of a life of public money, and holds the rest against a twin.

Each life is lived once without harm; that twin's states after each of its commits are the only
ones a crash may leave. Then, from a fresh copy of the same bytes each time, the life is killed at
one point, looked at, and lived again: it must end exactly where the twin ended, row by row.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections

from tests.build.invariants import invariants
from tests.races.copies import Copies, close_gaps
from tests.races.killing import DONE, Watch, in_a_process
from tests.races.lives import LIVES
from tests.races.tables import Picture, differing, everything

ENOUGH = 3  # faults that tell the control saw them


def run_life_sweep(
    name: str, *, wrapped: bool, mode: str, first: int, stride: int
) -> dict[str, Any]:
    """Points and states of the life, at how many points it was struck, and what went wrong."""
    act = LIVES[name]()
    copies = Copies(Path(settings.MEDIA_ROOT).parent)
    points, steps = _unharmed(act, copies)
    faults = [f"{name} unharmed: {each}" for each in _unlike(act, copies, steps[-1])]
    struck = 0
    for point in range(first, points + 1, stride):
        struck += 1
        copies.fresh()
        code = in_a_process(act, Watch(point, mode), wrapped=wrapped)
        faults += [f"{name} {point}: {each}" for each in _left(code, steps)]
        if wrapped:
            faults += [f"{name} {point} again: {each}" for each in _again(act, steps[-1])]
        if len(faults) >= ENOUGH:
            break
    copies.drop()
    return {"points": points, "states": len(steps), "struck": struck, "faults": faults}


def _unharmed(act: Callable[[], object], copies: Copies) -> tuple[int, list[Picture]]:
    """How many points the life has, and every state it stood in."""
    copies.fresh()
    reader = connections.create_connection("default")
    steps = [everything(reader)]

    def look() -> None:
        found = everything(reader)
        if found != steps[-1]:
            steps.append(found)

    watch = Watch(kept=look)
    with watch.watching():
        act()
    reader.close()
    return watch.seen, steps


def _unlike(act: Callable[[], object], copies: Copies, finished: Picture) -> list[str]:
    """Two lives nobody harms are alike, and sound; else the sweep would compare nothing."""
    copies.fresh()
    code = in_a_process(act, Watch())
    found = [] if code == DONE else [f"it ended with {code}"]
    return found + differing(everything(connection), finished) + _broken()


def _broken() -> list[str]:
    """What does not hold; where hardly anything does, that it cannot even be asked."""
    try:
        return invariants()
    except Exception as fault:
        return [f"cannot be checked: {fault!r}"]


def _left(code: int, steps: list[Picture]) -> list[str]:
    """What a crash may leave is a state the twin stood in, and all that must hold holds."""
    found = everything(connection)
    wrong = _broken()
    if code == DONE and found != steps[-1]:
        wrong.append(f"it said it was done: {differing(found, steps[-1])}")
    if found not in steps:
        nearest = min((differing(found, step) for step in steps), key=len)
        wrong.append(f"in no state the twin ever stood in: {nearest}")
    return wrong


def _again(act: Callable[[], object], finished: Picture) -> list[str]:
    """It goes on and ends as the twin."""
    close_gaps()
    code = in_a_process(act, Watch())
    found = [] if code == DONE else [f"it ended with {code}"]
    return found + differing(everything(connection), finished)
