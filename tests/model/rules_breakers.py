"""Breakers lifted and stopped by two people, and loans that one of them kept out let in."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from kerong.contracts.compensation.ask_breaker_change import BreakerWish, ask_breaker_change
from kerong.contracts.compensation.decide_breaker_change import decide_breaker_change
from kerong.contracts.compensation.let_in import ask_let_in, decide_let_in
from kerong.contracts.compensation.models import Breaker as BreakerRow
from kerong.contracts.compensation.models import KeptOut as KeptOutRow
from tests.model.compared import holder_of
from tests.model.machine import PICKS, Machine
from tests.model.reference.breakers import KeptOut, Wish

OFFICERS = st.sampled_from(["officer/0", "officer/1"])


def some_breakers(self: Any) -> bool:
    return bool(self.life.breakers.rows)


def some_wishes(self: Any) -> bool:
    return bool(self.life.breakers.wishes)


def some_kept_out(self: Any) -> bool:
    return bool(self.life.breakers.kept_out)


class Breakers(Machine):
    @precondition(some_breakers)
    @rule(
        pick=PICKS,
        kind=st.sampled_from(["resume", "suspend"]),
        days=st.sampled_from([0, 10, 90, 90, -1]),
        by=OFFICERS,
    )
    def ask_breaker(self, pick: int, kind: str, days: int, by: str) -> None:
        rows = list(self.life.breakers.rows.values())
        row, today = self.one(rows, pick), self.life.today
        until = today + timedelta(days=days) if kind == "resume" else None
        pk = BreakerRow.objects.get(holder=holder_of(row.holder, self.world)).pk
        wish = BreakerWish(kind=kind, words="经会商，情况已核实", lifted_until=until)
        told = {"breaker_id": pk, "wish": wish, "at": self.at}
        made = self.both(
            "ask breaker change",
            lambda: self.life.breakers.ask(row, kind, until, by, today),
            lambda: ask_breaker_change(actor=self.world.person(by), **told),
        )
        if made is not None:
            self.call("wish", len(self.life.breakers.wishes) - 1, (pk, made.pk))

    @precondition(some_wishes)
    @rule(pick=PICKS, by=OFFICERS, agrees=st.sampled_from([True, True, False]))
    def decide_breaker(self, pick: int, by: str, agrees: bool) -> None:
        open_ = [each for each in self.life.breakers.wishes if each.state == "asked"]
        self.decided_wish(self.one(open_ or self.life.breakers.wishes, pick), by, agrees)

    def decided_wish(self, wish: Wish, by: str, agrees: bool) -> None:
        pk, change = self.name("wish", wish.key)
        told: dict[str, Any] = {"breaker_id": pk, "change_id": change, "agrees": agrees}
        self.both(
            "decide breaker change",
            lambda: self.life.breakers.decide(wish, agrees, by, self.life.today),
            lambda: decide_breaker_change(actor=self.world.person(by), **told, at=self.at),
        )

    @precondition(some_kept_out)
    @rule(pick=PICKS, by=OFFICERS)
    def ask_in(self, pick: int, by: str) -> None:
        kept, no = self._kept_out(pick)
        told = {"loan_no": no, "words": "经核实，贷款资料齐全", "at": self.at}
        self.both(
            "ask to let in",
            lambda: self.life.breakers.ask_let_in(kept, by, self.life.today),
            lambda: ask_let_in(actor=self.world.person(by), **told),
        )

    @precondition(some_kept_out)
    @rule(pick=PICKS, by=OFFICERS, agrees=st.sampled_from([True, True, False]))
    def decide_in(self, pick: int, by: str, agrees: bool) -> None:
        kept, no = self._kept_out(pick)
        seen = KeptOutRow.objects.get(loan__no=no).asked_at or self.at
        told: dict[str, Any] = {"loan_no": no, "asked_at": seen, "agrees": agrees}
        self.both(
            "decide to let in",
            lambda: self.life.breakers.decide_let_in(kept, agrees, by, self.life.today),
            lambda: decide_let_in(actor=self.world.person(by), **told, at=self.at),
        )

    def _kept_out(self, pick: int) -> tuple[KeptOut, str]:
        kept = self.one(self.life.breakers.kept_out, pick)
        return kept, self.name("loan", kept.loan.key)
