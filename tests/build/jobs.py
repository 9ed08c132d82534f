"""A clock that is put forward by hand, and a policy for jobs of tests."""

from datetime import UTC, datetime, timedelta

from kerong.kernel import roles
from kerong.kernel.policy import Policy, Whose

RUN = Policy("tests.run", frozenset({roles.SYSTEM}), Whose.PLATFORM)


class Clock:
    """Stands still until told otherwise."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 6, 4, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)
