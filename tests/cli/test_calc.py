"""Policies in `kerong calc`: the list for people, one clause with its reasons, the document."""

import json
from pathlib import Path

import pytest

from kerong.api.schemas.calculations import CalculationOut
from kerong.cli.main import main
from tests.build import catalogue, eased, policies

pytestmark = pytest.mark.django_db
FACTS = {
    "zone_registered_on": "2021-06-01",
    "zone_taxed_on": "2021-06-01",
    "has_share_reform": True,
    "is_ipo_accepted": False,
}


@pytest.fixture
def facts(tmp_path: Path) -> str:
    catalogue.reference()
    policies.publish("hightech-listing", "upgrade-loan-interest")
    file = tmp_path / "facts.json"
    file.write_text(json.dumps({"facts": FACTS}), encoding="utf-8")
    return str(file)


def test_the_document_names_every_clause_and_reads_back_by_the_schema_of_the_interface(
    facts: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["calc", "--facts", facts, "--on", "2026-03-06", "--json"]) == 0

    document = json.loads(capsys.readouterr().out)
    rows = {row["listing"]: row for row in document["policies"]}
    assert {code: row["standing"] for code, row in rows.items()} == {
        "PC001": "eligible",
        "PC002": "near_miss",
        "PC045": "needs_data",
    }
    assert rows["PC001"]["amount_yuan"] == "500000.00"
    assert rows["PC045"]["on_loan"] == {
        "eases": "interest",
        "formula": "share-of-interest",
        "rate": None,
    }
    read = CalculationOut.model_validate(document)
    assert [policy.class_ for policy in read.policies] == ["reward", "relief", "reward"]


def test_people_see_what_is_due_and_what_is_near(
    facts: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["calc", "--facts", facts, "--on", "2026-03-06"]) == 0

    said = capsys.readouterr().out
    assert "3 policy clauses" in said
    assert "500000.00" in said
    assert "PC002" in said and "PC045" not in said


def test_one_clause_is_printed_with_every_reason_and_the_smallest_change(
    facts: str, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["calc", "--facts", facts, "--on", "2026-03-06", "--listing", "PC002"]
    assert main(options) == 0

    said = capsys.readouterr().out
    assert "证监会或沪深交易所受理境内上市申报" in said
    assert "smallest change: is_ipo_accepted False → True" in said


def test_in_english_what_only_the_document_says_in_chinese_is_marked_and_the_rest_is_english(
    facts: str, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["calc", "--facts", facts, "--on", "2026-03-06", "--language", "en"]
    assert main(options) == 0
    listed = capsys.readouterr().out
    assert "unverified" in listed and "未核实" not in listed
    assert "[zh]" not in listed  # every clause has an English title

    assert main([*options, "--listing", "PC002"]) == 0
    said = capsys.readouterr().out
    assert "上市申报 [zh]" in said
    assert "重庆高新区鼓励企业上市挂牌扶持办法 [zh]" in said
    assert "未核实" not in said


def test_policies_counted_on_a_product_are_printed_and_read_back_by_the_interface(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf = eased.shelf(tmp_path)
    known = {**eased.KNOWN, "division_code": "330102", "is_hnte": True}
    file = tmp_path / "pool.json"
    file.write_text(json.dumps({"facts": known}), encoding="utf-8")
    options = ["calc", "--facts", str(file), "--on", "2026-03-06"]

    assert main([*options, "--listing", shelf["pooled"].code]) == 0
    said = capsys.readouterr().out
    assert "0.020624" in said and "15500.00" in said
    assert "not counted: PC048 (lower)" in said
    assert main([*options, "--json"]) == 0
    read = CalculationOut.model_validate(json.loads(capsys.readouterr().out))
    (row,) = (row for row in read.results if row.listing == shelf["pooled"].code)
    assert row.with_policies is not None
    assert [each.why for each in row.with_policies.open_] == ["lower", "lower"]
