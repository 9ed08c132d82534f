"""Files of dated flows, as `kerong apr` and `kerong irr` read and answer them."""

import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from kerong.cli.main import main

LOAN = "date,amount_yuan\n1978-01-03,-1000.00\n1978-09-15,1080.00\n"


def written(folder: Path, text: str, name: str = "flows.csv") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def refused(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    said = capsys.readouterr()
    assert said.out == ""
    fault: dict[str, Any] = json.loads(said.err)["error"]
    return fault


def test_apr_prints_the_rate_and_the_unit_it_was_found_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """8 % in 255 days: × 365 ÷ 255 = 11.4510 %."""
    assert main(["apr", "--flows", written(tmp_path, LOAN)]) == 0
    assert capsys.readouterr().out.startswith("0.114510  effective 0.11")


def test_apr_and_irr_answer_as_one_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Half a year at 5 %: 10 % a year by the actuarial method; 1.05^(365/181) − 1 = 10.3392 %."""
    file = written(tmp_path, "date,amount_yuan\n2026-01-01,-1000\n2026-07-01,1050\n")

    assert main(["apr", "--flows", file, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["apr"] == "0.100000"
    assert main(["irr", "--flows", file, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"annual_rate": "0.103392", "flows": 2}


def test_chinese_headings_separators_and_full_width_digits_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, '日期,金额（元）\n2026/1/1,"-1,000.00"\n２０２７-01-01,１１００\n')

    assert main(["irr", "--flows", file]) == 0
    assert capsys.readouterr().out == "0.100000\n"


def test_a_workbook_is_read_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "flows.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        rows = (("date", "amount_yuan"), ("2026-01-01", -1000), ("2027-01-01", 1100.5))
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)

    assert main(["irr", "--flows", str(path)]) == 0
    assert capsys.readouterr().out == "0.100500\n"


def test_every_bad_cell_is_named_by_row_and_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = "date,amount_yuan\n2026-02-30,-1000\n2026-03-01,1.005\n,5\n2026-04-01,3万元\n"

    assert main(["apr", "--flows", written(tmp_path, bad)]) == 2

    fault = refused(capsys)
    assert fault["code"] == "cli.flows"
    assert [(e["row"], e["column"], e["cell"], e["code"]) for e in fault["facts"]["errors"]] == [
        (2, "date", "A2", "date.unreadable"),
        (3, "amount_yuan", "B3", "value.decimals"),
        (4, "date", "A4", "cell.required"),
        (5, "amount_yuan", "B5", "value.unit"),
    ]
    assert "A2" in fault["message"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "file.empty"),
        ("date,amount_yuan\n", "file.no_rows"),
        ("day,amount_yuan\n2026-01-01,1\n", "header.unknown"),
        ("date;amount_yuan\n2026-01-01;1\n", "file.delimiter"),
    ],
)
def test_a_file_that_holds_no_flows_says_so(
    text: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["irr", "--flows", written(tmp_path, text)]) == 2
    assert refused(capsys)["facts"]["errors"][0]["code"] == code


def test_flows_that_no_rate_fits_are_refused_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["apr", "--flows", written(tmp_path, LOAN.replace("1080", "999"))]) == 2
    assert refused(capsys)["code"] == "finance.no_rate"
    turning = "date,amount_yuan\n2025-01-01,-1000\n2026-01-01,2300\n2027-01-01,-1320\n"
    assert main(["irr", "--flows", written(tmp_path, turning)]) == 2
    assert refused(capsys)["code"] == "finance.several_rates"


def test_a_file_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["apr", "--flows", str(tmp_path / "none.csv")]) == 2
    assert refused(capsys)["code"] == "cli.file_unreadable"
