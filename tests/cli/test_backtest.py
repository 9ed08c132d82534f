"""`kerong points-table` and `kerong backtest`: made on one half, tested on the other."""

import csv
import json
from pathlib import Path

import pytest

from kerong.cli.main import main
from kerong.cli.points_table import SCORES, TABLE
from kerong.config.paths import PACKS
from tests.build.outcomes import scores, shops

pytestmark = pytest.mark.django_db
OUTCOMES = PACKS / "demo-zone" / "outcomes"
GERMAN = (
    "german_credit.csv",
    *("--party", "row", "--outcome", "creditability", "--bad", "bad", "--columns"),
    "status_of_existing_checking_account,duration_in_month,credit_history,purpose,credit_amount,"
    "savings_account_and_bonds,present_employment_since,"
    "installment_rate_in_percentage_of_disposable_income,other_debtors_or_guarantors,property,"
    "other_installment_plans,housing",
)
SBA = (
    "sba_california_leasing.csv",
    *("--party", "loan", "--day", "approved_on", "--outcome", "Default", "--bad", "1"),
    *("--columns", "NAICS,NoEmp,NewExist,UrbanRural,RevLineCr,LowDoc,GrAppv,Portion"),
)


def made(folder: Path, name: str, *rest: str) -> int:
    return main(["points-table", str(OUTCOMES / name), *rest, "--out", str(folder)])


def back_tested(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:  # type: ignore[type-arg]
    capsys.readouterr()
    assert main(["backtest", *arguments, "--json"]) == 0
    document: dict = json.loads(capsys.readouterr().out)  # type: ignore[type-arg]
    return document


# AUC, KS and PSI are those of the documented command; scikit-learn gives the same AUC and KS.
@pytest.mark.parametrize(
    ("given", "rows", "development", "auc", "ks", "psi"),
    [
        (GERMAN, {"count": 519, "bad": 158}, 481, 796_601, 445_633, 21_815),
        (SBA, {"count": 1071, "bad": 363}, 1030, 788_332, 505_405, 18_348),
    ],
)
def test_public_outcomes_are_tested_on_the_half_the_points_were_not_made_from(
    given: tuple[str, ...],
    rows: dict[str, int],
    development: int,
    auc: int,
    ks: int,
    psi: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert made(tmp_path, *given) == 0

    body = back_tested(capsys, str(tmp_path / SCORES))

    assert (body["rows"]["tested"], body["rows"]["development"]["count"]) == (rows, development)
    assert (body["auc_ppm"], body["ks_ppm"], body["stability"]["psi_ppm"]) == (auc, ks, psi)
    assert sum(each["agrees"] for each in body["bins"]) >= len(body["bins"]) - 3
    assert body["left_out"] == {}


def test_the_outcomes_of_the_tested_half_do_not_change_the_points(tmp_path: Path) -> None:
    name, *rest = GERMAN
    assert made(tmp_path / "whole", *GERMAN) == 0
    with (OUTCOMES / name).open(encoding="utf-8") as file:
        lines = list(csv.reader(file))
    with (tmp_path / "whole" / SCORES).open(encoding="utf-8") as file:
        samples = {row["party"]: row["sample"] for row in csv.DictReader(file)}
    for line in lines[1:]:
        if samples[line[0]] == "tested":
            line[-1] = "bad" if line[-1] == "good" else "good"
    with (tmp_path / "turned.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)

    turned = [
        "points-table",
        str(tmp_path / "turned.csv"),
        *rest,
        "--out",
        str(tmp_path / "turned"),
    ]
    assert main(turned) == 0

    tables = [(tmp_path / each / TABLE).read_text(encoding="utf-8") for each in ("whole", "turned")]
    assert tables[0] == tables[1]


def test_the_files_shipped_hold_no_column_that_knows_the_end_or_should_not_decide() -> None:
    for name, unwanted in (
        ("german_credit.csv", {"status_and_sex", "age_in_years", "foreign_worker"}),
        ("sba_california_leasing.csv", {"Name", "ChgOff", "MIS_Status", "Balance", "Term"}),
    ):
        header = (OUTCOMES / name).read_text(encoding="utf-8").partition("\n")[0]
        assert not [each for each in unwanted if each in header]


def test_the_table_for_people_has_intervals(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "o.csv"
    file.write_bytes(scores(60))

    assert main(["backtest", str(file)]) == 0

    printed = capsys.readouterr().out
    assert "tested 60  bad 36" in printed and "psi " in printed and "between time" in printed


def test_facts_are_scored_by_a_scorecard_from_disk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "o.csv"
    rows = [{"outcome": "good"}] * 3 + [{"outcome": "bad", "shop_turnover_12m": "1.00"}]
    file.write_bytes(shops(*rows))

    body = back_tested(capsys, str(file), "--scorecard", "shop-preapproval", "--on", "2026-03-06")

    assert body["auc_ppm"] == 1_000_000


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("backtest nothing.csv", "cli.file_unreadable"),
        (
            "backtest {file} --scorecard no-such --on 2026-03-06",
            "backtest.card_absent",
        ),
        (
            "points-table {file} --columns x --party party --outcome outcome --bad bad --out {out}",
            "points_table.column_absent",
        ),
        (
            "points-table {file} --columns score --party party --outcome outcome --bad no "
            "--out {out}",
            "points_table.one_outcome",
        ),
    ],
)
def test_what_cannot_be_done_is_told(
    arguments: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "o.csv"
    file.write_bytes(scores())
    filled = [each.format(file=file, out=tmp_path / "out") for each in arguments.split()]

    assert main(filled) == 2

    assert code in capsys.readouterr().err
