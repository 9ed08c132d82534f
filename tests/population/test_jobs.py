"""The night's run: one a day, and one more where that was given up."""

from datetime import timedelta

import pytest

from kerong.population.jobs import begin_nightly_run
from kerong.population.models import Run
from kerong.population.work import give_up
from tests.build import population as build
from tests.build.parties import MOMENT

pytestmark = pytest.mark.django_db
HALF_AN_HOUR = timedelta(minutes=30)


def nights() -> list[str]:
    return list(Run.objects.filter(kind="nightly").order_by("pk").values_list("state", flat=True))


def test_a_night_has_one_run_however_often_the_job_looks() -> None:
    begin_nightly_run(MOMENT)
    begin_nightly_run(MOMENT + HALF_AN_HOUR)
    build.worked(Run.objects.get())
    begin_nightly_run(MOMENT + 2 * HALF_AN_HOUR)

    assert nights() == ["done"]


def test_a_night_whose_run_was_given_up_is_tried_again() -> None:
    begin_nightly_run(MOMENT)
    give_up(Run.objects.get(), "block 1 kept failing", at=MOMENT)

    begin_nightly_run(MOMENT + HALF_AN_HOUR)

    assert nights() == ["failed", "planned"]
