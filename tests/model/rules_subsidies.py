"""What officers award, order, cancel and take back."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from kerong.contracts.subsidies.approve_waiver import approve_waiver
from kerong.contracts.subsidies.ask_waiver import ask_waiver
from kerong.contracts.subsidies.award import SubsidyAward
from kerong.contracts.subsidies.award_subsidy import award_subsidy
from kerong.contracts.subsidies.cancel_subsidy import cancel_subsidy
from kerong.contracts.subsidies.confirm_claw_back import confirm_claw_back
from kerong.contracts.subsidies.drop_claw_back import drop_claw_back
from kerong.contracts.subsidies.models import ClawBack
from kerong.contracts.subsidies.order_claw_back import BackOrder, order_claw_back
from kerong.contracts.subsidies.order_subsidy import order_subsidy
from kerong.contracts.subsidies.receive_claw_back import receive_claw_back
from tests.model.machine import PICKS, Machine
from tests.model.reference.days import months_of
from tests.model.reference.fen import WAN
from tests.model.reference.subsidies import Award, Entitlement
from tests.model.world import BUDGETS, FIRMS, SHARED

YEAR, HALF = ("2026-01", "2026-12"), ("2026-01", "2026-06")
OFFICERS = st.sampled_from(["officer/0", "officer/1"])


def some_awards(self: Any) -> bool:
    return bool(self.life.subsidies.awards)


def some_claw_backs(self: Any) -> bool:
    return bool(self.life.subsidies.claw_backs)


class Subsidies(Machine):
    @rule(
        firm=st.integers(0, FIRMS - 1),
        clause=st.sampled_from(["district", "city", "province"]),
        budget=st.sampled_from([*sorted(BUDGETS), *SHARED]),
        fen=st.sampled_from([8 * WAN, 30 * WAN, 30 * WAN + 1, 50 * WAN]),
        stack=st.sampled_from(["max", "max", "difference"]),
        months=st.sampled_from([YEAR, YEAR, HALF]),
        matter=st.sampled_from(["project:P-1", "project:P-1", "project:P-2"]),
    )
    def award(
        self, firm: int, clause: str, budget: str, fen: int, stack: str, months: Any, matter: str
    ) -> None:
        if len(self.life.subsidies.awards) >= 12:
            return
        under = Entitlement(firm, "upgrading", matter, months_of(*months))
        wish = Award(0, clause, budget, stack, fen, 0, under)
        number = self.fresh()
        award = SubsidyAward(
            reference=f"decision:D{number}",
            origin=f"case:A2026-{number:06d}",
            programme=clause,
            clause=clause,
            enterprise_id=self.world.firms[firm].pk,
            matter=matter,
            first_month=months[0],
            last_month=months[1],
            amount_fen=fen,
            form="cash",
            budget=budget,
            stack_rule=stack,
            family="upgrading",
        )
        told: dict[str, Any] = {"award": award, "actor": self.world.person("officer/0")}
        self.call("award", len(self.life.subsidies.awards), "")
        row = self.both(
            "award",
            lambda: self.life.subsidies.award(wish, self.life.today),
            lambda: self._named(award_subsidy(**told, at=self.at)),
        )
        if row is not None:
            self.both("award again", lambda: None, lambda: award_subsidy(**told, at=self.at))

    def _named(self, row: Any) -> Any:
        self.call("award", len(self.life.subsidies.awards) - 1, row.no)
        return row

    @precondition(some_awards)
    @rule(pick=PICKS, part=st.sampled_from(["whole", "whole", "advance", "rest"]))
    def order(self, pick: int, part: str) -> None:
        award, no = self._award(pick)
        self.both(
            "order subsidy",
            lambda: self.life.subsidies.order(award, part, self.life.today),
            lambda: order_subsidy(
                no=no, part=part, actor=self.world.person("officer/0"), at=self.at
            ),
        )

    @precondition(some_awards)
    @rule(pick=PICKS)
    def cancel(self, pick: int) -> None:
        award, no = self._award(pick)
        told = {"no": no, "words": "企业自愿放弃", "at": self.at}
        self.both(
            "cancel subsidy",
            lambda: self.life.subsidies.cancel(award, self.life.today),
            lambda: cancel_subsidy(actor=self.world.person("officer/1"), **told),
        )

    @precondition(some_awards)
    @rule(pick=PICKS, by=st.sampled_from(["firm0/owner", "auditor", "bank0/clerk"]))
    def a_stranger_orders(self, pick: int, by: str) -> None:
        _, no = self._award(pick)
        actor = self.world.person(by)
        act = lambda: order_subsidy(no=no, actor=actor, at=self.at)  # noqa: E731
        self.refused("stranger orders", "auth.role", act)

    # --- taking back ---

    @precondition(some_awards)
    @rule(pick=PICKS, part=st.sampled_from([1, 2, 4, 5]))
    def take_back(self, pick: int, part: int) -> None:
        """For misuse: quarters of what arrived, five are more than arrived."""
        paid = [each for each in self.life.subsidies.awards if each.settled]
        award = self.one(paid or self.life.subsidies.awards, pick)
        self.back_of(award, award.settled * part // 4 or 1)

    def back_of(self, award: Award, fen: int) -> None:
        order = BackOrder(
            event="moved_away",
            event_on=self.life.today,
            amount_fen=fen,
            words="企业已迁出本区",
            client_key=f"key-{self.fresh()}",
        )
        no, held = self.name("award", award.key), self.life.subsidies
        told = {"order": order, "actor": self.world.person("officer/0"), "at": self.at}

        def expected() -> None:
            held.order_back(held.propose(award, "moved_away", fen), fen, self.life.today)

        if self.both("order back", expected, lambda: order_claw_back(no=no, **told)):
            self.both("order back again", lambda: None, lambda: order_claw_back(no=no, **told))

    @precondition(some_claw_backs)
    @rule(pick=PICKS, less=st.sampled_from([0, 0, 1, -1]))
    def confirm_back(self, pick: int, less: int) -> None:
        back, no = self._claw_back(pick)
        fen, held = back.amount - less, self.life.subsidies
        told = {"no": no, "amount_fen": fen, "words": "逾期区间不予贴息", "at": self.at}
        self.both(
            "confirm claw-back",
            lambda: held.order_back(back, fen, self.life.today),
            lambda: confirm_claw_back(actor=self.world.person("officer/1"), **told),
        )

    @precondition(some_claw_backs)
    @rule(pick=PICKS)
    def drop_back(self, pick: int) -> None:
        back, no = self._claw_back(pick)
        told = {"no": no, "words": "核实后不予追回", "at": self.at}
        self.both(
            "drop claw-back",
            lambda: self.life.subsidies.drop(back),
            lambda: drop_claw_back(actor=self.world.person("officer/1"), **told),
        )

    @precondition(some_claw_backs)
    @rule(pick=PICKS, part=st.sampled_from([1, 2, 2, 3]), twice=st.booleans())
    def receive_back(self, pick: int, part: int, twice: bool) -> None:
        """Halves of what is left; the bank's own number counts once."""
        back, no = self._claw_back(pick)
        fen, number = max(1, back.left * part // 2), f"SK-{self.fresh()}"
        if twice and back.receipts:
            number, fen = next(iter(back.receipts.items()))
        told: dict[str, Any] = {"no": no, "amount_fen": fen, "bank_no": number, "at": self.at}
        self.both(
            "receive claw-back",
            lambda: self.life.subsidies.receive_back(back, fen, number, self.life.today),
            lambda: receive_claw_back(
                actor=self.world.person("officer/0"), received_on=self.life.today, **told
            ),
        )

    @precondition(some_claw_backs)
    @rule(pick=PICKS, by=OFFICERS)
    def ask_waiver(self, pick: int, by: str) -> None:
        back, no = self._claw_back(pick)
        told = {"no": no, "words": "企业已破产，确实无法追回", "at": self.at}
        self.both(
            "ask waiver",
            lambda: self.life.subsidies.ask_waiver(back, by),
            lambda: ask_waiver(actor=self.world.person(by), **told),
        )

    @precondition(some_claw_backs)
    @rule(pick=PICKS, by=OFFICERS)
    def waive(self, pick: int, by: str) -> None:
        back, no = self._claw_back(pick)
        row = ClawBack.objects.get(no=no)
        told = {"no": no, "asked_at": row.waiver_asked_at or self.at, "left_fen": row.left_fen}
        self.both(
            "waive claw-back",
            lambda: self.life.subsidies.waive(back, by, self.life.today),
            lambda: approve_waiver(actor=self.world.person(by), at=self.at, **told),
        )

    def _award(self, pick: int) -> tuple[Award, str]:
        award = self.one(self.life.subsidies.awards, pick)
        return award, self.name("award", award.key)

    def _claw_back(self, pick: int) -> Any:
        back = self.one(self.life.subsidies.claw_backs, pick)
        return back, self.name("claw_back", back.key)
