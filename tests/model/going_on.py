"""What was begun goes on: steps ahead, things seen through, and steps aside."""

from random import Random
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from tests.model.machine import DONE, PICKS
from tests.model.scenes import SCENES, Scenes

FARTHEST = 14  # steps that one thing is seen through


def seeing() -> Any:
    """A rule that sees one thing through."""

    @rule(pick=PICKS, far=st.integers(3, FARTHEST))
    def see_through(self: Any, pick: int, far: int) -> None:
        self.carry(pick, far)

    return see_through


class GoingOn(Scenes):
    """All rules together; without a push few examples would come to the end of anything."""

    @initialize(seed=st.binary(min_size=6, max_size=6))
    def begin(self, seed: bytes) -> None:
        """The scenes of a life, how each goes on, and where its last thing turns aside: by bytes,
        since of numbers and lists the small and the first are drawn more often.
        """
        draw = Random(f"{self.salt} {seed.hex()}")
        for scene in draw.sample(SCENES, draw.choice((2, 3))):
            chance = draw.randrange(10**9)
            getattr(self, f"_{scene}")(chance)
            self.look_around(chance)
            self.turn(chance // 7, chance % 7, chance // 49)

    # --- the next step of something ---

    @rule(pick=st.integers(0, 1000), more=st.integers(0, 4))
    def go_on(self, pick: int, more: int) -> None:
        for no in range(1 + more):
            steps = list(self.steps_ahead())
            if not steps:
                return
            steps[(pick + no * 7) % len(steps)][1]()

    def carry(self, pick: int, far: int) -> tuple[str, Any] | None:
        """One thing, step by step, as far as it goes: which one it was."""
        whose = sorted({name for name, _ in self.steps_ahead()}, key=str)
        if not whose:
            return None
        mine = whose[pick % len(whose)]
        for no in range(far):
            step = next((step for name, step in self.steps_ahead() if name == mine), None)
            if step is None:
                break
            step()
            if self.came_to != DONE:  # and would be refused again
                break
            self.look_around(pick + no)
        return mine

    @rule(pick=PICKS, far=st.integers(0, 8), aside=st.integers(0, 20))
    def turn(self, pick: int, far: int, aside: int) -> None:
        """Some steps on the way, then one aside, and on from there."""
        mine = self.carry(pick, far)
        if mine is not None:
            self.turn_aside(*mine, aside)
            self.carry(pick, far // 2)

    def turn_aside(self, kind: str, key: Any, aside: int) -> None:
        """Another step than the natural one that the thing's state lets it take."""

    # Four of some seventy rules, or most lives would end before anything in them does.
    see_through, see_on, see_further, see_to = (seeing() for _ in range(4))
