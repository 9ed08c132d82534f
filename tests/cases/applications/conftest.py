"""A world with two policies, and a package of the test's own that carries grants out."""

import pytest

from kerong.catalogue import effects
from tests.build import applications
from tests.build.applications import Opened


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    monkeypatch.setattr(effects, "_handlers", {})
    found = Opened()
    applications.carried_out(found)
    return found


@pytest.fixture(autouse=True)
def _world(db: None, opened: Opened) -> None:
    applications.world()
