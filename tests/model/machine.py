"""One step of the money life, done by the model and by the platform, and what both then hold."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
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
from tests.model.world import World, at, beginning

DONE = "done"
PICKS = st.integers(0, 40)
INVARIANTS_EVERY = 12  # steps; and at the end of each example


class Machine(RuleBasedStateMachine):
    """`world` is made once; whatever an example does to it is taken back. `counts` are
    (rule, answer) over all examples of a run.
    """

    world_made: ClassVar[World]
    counts: ClassVar["Counter[tuple[str, str]]"] = Counter()
    examples: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).examples += 1
        self._kept = transaction.atomic()
        self._kept.__enter__()
        self.world = copy(self.world_made)
        self.world.names = dict(self.world_made.names)
        self.life: Life = beginning()
        self.steps = 0

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
        type(self).counts[what, expected] += 1
        assert found == expected, f"{what}: the model says {expected}, the platform {found}"
        name_new(self.life, self.world)
        return row if found == DONE else None

    def refused(self, what: str, code: str, act: Callable[[], Any]) -> None:
        """What nobody may do, whatever the state."""

        def never() -> None:
            raise No(code)

        self.both(what, never, act)

    # --- what helps rules ---

    @property
    def at(self) -> Any:
        return at(self.life.today)

    def name(self, kind: str, key: int) -> Any:
        return self.world.names[kind, key]

    def call(self, kind: str, key: int, name: Any) -> None:
        self.world.names[kind, key] = name

    @staticmethod
    def one(rows: list[Any], pick: int) -> Any:
        """The newest are picked more often: what was begun goes on."""
        return rows[-1 - (pick // 2) % len(rows)] if pick % 2 else rows[pick % len(rows)]

    # --- after each step ---

    @invariant()
    def both_hold_the_same(self) -> None:
        self.steps += 1
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
        assert invariants() == []


def printed(counts: "Counter[tuple[str, str]]") -> str:
    """Allowed steps hit and forbidden ones tried, by rule."""
    lines = []
    for (what, answer), count in sorted(counts.items()):
        lines.append(f"{count:7d}  {what:28s} {answer}")
    done = sum(count for (_, answer), count in counts.items() if answer == DONE)
    forbidden = sum(counts.values()) - done
    lines.append(f"{done} steps done, {forbidden} refused, {len(counts)} kinds of answer")
    with suppress(ValueError):
        least = min(counts.items(), key=lambda each: each[1])
        lines.append(f"least often: {least[0][0]} {least[0][1]}, {least[1]} times")
    return "\n".join(lines)
