"""Scores over HTTP: the same document as the command, for anybody who brings facts along."""

import pytest

from kerong.api.schemas.scores import ScoreOut
from kerong.catalogue.publish_pack import publish_pack
from kerong.config.paths import PACKS
from kerong.kernel.actor import SYSTEM
from tests.api.test_main_job import Caller
from tests.build import catalogue
from tests.build.parties import MOMENT

pytestmark = pytest.mark.django_db
DAY = "on=2026-03-06"


@pytest.fixture(autouse=True)
def packs() -> None:
    catalogue.reference()
    for name in ("size", "tech-sme", "listing-star", "listing-bse"):
        publish_pack(actor=SYSTEM, folder=PACKS / "national" / name, at=MOMENT)


def test_the_names_in_force_are_listed() -> None:
    found = Caller(None).get(f"/scores?{DAY}")

    assert [row["name"] for row in found] == ["listing-bse", "listing-star", "size", "tech-sme"]
    assert all(row["verified"] for row in found)


def test_a_class_test_answers_with_grade_and_lines() -> None:
    facts = {"industry_code": "I6510", "employees": 120, "operating_revenue": "9000000.00"}

    found = Caller(None).post(f"/scores/size?{DAY}", {"facts": facts})

    assert (found["scorecard"], found["grade"], found["outcome"]) == ("size", "small", "meets")
    assert ScoreOut.model_validate(found).routes[1].outcome == "meets"


def test_a_score_inside_a_class_test_comes_with_its_indicators() -> None:
    facts = {"rd_staff": 22, "employees": 100}

    found = Caller(None).post(f"/scores/tech-sme?{DAY}", {"facts": facts})

    staff = ScoreOut.model_validate(found).items[0]
    assert (staff.raw, staff.points, staff.max) == ("0.220000", "12", "20")
    assert staff.raise_ is not None
    assert (staff.raise_.fact, staff.raise_.to, staff.raise_.points) == ("rd_staff", 25, "16")
    assert (found["value"], found["low"], found["high"]) == (None, "12", "92")


def test_all_boards_answer_at_once() -> None:
    found = Caller(None).post(f"/scores/listing?{DAY}", {"facts": {}})

    assert [test["scorecard"] for test in found["tests"]] == ["listing-bse", "listing-star"]
    ScoreOut.model_validate(found)


def test_a_name_that_is_not_in_force_is_not_found() -> None:
    status, found = Caller(None).ask("POST", f"/scores/nothing?{DAY}", {"facts": {}})

    assert (status, found["error"]["code"]) == (404, "assessment.absent")


def test_a_foreign_fact_is_refused_with_the_nearest() -> None:
    status, found = Caller(None).ask("POST", f"/scores/size?{DAY}", {"facts": {"employes": 3}})

    assert (status, found["error"]["code"]) == (400, "facts.values")
