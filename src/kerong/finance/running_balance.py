"""The principal of one loan while its days are gone through: what is owed, what is overdue."""

from collections.abc import Sequence
from datetime import date
from typing import NoReturn, TypeVar

from kerong.finance.loan_events import (
    Drawn,
    Due,
    Event,
    Extended,
    HistoryBroken,
    LoanHistory,
    RateSet,
    Repaid,
    Replanned,
)

T = TypeVar("T", Drawn, Repaid, RateSet, Extended, Replanned)


class RunningBalance:
    """Closed one day after another; between two closings nothing changes."""

    def __init__(self, history: LoanHistory) -> None:
        self.rate = history.rate
        self.matures_on = history.matures_on
        self.balance_fen = 0
        self.overdue_fen = 0
        self._dues = sorted(history.dues, key=lambda due: due.on)

    @property
    def performing_fen(self) -> int:
        return self.balance_fen - self.overdue_fen

    def close_day(self, day: date, events: Sequence[Event]) -> None:
        """Drawings, rates and extensions come before dues fall, payments and new plans after."""
        for drawn in _of(Drawn, events):
            self._draw(drawn)
        for rate in _of(RateSet, events):
            self.rate = rate.rate
        for extended in _of(Extended, events):
            self._extend(extended)
        self._fall_due(day)
        for repaid in _of(Repaid, events):
            self._repay(repaid)
        for plan in _of(Replanned, events):
            self._replan(plan)

    def _draw(self, drawn: Drawn) -> None:
        if drawn.amount_fen <= 0:
            _refuse(drawn.on, "a drawdown is more than nothing", "提款额须大于零")
        if drawn.on >= self.matures_on:
            _refuse(drawn.on, "nothing is drawn at or after maturity", "到期后不能再提款")
        self.balance_fen += drawn.amount_fen

    def _extend(self, extended: Extended) -> None:
        if extended.on > self.matures_on:
            _refuse(extended.on, "a loan is extended before it matures", "展期须在到期前办理")
        if extended.matures_on <= self.matures_on:
            _refuse(extended.on, "the new maturity is not later", "新的到期日须晚于原到期日")
        self._dues = [due for due in self._dues if due.on < self.matures_on]
        self.matures_on = extended.matures_on

    def _fall_due(self, day: date) -> None:
        while self._dues and self._dues[0].on <= day:
            due = self._dues.pop(0)
            self.overdue_fen = min(self.balance_fen, self.overdue_fen + due.principal_fen)
        if day >= self.matures_on:
            self.overdue_fen = self.balance_fen

    def _repay(self, repaid: Repaid) -> None:
        if not 0 <= repaid.principal_fen <= self.balance_fen:
            _refuse(repaid.on, "more is repaid than is owed", "归还本金超过余额")
        late = min(repaid.principal_fen, self.overdue_fen)
        self.overdue_fen -= late
        self.balance_fen -= repaid.principal_fen
        early = repaid.principal_fen - late
        while early and self._dues:
            due = self._dues.pop(0)
            if due.principal_fen > early:
                self._dues.insert(0, Due(due.on, due.principal_fen - early))
            early = max(0, early - due.principal_fen)

    def _replan(self, plan: Replanned) -> None:
        total = sum(due.principal_fen for due in plan.dues)
        if any(due.on <= plan.on or due.principal_fen < 0 for due in plan.dues):
            _refuse(plan.on, "a plan names days to come", "新计划的应还日须在调整日之后")
        if total not in (self.performing_fen, self.balance_fen):
            _refuse(plan.on, "the plan does not cover the balance", "新计划合计与余额不符")
        if total == self.balance_fen:
            self.overdue_fen = 0
        self._dues = sorted(plan.dues, key=lambda due: due.on)
        self.matures_on = max((due.on for due in plan.dues), default=self.matures_on)


def _of(kind: type[T], events: Sequence[Event]) -> list[T]:
    return [event for event in events if isinstance(event, kind)]


def _refuse(on: date, problem: str, problem_zh: str) -> NoReturn:
    raise HistoryBroken(on=on.isoformat(), problem=problem, problem_zh=problem_zh)
