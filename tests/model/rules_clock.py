"""Days go by, over weekends and year's end; nights do their work, months are closed by two."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from kerong.contracts.bridges.lapse_bridges import lapse_bridges
from kerong.contracts.bridges.watch_days import watch_days
from kerong.contracts.compensation.jobs import read_all_breakers
from kerong.contracts.guarantees.expire_guarantees import expire_guarantees
from kerong.contracts.guarantees.invoice_fees import invoice_fees
from kerong.contracts.guarantees.lapse_letters import lapse_letters
from kerong.contracts.loans.lapse_requests import lapse_requests
from kerong.ledger.ask_closing import ask_closing
from kerong.ledger.close_period import close_period
from kerong.ledger.return_period import return_period
from tests.model.machine import Machine
from tests.model.reference.days import months_after

NIGHTLY = (
    *(read_all_breakers, lapse_letters, expire_guarantees, invoice_fees, watch_days),
    *(lapse_bridges, lapse_requests),
)
BOOKS = st.sampled_from(["fiscal", "fiscal", "exposure"])
OFFICERS = st.sampled_from(["officer/0", "officer/1"])


class Clock(Machine):
    @rule(days=st.sampled_from([1, 3, 7, 31, 65]), twice=st.booleans())
    def wait(self, days: int, twice: bool) -> None:
        """The night's work done a second time changes nothing."""
        self.life.today += timedelta(days=days)
        for _ in range(1 + twice):
            self.both("night", self.life.night, self._night)

    def _night(self) -> None:
        for job in NIGHTLY:
            job(self.at)

    # --- months ---

    def month(self, back: int) -> date:
        return months_after(self.life.today.replace(day=1), -back)

    @rule(book=BOOKS, back=st.sampled_from([1, 1, 1, 2, 0]), by=OFFICERS)
    def ask_to_close(self, book: str, back: int, by: str) -> None:
        month, closing = self.month(back), self.life.closing
        told = {"book": book, "month_start": month, "words": "月结", "at": self.at}
        self.both(
            "ask to close",
            lambda: closing.ask(book, month, by, self.life.today),
            lambda: ask_closing(actor=self.world.person(by), **told),
        )

    @rule(book=BOOKS, by=OFFICERS, back=st.booleans())
    def close(self, book: str, by: str, back: bool) -> None:
        """The month that waits, or the last one where none does; closed, or sent back."""
        closing = self.life.closing
        month = closing.asked.get(book, (self.month(1), ""))[0]
        told: dict[str, Any] = {"book": book, "month_start": month, "at": self.at}
        actor = self.world.person(by)
        if back:
            self.both(
                "send month back",
                lambda: closing.send_back(book, month),
                lambda: return_period(actor=actor, words="漏记一笔", **told),
            )
            return
        self.both(
            "close month",
            lambda: closing.close(book, month, by),
            lambda: close_period(actor=actor, **told),
        )
