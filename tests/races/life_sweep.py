"""Kills a process at every point of a life of public money, and holds the rest against a twin.

Each life is lived once without harm; that twin's states after each of its commits are the only
ones a crash may leave. Then, from the same prepared database each time, the life is killed at one
point, looked at, and lived again: it must end exactly where the twin ended, row by row.
"""

import gc
from dataclasses import dataclass, field
from typing import Any

from kerong.trail.verify import verify
from tests.build.invariants import invariants
from tests.races.copies import Copies, copies
from tests.races.killing import DONE, KILLED, Watch, in_a_process
from tests.races.lives import LIVES, Life
from tests.races.tables import Picture, differing

ENOUGH = 3  # faults that tell the control saw them
MOST_KILLS = 1_000


def run_life_sweep(
    name: str, *, wrapped: bool, mode: str, first: int, stride: int
) -> dict[str, Any]:
    """Points and states of the life, at how many points it was struck, and what went wrong."""
    swept = _begun(name)
    points = swept.unharmed()
    faults = [f"{name} unharmed: {each}" for each in swept.unlike()]
    struck = 0
    for point in range(first, points + 1, stride):
        struck += 1
        swept.copies.fresh()
        code = in_a_process(swept.act, Watch(point, mode), wrapped=wrapped)
        faults += [f"{name} {point}: {each}" for each in swept.left(code)]
        if wrapped:
            faults += [f"{name} {point} again: {each}" for each in swept.again()]
        if len(faults) >= ENOUGH:
            break
    swept.copies.drop()
    return {"points": points, "states": len(swept.steps), "struck": struck, "faults": faults}


def run_life_wear(name: str, *, every: int) -> dict[str, Any]:
    """One life that is killed after so many points again and again until it is through.

    Where a kill found it no further than the one before, it has that many points more until the
    next: an interest run that was broken off reads from its first loan again what it wrote.
    """
    worn = _begun(name)
    worn.copies.fresh()
    faults = [f"{name} unharmed: {each}" for each in worn.went()]
    finished = worn.copies.picture()
    worn.copies.fresh()
    kills, points, stood = 0, every, worn.copies.picture()
    while (code := in_a_process(worn.act, Watch(points))) == KILLED and kills < MOST_KILLS:
        kills += 1
        faults += [f"{name} kill {kills}: {each}" for each in _broken()]
        worn.copies.close_gaps()
        found = worn.copies.picture()
        points = points + every if found == stood else every
        stood = found
    if code != DONE:
        faults.append(f"{name}: after {kills} kills it ended with {code}")
    wrong = differing(worn.copies.picture(), finished) + _broken()
    faults += [f"{name} at last: {each}" for each in wrong]
    worn.copies.drop()
    return {"kills": kills, "rows": sum(map(len, finished.values())), "faults": faults}


def _begun(name: str) -> "_Sweep":
    act = LIVES[name]()
    gc.collect()
    gc.freeze()  # what stays is not walked, and so not copied, in every process forked from here
    return _Sweep(act, copies())


@dataclass
class _Sweep:
    """A prepared life; `steps` are the states its twin stood in, `sound` those asked already."""

    act: Life
    copies: Copies
    steps: list[Picture] = field(default_factory=list)
    sound: set[int] = field(default_factory=set)

    def unharmed(self) -> int:
        """How many points the life has; every state it stood in is kept."""
        self.copies.fresh()
        self.steps = [self.copies.picture()]

        def look() -> None:
            found = self.copies.picture()
            if found != self.steps[-1]:
                self.steps.append(found)

        watch = Watch(kept=look)
        with watch.watching():
            self.act()
        return watch.seen

    def unlike(self) -> list[str]:
        """Two lives nobody harms are alike, and sound; else the sweep would compare nothing."""
        self.copies.fresh()
        return self.went() + differing(self.copies.picture(), self.steps[-1]) + _broken()

    def went(self) -> list[str]:
        """It is lived to its end in a process nobody harms."""
        code = in_a_process(self.act, Watch())
        return [] if code == DONE else [f"it ended with {code}"]

    def left(self, code: int) -> list[str]:
        """What a crash may leave is a state the twin stood in, and all that must hold holds.

        Of equal rows the same holds, so it is asked once a state; but for the trail, whose salts
        and hashes no picture has.
        """
        found = self.copies.picture()
        if code == DONE and found != self.steps[-1]:
            return [f"it said it was done: {differing(found, self.steps[-1])}", *_broken()]
        if found not in self.steps:
            nearest = min((differing(found, step) for step in self.steps), key=len)
            return [f"in no state the twin ever stood in: {nearest}", *_broken()]
        state = self.steps.index(found)
        if state in self.sound:
            return _untrue()
        wrong = _broken()
        if not wrong:
            self.sound.add(state)
        return wrong

    def again(self) -> list[str]:
        """It goes on and ends as the twin, whose end is sound."""
        self.copies.close_gaps()
        return self.went() + differing(self.copies.picture(), self.steps[-1]) + _untrue()


def _broken() -> list[str]:
    """What does not hold; where hardly anything does, that it cannot even be asked."""
    try:
        return invariants()
    except Exception as fault:
        return [f"cannot be checked: {fault!r}"]


def _untrue() -> list[str]:
    """Where the trail does not verify."""
    return [f"I6 {fault.code} {fault.where}" for fault in verify().faults]
