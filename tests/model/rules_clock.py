"""Days go by, over weekends and year's end; each night the platform does its work."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.model.machine import Machine


class Clock(Machine):
    @rule(days=st.sampled_from([1, 3, 7, 31, 65]))
    def wait(self, days: int) -> None:
        self.life.today += timedelta(days=days)
