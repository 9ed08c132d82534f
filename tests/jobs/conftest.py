"""Jobs declared inside a test are forgotten after it."""

from collections.abc import Iterator

import pytest

from kerong.jobs import queue, schedule


@pytest.fixture(autouse=True)
def _own_declarations(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(schedule, "_declared", {})
    monkeypatch.setattr(queue, "_declared", {})
    yield
