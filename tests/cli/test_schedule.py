"""`kerong schedule` with what happens on a loan's way, as somebody types it."""

import json
from pathlib import Path
from typing import Any

import pytest

from kerong.cli.main import main

LOAN = (
    "schedule",
    "--principal",
    "30000",
    "--rate",
    "0.12",
    "--months",
    "3",
    "--start",
    "2026-01-31",
)


def rows(capsys: pytest.CaptureFixture[str], *words: str) -> list[tuple[str, str, str, str]]:
    assert main([*LOAN, *words, "--json"]) == 0
    return [
        (row["due_on"], row["principal_yuan"], row["interest_yuan"], row["balance_yuan"])
        for row in json.loads(capsys.readouterr().out)["instalments"]
    ]


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main([*LOAN, *words]) == 2
    fault: dict[str, Any] = json.loads(capsys.readouterr().err)["error"]
    return fault


def test_an_early_repayment_lowers_what_follows(capsys: pytest.CaptureFixture[str]) -> None:
    assert rows(capsys, "--early", "2026-02-28=10000:lower")[-2:] == [
        ("2026-03-31", "5024.55", "100.99", "5074.79"),
        ("2026-04-30", "5074.79", "50.75", "0.00"),
    ]


def test_settling_needs_no_amount(capsys: pytest.CaptureFixture[str]) -> None:
    """Fifteen of thirty days on 20,099.34 at 1 % a month: 100.50."""
    assert rows(capsys, "--early", "2026-03-15=settle")[-1] == (
        "2026-03-15",
        "20099.34",
        "100.50",
        "0.00",
    )


def test_a_plan_in_a_file_and_options_add_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "plan.json"
    file.write_text('{"changes": [{"kind": "extension", "on": "2026-04-30", "months": 3}]}')

    found = rows(capsys, "--method", "bullet", "--plan", str(file), "--new-rate", "2026-04-30=0.06")
    assert found[-1] == ("2026-07-31", "30000.00", "1350.00", "0.00")  # 900 + 450


def test_a_revolving_line_is_drawn_in_parts(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--method", "revolving", "--day-count", "act/360", "--draw", "2026-01-31=30000")
    words = (*words, "--early", "2026-02-10=30000:keep", "--draw", "2026-03-10=9000")
    assert main([*LOAN, *words]) == 0
    text = capsys.readouterr().out

    assert "settlement" in text
    assert "interest 253.00  apr -  effective -" in text  # 100 + 63 + 90


def test_an_extension_spreads_what_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    assert [row[0] for row in rows(capsys, "--extend", "2026-04-01=2")][-1] == "2026-06-30"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--early", "2026-02-28=10000"), "cli.usage"),
        (("--early", "2026-02-28=10000:settle"), "cli.usage"),
        (("--early", "2026-02-28"), "cli.usage"),
        (("--draw", "soon=1"), "cli.usage"),
        (("--extend", "2026-02-28=x"), "cli.usage"),
        (("--new-rate", "2026-02-28=3%"), "cli.usage"),
        (("--early", "2026-02-28=30000.01:lower"), "finance.plan_change"),
        (("--draw", "2026-01-31=30000.01"), "finance.plan_change"),
    ],
)
def test_what_cannot_be_is_refused_with_a_code(
    words: tuple[str, ...], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused(capsys, *words)["code"] == code
