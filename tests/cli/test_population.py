"""`kerong population` as somebody types it."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kerong.cli.main import main
from tests.build import catalogue as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """One product on the shelf, and a file of three firms."""
    build.published(tmp_path / "pack")
    build.on_shelf()
    facts = tmp_path / "firms.csv"
    facts.write_text("credit_code,tax_paid\nA,300000.00\nB,\nC,0\n", encoding="utf-8")
    return facts


def test_the_results_say_what_calc_says(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    options = ["--on", "2026-11-21", "--json"]

    code = main(
        ["population", "--facts", str(shelf), "--out", str(out), "--workers", "1", *options]
    )

    summary = json.loads(capsys.readouterr().out)
    assert code == 0
    assert summary == json.loads((out / "summary.json").read_text())
    rows = {row["credit_code"]: row for row in pq.read_table(out / "results.parquet").to_pylist()}
    firms = {row["credit_code"]: row for row in pq.read_table(out / "firms.parquet").to_pylist()}
    for credit_code, tax in (("A", "300000.00"), ("B", None), ("C", "0")):
        given = tmp_path / "facts.json"
        given.write_text(json.dumps({"facts": {"tax_paid": tax}}))
        assert main(["calc", "--facts", str(given), *options]) == 0
        (result,) = json.loads(capsys.readouterr().out)["results"]
        row = rows[credit_code]
        assert (row["offering"], row["listing"]) == (result["offering"], result["listing"])
        assert {1: "meets", 0: "fails", -1: "unknown"}[row["outcome"]] == result["outcome"]
        assert _yuan(row["limit_fen"]) == result["limit_yuan"]
        assert f"{row['rate_ppm'] / 10**6:.6f}" == result["annual_rate"]
        firm = firms[credit_code]
        assert firm[result["outcome"]] == 1
        best = (firm["best_listing"], _yuan(firm["best_limit_fen"]))
        met = result["outcome"] == "meets"
        assert best == ((result["listing"], result["limit_yuan"]) if met else (None, None))


def _yuan(fen: int | None) -> str | None:
    return None if fen is None else f"{fen // 100}.{fen % 100:02d}"


def test_people_get_counts_and_the_progress_on_stderr(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    more = ["--workers", "1", "--leave-out-fails"]

    assert main(["population", "--facts", str(shelf), "--out", str(out), *more]) == 0

    printed = capsys.readouterr()
    assert "3 firms x 1 products" in printed.out
    assert f"{out / 'firms.parquet'}: 3 firms, 0 of them meet a product" in printed.out
    assert "3 firms, 1 blocks" in printed.err
    assert 0 not in pq.read_table(out / "results.parquet")["outcome"].to_pylist()


def test_a_bad_cell_is_named_and_nothing_is_written(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.write_text("credit_code,tax_paid\nA,much\n")
    out = tmp_path / "out"

    assert main(["population", "--facts", str(shelf), "--out", str(out), "--workers", "1"]) == 2

    (error,) = json.loads(capsys.readouterr().err.splitlines()[-1])["error"]["facts"]["errors"]
    assert (error["row"], error["column"], error["cell"]) == (2, "tax_paid", "much")
    assert not list(out.iterdir())


@pytest.mark.parametrize("more", [["--workers", "0"], ["--workers", "1000"]])
def test_workers_without_sense_are_refused(
    shelf: Path, tmp_path: Path, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["population", "--facts", str(shelf), "--out", str(tmp_path), *more]) == 2
    assert "--workers" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = str(tmp_path / "no.csv")

    assert main(["population", "--facts", missing, "--out", str(tmp_path)]) == 2
    assert "no.csv" in capsys.readouterr().err
