"""Every test of notices knows the same few people and one kind of notice."""

import pytest

from tests.build.notices import people_answer


@pytest.fixture(autouse=True)
def _people(monkeypatch: pytest.MonkeyPatch) -> None:
    people_answer(monkeypatch)
