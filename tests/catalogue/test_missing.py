"""What a firm's gaps hold up, counted without writing a document."""

from collections import Counter
from typing import Any

import pytest

from kerong.catalogue import matching
from kerong.catalogue.matching import calculate, facts_missing
from kerong.kernel.actor import ANONYMOUS
from tests.build import catalogue as build
from tests.build.catalogue import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_loan")]


def test_it_is_counted_as_in_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        build.on_shelf()
    facts: dict[str, Any] = {"tax_paid": 10_000_000}
    written = calculate(facts=facts, as_of=DAY, on=DAY, actor=ANONYMOUS)
    expected = Counter(code for result in written["results"] for code in result["missing"])
    monkeypatch.setattr(matching, "Writer", None)

    found = facts_missing(facts=facts, on=DAY, actor=ANONYMOUS)

    assert found == expected
    assert max(found.values()) >= 3


def test_nobody_is_held_up_where_nothing_is_on_the_shelf() -> None:
    assert facts_missing(facts={}, on=DAY, actor=ANONYMOUS) == Counter()
