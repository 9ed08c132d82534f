"""Commands as somebody types them: documents on stdout, words on stderr, exit codes."""

import json
from pathlib import Path

import pytest

from kerong.cli.main import main
from tests.build import cases as case_build
from tests.build import catalogue as build

ROOT = Path(__file__).resolve().parents[2]


def printed(capsys: pytest.CaptureFixture[str]) -> dict:  # type: ignore[type-arg]
    found: dict = json.loads(capsys.readouterr().out)  # type: ignore[type-arg]
    return found


def test_a_schedule_is_printed_to_the_fen(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(
        [
            "schedule",
            "--principal",
            "1000000",
            "--rate",
            "0.0345",
            "--months",
            "12",
            "--method",
            "annuity",
            "--day-count",
            "30/360",
            "--start",
            "2026-01-31",
            "--json",
        ]
    )

    document = printed(capsys)
    assert code == 0
    assert document["instalments"][0] == {
        "no": 1,
        "due_on": "2026-02-28",
        "days": 30,
        "principal_yuan": "82023.82",
        "interest_yuan": "2875.00",
        "total_yuan": "84898.82",
        "balance_yuan": "917976.18",
    }
    assert (document["total_interest_yuan"], document["apr"]) == ("18785.85", "0.034500")


def test_a_schedule_for_people_ends_with_the_annual_rate(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(
        [
            "schedule",
            "--principal",
            "1000000",
            "--rate",
            "0.0345",
            "--months",
            "2",
            "--start",
            "2026-01-31",
        ]
    )

    assert "apr 0.0345" in capsys.readouterr().out.splitlines()[-1]


def test_an_amount_with_three_decimals_is_refused_as_json(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = main(
        [
            "schedule",
            "--principal",
            "1.005",
            "--rate",
            "0.03",
            "--months",
            "2",
            "--start",
            "2026-01-31",
        ]
    )

    assert code == 2
    assert "--principal" in json.loads(capsys.readouterr().err)["error"]["message"]


def test_dated_flows_give_their_yearly_rate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flows = tmp_path / "flows.csv"
    flows.write_text("date,amount_yuan\n2026-01-01,-1000.00\n2027-01-01,1100.00\n")

    assert main(["irr", "--flows", str(flows)]) == 0
    assert capsys.readouterr().out == "0.100000\n"


def test_a_row_that_is_no_amount_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flows = tmp_path / "flows.csv"
    flows.write_text("date,amount_yuan\n2026-01-01,-1e3\n")

    assert main(["irr", "--flows", str(flows)]) == 2
    assert "B2" in json.loads(capsys.readouterr().err)["error"]["message"]


@pytest.mark.django_db
def test_calc_answers_every_product_on_the_shelf(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build.published(tmp_path / "pack")
    build.on_shelf()
    facts = tmp_path / "facts.json"
    facts.write_text(
        json.dumps({"party": {"name": "示例"}, "facts": {"tax_paid": "300000.00"}}),
        encoding="utf-8",
    )

    assert main(["calc", "--facts", str(facts), "--on", "2026-11-21", "--json"]) == 0

    document = printed(capsys)
    assert len(document["results"]) == 1
    assert document["results"][0]["missing"]
    assert document["policies"] == []


@pytest.mark.django_db
def test_calc_names_the_nearest_fact_of_a_foreign_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build.reference()
    facts = tmp_path / "facts.json"
    facts.write_text('{"facts": {"tax_payed": "1"}}')

    assert main(["calc", "--facts", str(facts)]) == 2
    assert "tax_paid" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_shipped_pack_is_sound_and_published_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    build.reference()
    folder = str(ROOT / "packs" / "demo-zone" / "tax-credit")

    assert main(["pack", "check", folder]) == 0
    assert "sound" in capsys.readouterr().out
    assert main(["pack", "publish", folder, "--json"]) == 0
    assert printed(capsys)["written"] is True
    assert main(["pack", "publish", folder, "--json"]) == 0
    assert printed(capsys)["written"] is False


@pytest.mark.django_db
def test_replay_and_trail_verify_say_that_all_is_well(
    capsys: pytest.CaptureFixture[str],
) -> None:
    case_build.hold_calendar(2026)
    case_build.story("taken")

    assert main(["replay", "--json"]) == 0
    assert printed(capsys)["different"] == []
    assert main(["trail-verify", "--json"]) == 0
    assert printed(capsys)["faults"] == []


@pytest.mark.django_db
def test_an_import_reports_the_cell_and_exits_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notice = tmp_path / "notice.csv"
    notice.write_text("day,is_working,name,source\n2027-02-30,0,春节,国办\n", encoding="utf-8")

    assert main(["import", "calendar", str(notice), "--json"]) == 1
    assert printed(capsys)["errors"][0]["column"] == "day"


def test_an_import_without_a_file_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "facts"]) == 2
    assert "--template" in json.loads(capsys.readouterr().err)["error"]["message"]
