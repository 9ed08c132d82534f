"""One step of the money life, done by the model and by the platform, and what both then hold."""

from collections.abc import Callable
from copy import copy, deepcopy
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant

from kerong.kernel.errors import Fault
from kerong.ledger.models import Account
from tests.build.invariants import invariants
from tests.model.compared import compared, held_by_model
from tests.model.named import name_new
from tests.model.reference.fen import No
from tests.model.reference.life import Life
from tests.model.tally import Tally
from tests.model.ways import NEW, kind_of, may, states
from tests.model.world import World, at, beginning

DONE = "done"
PICKS = st.integers(0, 40)
INVARIANTS_EVERY = 30  # steps; and at the end of each example


class Machine(RuleBasedStateMachine):
    """`world` is made once; whatever an example does to it is taken back. `tally` counts over all
    examples of a run; `about` is the thing the step under way was last about, `arrived` what came
    into another state since it was last looked at, `came_to` what the last step came to,
    `looks` how often somebody stopped to try what may not be.
    """

    world_made: ClassVar[World]
    salt: ClassVar[int] = 0  # of the seed under way: alike draws begin another life under another
    tally: ClassVar[Tally] = Tally()

    def __init__(self) -> None:
        super().__init__()
        self.tally.examples += 1
        self._kept = transaction.atomic()
        self._kept.__enter__()
        self.world = copy(self.world_made)
        self.world.names = dict(self.world_made.names)
        self.life: Life = beginning()
        self.steps = self._numbers = 0
        self.is_touched = True
        self.about: Any = None
        self.arrived: list[tuple[str, Any]] = []
        self.came_to, self.looks = DONE, 0

    def teardown(self) -> None:
        try:
            self.require_sound()
        finally:
            transaction.set_rollback(True)
            self._kept.__exit__(None, None, None)

    # --- one step ---

    def both(self, what: str, told: Callable[[], Any], act: Callable[[], Any]) -> Any:
        """The model first: refused, it stands as before, and the platform refuses likewise.

        What the platform made, None where it refused.
        """
        before, expected, row = deepcopy(self.life), DONE, None
        was = states(before)
        try:
            told()
        except No as no:
            self.life, expected = before, no.code
        found = DONE
        try:
            with transaction.atomic():
                row = act()
        except Fault as fault:
            found = fault.code
        assert found == expected, f"{what}: the model says {expected}, the platform {found}"
        self.is_touched = True
        if found == DONE:
            name_new(self.life, self.world)
        self._counted(what, expected, was)
        return row if found == DONE else None

    def _counted(self, what: str, answer: str, was: dict[tuple[str, Any], str]) -> None:
        self.came_to = answer
        self.tally.answers[what, answer] += 1
        moved = {} if answer != DONE else moves_of(was, states(self.life))
        for (kind, _), (since, to) in moved.items():
            assert may(kind, since, to), f"{what}: {kind} from {since} to {to}"
            self.tally.moves[kind, since, to] += 1
        self.arrived += moved
        if self.about is None:
            return
        thing = (kind_of(self.about), self.about.key)
        if thing in was and thing not in moved:
            self.tally.tries[thing[0], what, was[thing]] += 1

    def refused(self, what: str, code: str, act: Callable[[], Any]) -> None:
        """What nobody may do, whatever the state."""

        def never() -> None:
            raise No(code)

        self.both(what, never, act)

    # --- what helps rules ---

    @property
    def at(self) -> Any:
        return at(self.life.today)

    def fresh(self) -> int:
        """A number nothing else of this example has: references count once."""
        self._numbers += 1
        return self._numbers

    def name(self, kind: str, key: int) -> Any:
        return self.world.names[kind, key]

    def call(self, kind: str, key: int, name: Any) -> None:
        self.world.names[kind, key] = name

    def one(self, rows: list[Any], pick: int) -> Any:
        """The newest are picked more often: what was begun goes on."""
        at = -1 - (pick // 2) % len(rows) if pick % 2 else pick % len(rows)
        self.about = rows[at]
        return self.about

    # --- after each step ---

    @invariant()
    def both_hold_the_same(self) -> None:
        self.steps += 1
        self.about = None
        if not self.is_touched:
            return
        self.is_touched = False
        found = {
            row[0]: row[1:]
            for row in Account.objects.values_list(
                "code", "balance_fen", "held_out_fen", "held_in_fen"
            )
        }
        expected = held_by_model(self.life, self.world)
        for code in sorted({*found, *expected}):
            nothing = (0, 0, 0)
            assert found.get(code, nothing) == expected.get(code, nothing), code
        for kind, told, held in compared(self.life, self.world):
            assert held == told, kind
        if self.steps % INVARIANTS_EVERY == 0:
            self.require_sound()

    def require_sound(self) -> None:
        broken = invariants()
        assert broken == [], "\n".join(broken)


def moves_of(
    was: dict[tuple[str, Any], str], now: dict[tuple[str, Any], str]
) -> dict[tuple[str, Any], tuple[str, str]]:
    """Every thing whose state is another one, or that is new."""
    return {
        thing: (was.get(thing, NEW), state)
        for thing, state in now.items()
        if was.get(thing, NEW) != state
    }
