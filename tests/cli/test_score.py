"""`kerong score`: a document for programs, a table for people; published packs or those on disk."""

import json
from datetime import date
from pathlib import Path

import pytest

from kerong.catalogue.publish_pack import publish_pack
from kerong.cli.main import main
from kerong.cli.score import held_on
from kerong.config.paths import PACKS, TEMPLATES
from kerong.kernel.actor import SYSTEM
from tests.build import catalogue as build
from tests.build.parties import MOMENT

pytestmark = pytest.mark.django_db
DAY = "2026-03-06"
PROMISED = ["scorecard", "revision", "on", "value", "low", "high", "grade", "items", "missing"]


def facts_file(folder: Path, **facts: object) -> Path:
    path = folder / "facts.json"
    document = {"party": {"name": "示例"}, "as_of": "2025-12-31", "facts": facts}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def score(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> dict:  # type: ignore[type-arg]
    code = main(["score", *map(str, arguments), "--on", DAY, "--json"])
    written = capsys.readouterr()
    document: dict = json.loads(written.out or written.err)  # type: ignore[type-arg]
    return document if code == 0 else {"exit": code, **document}


def shop(**rest: object) -> dict[str, object]:
    return {
        "legal_form": "individual_business",
        "shop_turnover_12m": "1200000.00",
        "account_inflow_12m": "600000.00",
        "bank_deposits_avg_12m": "60000.00",
        "founded_on": "2022-01-01",
        "is_integrity_shop": True,
        "is_overdue_now": False,
        "is_dishonest_debtor": False,
        "is_abnormal_operation": False,
        "overdue_count_2y": 0,
    } | rest


def test_a_score_begins_with_the_promised_keys_and_shows_every_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = score(capsys, "shop-preapproval", "--facts", facts_file(tmp_path, **shop()))

    assert list(found)[: len(PROMISED)] == PROMISED
    assert (found["value"], found["low"], found["high"], found["grade"]) == ("68", "68", "68", "B")
    assert found["amount_yuan"] == "180000.00"
    turnover = found["items"][0]
    assert list(turnover)[:5] == ["code", "raw", "points", "max", "verified"]
    assert (turnover["raw"], turnover["points"], turnover["max"]) == ("1200000.00", "30", "40")
    assert turnover["verified"] is False
    assert turnover["source"] and turnover["clause"] == "店铺数据"
    assert turnover["category"] == 32


def test_each_indicator_says_what_would_raise_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = score(
        capsys, "shop-preapproval", "--facts", facts_file(tmp_path, **shop(is_integrity_shop=False))
    )

    better = {item["code"]: item["raise"] for item in found["items"]}
    assert better["integrity"] == {
        "fact": "is_integrity_shop",
        "from": False,
        "to": True,
        "points": "10",
    }
    assert better["years"] is None  # nobody can change the day a shop was founded


def test_an_unknown_raw_value_leaves_a_span_and_names_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = facts_file(tmp_path, **shop(account_inflow_12m=None))

    found = score(capsys, "shop-preapproval", "--facts", facts)

    assert (found["value"], found["low"], found["high"], found["grade"]) == (None, "58", "78", None)
    assert found["missing"] == ["account_inflow_12m"]
    assert (found["amount_yuan"], found["amount_low_yuan"]) == (None, "120000.00")


def test_a_size_is_the_grade_of_the_class_test(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = facts_file(
        tmp_path, industry_code="I6510", employees=120, operating_revenue="9000000.00"
    )

    found = score(capsys, "size", "--facts", facts)

    assert (found["grade"], found["outcome"], found["value"]) == ("small", "meets", None)
    staff, revenue = found["items"]
    assert (staff["code"], staff["raw"], staff["reached"]) == ("employees", 120, "medium")
    assert staff["next"] == {"class": "large", "distance": 180}
    assert (revenue["raw"], revenue["reached"]) == ("9000000.00", "small")
    assert revenue["next"] == {"class": "medium", "distance": "1000000.00"}
    assert revenue["limits"]["medium"] == "10000000.00"


def test_a_large_firm_lacks_nothing_and_an_unknown_measure_says_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = facts_file(tmp_path, industry_code="I6510", employees=300)

    staff, revenue = score(capsys, "size", "--facts", facts)["items"]

    assert (staff["reached"], staff["next"]) == ("large", None)
    assert (revenue["raw"], revenue["reached"], revenue["next"]) == (None, None, None)


def test_the_boards_answer_under_one_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = score(capsys, "listing", "--facts", facts_file(tmp_path, market_cap="100.00"))

    assert [item["code"] for item in found["items"]] == [
        "listing-bse",
        "listing-chinext",
        "listing-main",
        "listing-neeq-base",
        "listing-neeq-innovation",
        "listing-star",
        "listing-star-attribute",
    ]
    assert found["grade"] == "unknown"
    assert len(found["tests"]) == 7


def test_points_mean_the_card_in_force_where_the_firm_is_registered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def card(division: str, day: str) -> str:
        path = facts_file(tmp_path, division_code=division)
        main(["score", "points", "--facts", str(path), "--on", day, "--json"])
        return str(json.loads(capsys.readouterr().out)["scorecard"])

    assert card("500107", "2026-03-06") == "points"
    assert card("500107", "2025-10-28") == "points-2022"


def test_a_template_holds_nowhere_until_a_zone_makes_it_its_own() -> None:
    held = {each.key for each in held_on(date.fromisoformat(DAY))}

    assert (TEMPLATES / "points-district").is_dir()
    assert "points" in held and "points-district" not in held


def test_a_published_pack_is_what_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build.reference()
    publish_pack(actor=SYSTEM, folder=PACKS / "national" / "size", at=MOMENT)

    main(["score", "--list", "--on", DAY, "--json"])

    assert [row["name"] for row in json.loads(capsys.readouterr().out)] == ["size"]


def test_people_get_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = facts_file(tmp_path, **shop())

    assert main(["score", "shop-preapproval", "--facts", str(facts), "--on", DAY]) == 0
    printed = capsys.readouterr().out
    assert "value 68  grade B" in printed
    assert "180000.00" in printed
    assert "turnover: ≥ 10 万元：10 分；≥ 30 万元：20 分" in printed
    assert "  shop_turnover_12m 1200000.00  given 2025-12-31" in printed

    better = facts_file(tmp_path, **shop(is_integrity_shop=False))
    main(["score", "shop-preapproval", "--facts", str(better), "--on", DAY])
    assert "  is_integrity_shop False -> True gives 10" in capsys.readouterr().out

    assert main(["score", "--list", "--on", DAY]) == 0
    assert "knowledge-value" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nothing-of-that-name"], "assessment.absent"),
        (["points-2022"], "assessment.absent"),  # no longer in force on the day
    ],
)
def test_a_name_that_is_not_in_force_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: str
) -> None:
    found = score(capsys, *arguments, "--facts", facts_file(tmp_path))

    assert (found["exit"], found["error"]["code"]) == (2, code)


def test_a_name_without_facts_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert score(capsys, "size")["error"]["code"] == "score.needs_facts"
