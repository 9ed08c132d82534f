"""Plans: kept by day, today's never displaced, built once however many ask at the same time."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest

from kerong.catalogue import plans
from kerong.catalogue.errors import DayOutOfReach
from kerong.catalogue.matching import calculate_document
from kerong.catalogue.plans import plan_asked, plan_for
from kerong.kernel.actor import ANONYMOUS
from tests.build import catalogue as build
from tests.build.catalogue import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_loan")]


def computed(on: date, today: date | None = DAY) -> object:
    return calculate_document(document={"facts": {}}, on=on, actor=ANONYMOUS, today=today)


def test_days_asked_in_rotation_never_displace_the_plan_of_today() -> None:
    build.on_shelf()
    todays = plan_for(DAY)
    for turn in range(1, 3 * plans.MOST_ASKED):
        computed(DAY + timedelta(days=turn))
    assert plan_for(DAY) is todays
    assert len(plans._asked) <= plans.MOST_ASKED


def test_today_asked_through_a_document_is_the_plan_of_today() -> None:
    assert plan_asked(DAY, today=DAY) is plan_for(DAY)


def test_a_day_asked_first_becomes_the_platforms_own_when_it_comes() -> None:
    tomorrow = DAY + timedelta(days=1)
    asked = plan_asked(tomorrow, today=DAY)
    assert plan_for(tomorrow) is asked
    assert all(key[1] != tomorrow for key in plans._asked)


@pytest.mark.parametrize("on", [date(1, 1, 1), DAY + timedelta(days=367), date.max])
def test_a_day_without_rules_or_beyond_a_year_is_refused_before_anything_is_built(
    on: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plans, "_build", lambda *given: pytest.fail("built"))
    with pytest.raises(DayOutOfReach):
        computed(on)


def test_a_year_ahead_can_still_be_asked() -> None:
    assert computed(DAY + timedelta(days=366))


def test_many_who_miss_the_same_plan_wait_for_one_to_build_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What touches the database stands still here, so that only the waiting is tried."""
    reference, stand = plans.reference_tables(), plans.catalogue_stand()
    ready = plan_for(DAY)
    plans._held.clear()
    plans._asked.clear()
    start, built, found = Barrier(6), [], []
    monkeypatch.setattr(plans, "reference_tables", lambda: reference)
    monkeypatch.setattr(plans, "catalogue_stand", lambda: stand)
    monkeypatch.setattr(plans, "_build", lambda *given: built.append(given) or ready)

    def ask() -> None:
        start.wait()
        found.append(plan_for(DAY))

    threads = [Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(built) == 1
    assert found == [ready] * 6
