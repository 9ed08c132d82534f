"""`kerong subsidy` as somebody types it: the examples of each formula, to the fen."""

import json
from pathlib import Path
from typing import Any

import pytest

from kerong.cli.main import main

LOAN = {
    "contract_on": "2024-03-01",
    "disbursed_on": "2024-03-15",
    "principal_yuan": "3000000",
    "from_on": "2024-03-15",
    "to_on": "2025-03-14",
    "rate": "0.0345",
}
YEAR_2024 = {
    "disbursed_on": "2023-12-05",
    "repaid_on": "2024-12-04",
    "principal_yuan": "10000000",
    "from_on": "2023-12-05",
    "to_on": "2024-12-04",
    "rate": "0.04",
}


def written(folder: Path, document: Any) -> str:
    path = folder / "claim.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("formula", "given", "amount"),
    [
        ("pujiang", LOAN | {"share": "0.5"}, "51608.22"),
        ("pujiang", LOAN | {"share": "0.5", "day_count": "act/360"}, "52325.00"),
        ("pujiang", LOAN | {"share": "0.8"}, "82573.15"),
        ("pujiang", LOAN | {"share": "0.8", "day_count": "act/360"}, "83720.00"),
        ("fuyang", LOAN, "51608.22"),
        ("beibei", LOAN, "51608.22"),
        ("fujian", YEAR_2024 | {"classes": {"plain": "1"}}, "69000.00"),
        ("lijiang", {"interest_paid_yuan": "100000", "share": "0.3"}, "30000.00"),
        ("cq_gxq_2020", {"amount_yuan": "2352000"}, "2352000.00"),
        (
            "national_2026",
            {
                "principal_yuan": "60000000",
                "from_on": "2026-01-01",
                "to_on": "2028-01-01",
                "rate": "0.03",
            },
            "1500000.00",
        ),
    ],
)
def test_every_formula_answers_its_example(
    formula: str,
    given: dict[str, Any],
    amount: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Fujian reads December 2024: 1,000 万 × 3.10 % × 20 % is 6.2 万; see the test below."""
    lpr = tmp_path / "lpr.csv"
    rows = ["2023-12-20,3.45,4.20", "2024-01-22,3.45,4.20", "2024-02-20,3.45,3.95"]
    rows += ["2024-03-20,3.45,3.95", "2024-12-20,3.45,3.95"]
    lpr.write_text("published_on,one_year_pct,five_year_pct\n" + "\n".join(rows))

    words = ["subsidy", "--formula", formula, "--input", written(tmp_path, given)]
    assert main([*words, "--lpr", str(lpr), "--on", "2026-11-22", "--json"]) == 0

    document = json.loads(capsys.readouterr().out)
    assert document["amount_yuan"] == amount
    assert document["steps"][-1] == {"say": "贴息金额", "value": amount}
    assert document["formula"] == formula


def test_fujian_reads_the_december_that_is_shipped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, YEAR_2024)
    assert main(["subsidy", "--formula", "fujian", "--input", file, "--language", "en"]) == 0
    text = capsys.readouterr().out

    assert "published 2024-12-20" in text
    assert "62000.00" in text
    assert "Counted by actual days" in text


def test_the_list_names_every_formula(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["subsidy", "--list", "--json"]) == 0
    names = [row["name"] for row in json.loads(capsys.readouterr().out)["formulas"]]
    assert names == [
        "beibei",
        "cq_gxq_2020",
        "fujian",
        "fuyang",
        "lijiang",
        "national_2026",
        "pujiang",
    ]
    assert main(["subsidy", "--list"]) == 0
    assert "富阳贷款贴息" in capsys.readouterr().out


def test_what_cannot_be_computed_is_refused_with_a_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def code(*words: str) -> str:
        assert main(["subsidy", *words]) == 2
        found: str = json.loads(capsys.readouterr().err)["error"]["code"]
        return found

    file = written(tmp_path, LOAN)
    bad = tmp_path / "lpr.csv"
    bad.write_text("published_on,one_year_pct\n2024-01-22,3.45\n")
    assert code("--input", file) == "cli.subsidy"
    assert code("--formula", "none", "--input", file) == "programme.unknown"
    assert code("--formula", "pujiang", "--input", file) == "finance.subsidy_share"
    assert code("--formula", "fuyang", "--input", file, "--lpr", str(bad)) == "cli.lpr_file"
    day_count = written(tmp_path, LOAN | {"day_count": "act/act"})
    assert code("--formula", "fuyang", "--input", day_count) == "finance.terms_unknown"
    unknown = written(tmp_path, LOAN | {"principle_yuan": 1})
    assert code("--formula", "fuyang", "--input", unknown) == "finance.field"
    late = written(tmp_path, LOAN | {"contract_on": "2026-10-01"})
    assert code("--formula", "fuyang", "--input", late) == "finance.lpr_not_held"
