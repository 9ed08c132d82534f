"""Pages of back-tests: sending outcomes in, pictures and their table, exports, refusals."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kerong.kernel import roles
from kerong.population.models import BackTest
from tests.build import parties
from tests.build.outcomes import WORDS, card, csv_file, made, scores, shops
from tests.build.parties import MOMENT
from tests.build.population import officer as officer_acting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_that_day():
    with time_machine.travel(MOMENT + timedelta(hours=3), tick=False):
        yield


def browser(role: str = roles.OFFICER) -> Client:
    client = Client()
    client.force_login(parties.person(role))
    client.get("/accounts/choose/")
    return client


def send(client: Client, content: bytes, **more: str):
    fields = {"title": "试点回测", "words": WORDS, "scorecard": "", **more}
    file = SimpleUploadedFile("outcomes.csv", content)
    return client.post(reverse("console:backtest-new"), {**fields, "outcomes": file}, follow=True)


def test_outcomes_are_sent_in_and_shown_with_pictures_and_their_table() -> None:
    answer = send(browser(), scores())

    shown = answer.content.decode()
    kept = BackTest.objects.get()
    assert answer.status_code == 200 and "回测已保存" in shown
    assert WORDS in shown and kept.digest in shown and kept.file_digest in shown
    assert 'id="curve-data"' in shown and 'id="bins-data"' in shown
    assert shown.count('<th scope="row"') == 2 * len(json.loads(kept.body)["bins"])


def test_a_scorecard_scores_the_facts_of_a_file() -> None:
    card()
    rows = [{"outcome": "good"}] * 2 + [{"outcome": "bad", "shop_turnover_12m": "1.00"}]

    answer = send(browser(), shops(*rows), scorecard="shop-preapproval")

    shown = answer.content.decode()
    assert "个体工商户预授信（无感授信） 第 1 版" in shown and "未核实" in shown


def test_what_was_left_out_is_said() -> None:
    header = ("party", "score", "outcome")
    rows = [("A", 1, "bad"), ("B", 2, "good"), ("C", 3, ""), ("D", "", "bad"), ("A", 4, "good")]

    shown = send(browser(), csv_file(header, rows)).content.decode()

    for words in ("尚无结果", "没有得分", "同一主体同一日重复"):
        assert words in shown


def test_a_score_that_points_the_wrong_way_is_said() -> None:
    rows = [("A", 1, "good"), ("B", 2, "bad")]

    shown = send(browser(), csv_file(("party", "score", "outcome"), rows)).content.decode()

    assert "方向相反" in shown


def test_a_faulty_file_is_told_on_the_form() -> None:
    answer = send(browser(), csv_file(("party", "score", "outcome"), [("A", "x", "good")]))

    assert answer.status_code == 400
    assert "第 2 行" in answer.content.decode()
    assert not BackTest.objects.exists()


def test_a_form_without_words_or_file_is_refused() -> None:
    answer = browser().post(reverse("console:backtest-new"), {"title": "x"})

    assert answer.status_code == 400


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_figures_can_be_taken_away(kind: str) -> None:
    kept = made(officer_acting())

    answer = browser(roles.AUDITOR).get(
        reverse("console:backtest", args=[kept.no]), {"export": kind}
    )

    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    if kind == "json":
        assert json.loads(answer.content) == json.loads(kept.body)
    if kind == "csv":
        lines = answer.content.decode("utf-8-sig").splitlines()
        assert len(lines) == 1 + len(json.loads(kept.body)["bins"])
        assert lines[-1].count("100%") >= 2  # the curve ends where all lie at or below


def test_the_list_is_searched_by_nobody_else_and_exported() -> None:
    kept = made(officer_acting())

    shown = browser(roles.AUDITOR).get(reverse("console:backtests"))
    assert kept.no in shown.content.decode() and "上传结果" not in shown.content.decode()
    file = browser().get(reverse("console:backtests"), {"export": "csv"})
    assert kept.no in file.content.decode("utf-8-sig")


def test_the_pages_are_there_in_english_too() -> None:
    kept = made(officer_acting())
    client = browser()
    client.cookies["django_language"] = "en"

    for name, args in (("backtests", []), ("backtest-new", []), ("backtest", [kept.no])):
        shown = client.get(reverse(f"console:{name}", args=args)).content.decode()
        assert "<h1" in shown
    assert "Which data these are" in shown


def test_an_unknown_number_is_absent() -> None:
    answer = browser().get(reverse("console:backtest", args=["B2026-999999"]))

    assert answer.status_code == 404
