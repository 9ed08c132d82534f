"""What was begun goes on: beginnings worth an example, steps ahead, and things seen through."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from tests.model.machine import PICKS
from tests.model.next_steps import NextSteps
from tests.model.reference.fen import WAN
from tests.model.rules_runs import QUARTERS
from tests.model.rules_subsidies import YEAR

SCENES = (
    "lost",
    "guaranteed",
    "bridged",
    "awarded",
    "given_way",
    "owing",
    "letter_out",
    "watched",
    *("interest", "lent", "called_off", "late"),
)
FARTHEST = 14  # steps that one thing is seen through


def seeing() -> Any:
    """A rule that sees one thing through."""

    @rule(pick=PICKS, far=st.integers(3, FARTHEST))
    def see_through(self: Any, pick: int, far: int) -> None:
        self.carry(pick, far)

    return see_through


class GoingOn(NextSteps):
    """All rules together; without a push few examples would come to the end of anything."""

    @initialize(scenes=st.lists(st.sampled_from(SCENES), min_size=1, max_size=3, unique=True))
    def begin(self, scenes: list[str]) -> None:
        for scene in scenes:
            getattr(self, f"_{scene}")()

    def _lost(self) -> None:
        self.open_loan(0, 0, 133 * WAN + 33, 70, 12, True, 0)
        self.fall_behind(1, 4, 12_345, 61)

    def _guaranteed(self) -> None:
        self.ask_for_a_letter(1, 75 * WAN + 1, "batch", 0)
        self.draw_on_a_letter(1, 0, 0)
        self.fall_behind(1, 1, 1_000_000, 61)

    def _letter_out(self) -> None:
        """One letter waits for its loan, another one is given up."""
        for _ in range(2):
            self.ask_for_a_letter(2, 75 * WAN + 1, "batch", 0)
        self.turn_a_letter_down(1, "withdrawn")

    def _bridged(self) -> None:
        self.open_loan(1, 1, 60 * WAN + 1, 70, 3, False, 0)
        self.apply(1, 3, 1000)

    def _called_off(self) -> None:
        """Approved, and the firm repays by itself."""
        self.open_loan(2, 0, 60 * WAN + 1, 70, 3, False, 0)
        self.apply(1, 3, 1000)
        self._carried("bridge", 4)
        self.call_off(1)

    def _lent(self) -> None:
        """As far as the old loan's end."""
        self.open_loan(0, 0, 60 * WAN + 1, 70, 3, False, 0)
        self.apply(1, 3, 1000)
        self._carried("bridge", 8)

    def _carried(self, kind: str, far: int) -> None:
        """The newest thing of a kind, so many steps."""
        for _ in range(far):
            steps = [each for each in self.steps_ahead() if each[0][0] == kind]
            if not steps:
                return
            max(steps, key=lambda each: each[0][1])[1]()

    def _late(self) -> None:
        """Paid, and sent back by the bank afterwards."""
        self.award(0, "city", "second-2026", 8 * WAN, "max", YEAR, "project:P-4")
        self.order(1, "whole")
        self.pay_all_of("subsidy", False)
        self.come_back(1, 0, False, "officer/1")

    def _awarded(self) -> None:
        wish = ("district", "upgrading-2026", 30 * WAN + 1, "max", YEAR, "project:P-1")
        self.award(0, *wish)
        self.order(1, "advance")
        self.pay_all_of("subsidy", False)

    def _given_way(self) -> None:
        """The city pays more for the matter the district was to pay for."""
        self.award(1, "district", "second-2026", 8 * WAN, "max", YEAR, "project:P-2")
        self.award(1, "city", "upgrading-2026", 30 * WAN, "max", YEAR, "project:P-2")

    def _owing(self) -> None:
        self.award(0, "province", "second-2026", 8 * WAN, "max", YEAR, "project:P-3")
        self.order(1, "whole")
        self.pay_all_of("subsidy", False)
        self.take_back(1, 2)

    def _interest(self) -> None:
        """A quarter is subsidised and paid; later the bank says when the loan was in arrears."""
        self.open_loan(0, 1, 100 * WAN, 70, 6, False, 0)
        self.repay(1, 0, 1_000_000, 0)
        self.draft_a_run(QUARTERS[0], "upgrading-2026", "officer/0")
        self.submit_a_run(1)
        self.approve_a_run(1, "officer/1")
        self.order(1, "advance")
        self.pay_all_of("subsidy", False)

    def _watched(self) -> None:
        """3.9 % overdue warns, 5.6 % stops; what is lent now is kept out."""
        for fen in (1000 * WAN, 41 * WAN, 20 * WAN):
            self.open_loan(1, 1, fen, 70, 12, True, 0)
        for newest in (3, 1):
            self.fall_behind(newest, 1, 0, 5)
        self.open_loan(1, 1, 20 * WAN, 0, 12, True, 0)
        self.ask_for_a_letter(1, 40 * WAN, "batch", 0)

    # --- the next step of something ---

    @rule(pick=st.integers(0, 1000), more=st.integers(0, 4))
    def go_on(self, pick: int, more: int) -> None:
        for no in range(1 + more):
            steps = list(self.steps_ahead())
            if not steps:
                return
            steps[(pick + no * 7) % len(steps)][1]()

    def carry(self, pick: int, far: int) -> None:
        """One thing, step by step, as far as it goes."""
        whose = sorted({name for name, _ in self.steps_ahead()}, key=str)
        if not whose:
            return
        mine = whose[pick % len(whose)]
        for _ in range(far):
            step = next((step for name, step in self.steps_ahead() if name == mine), None)
            if step is None:
                return
            step()

    # Six of some seventy rules, or most lives would end before anything in them does.
    see_through, see_on, see_further, see_to, see_out, see_off = (seeing() for _ in range(6))
