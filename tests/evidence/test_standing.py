"""Taking back what was computed: who may, what it hides, and what stands until then."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from kerong.evidence.errors import RowsRefused
from kerong.evidence.models import ImportBatch, Observation
from kerong.evidence.reads import preview_of
from kerong.evidence.record_observations import Statement, record_observations
from kerong.evidence.snapshot import facts_of
from kerong.evidence.standing import Standing, computed_standing
from kerong.kernel.actor import SYSTEM
from kerong.parties.models import Enterprise
from tests.build import parties
from tests.build.parties import MOMENT

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 6)


def say(
    firm: Enterprise, value: int | None, days: int = 0, *, hour: int = 0, computed: bool = True
) -> ImportBatch | None:
    day = DAY + timedelta(days=days)
    statement = Statement(firm.pk, "points", day, value, "platform", day)
    at = MOMENT + timedelta(days=days, hours=hour)
    return record_observations(
        actor=SYSTEM, name="test", statements=[statement], computed=computed, at=at
    )


def points(firm: Enterprise, days: int) -> object:
    day = DAY + timedelta(days=days)
    return facts_of(firm, as_of=day, on=day).facts.get("points")


def test_from_the_day_it_is_taken_back_a_value_is_unknown_and_from_the_next_it_is_new() -> None:
    firm = parties.enterprise()
    say(firm, 50_000)
    say(firm, None, 2)
    say(firm, 61_000, 4)

    assert [points(firm, days) for days in range(5)] == [50_000, 50_000, None, None, 61_000]


def test_the_same_day_once_more_the_later_word_holds() -> None:
    firm = parties.enterprise()
    say(firm, 50_000)
    say(firm, None, hour=1)
    assert points(firm, 0) is None

    say(firm, 50_000, hour=2)

    assert points(firm, 0) == 50_000


def test_only_what_was_computed_can_be_taken_back() -> None:
    firm = parties.enterprise()

    with pytest.raises(RowsRefused):
        say(firm, None, computed=False)
    say(firm, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.update(computed=False)


def test_what_stands_is_the_last_word_for_the_latest_day_and_nothing_once_taken_back() -> None:
    firm, other = parties.enterprise(), parties.enterprise()
    say(firm, 61_000, 4)
    say(firm, 50_000, 1)
    say(other, 40_000)
    say(other, None, 1)

    standing = computed_standing([firm.pk, other.pk], source="platform")

    end = DAY + timedelta(days=4)
    assert standing == {firm.pk: {"points": Standing("61000", end)}, other.pk: {}}
    assert computed_standing([firm.pk], source="bureau") == {}


def test_who_looks_at_the_batch_sees_that_the_value_is_unknown() -> None:
    firm = parties.enterprise()
    say(firm, 50_000)

    batch = say(firm, None, 1)

    assert batch is not None
    (row,) = preview_of(batch)
    assert row.value is None and row.fact is not None
