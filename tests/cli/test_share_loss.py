"""`kerong share-loss` as somebody types it."""

import json
from typing import Any

import pytest

from kerong.cli.main import main


def answered(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(["share-loss", *words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(["share-loss", *words]) == 2
    fault: dict[str, Any] = json.loads(capsys.readouterr().err)["error"]
    return fault


def test_a_loss_is_shared_by_the_named_split(capsys: pytest.CaptureFixture[str]) -> None:
    document = answered(capsys, "--split", "4222", "--amount", "1000000.01")

    assert document["shares"] == [
        {"payer": "guarantor", "amount_yuan": "400000.01"},  # .004 is the largest remainder
        {"payer": "province", "amount_yuan": "200000.00"},
        {"payer": "nation", "amount_yuan": "200000.00"},
        {"payer": "bank", "amount_yuan": "200000.00"},
    ]
    assert document["total_yuan"] == "1000000.01"
    assert document["verified"] is False


def test_interest_sub_shares_and_a_recovery_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    document = answered(
        capsys, "--split", "kv", "--amount", "2000000", "--interest", "30000",
        "--recovered", "500000", "--costs", "50000", "--language", "en",
    )  # fmt: skip

    fund, bank = document["shares"]
    assert fund["parts"] == [
        {"payer": "city", "amount_yuan": "640000.00"},
        {"payer": "district", "amount_yuan": "960000.00"},
    ]
    assert (bank["principal_yuan"], bank["interest_yuan"]) == ("400000.00", "30000.00")
    assert document["recovery"]["costs_yuan"] == "50000.00"
    assert [row["amount_yuan"] for row in document["recovery"]["shares"]] == [
        "360000.00",
        "90000.00",
    ]
    assert document["assumed"].startswith("City 40")


def test_a_cap_cuts_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    document = answered(
        capsys, "--split", "30-20-50", "--amount", "12000000", "--cap", "fund=3000000"
    )

    assert [row["amount_yuan"] for row in document["shares"]] == [
        "3000000.00",
        "3000000.00",
        "6000000.00",
    ]
    assert document["shares"][0]["capped_by"] == ["given"]


def test_an_insurer_pays_first(capsys: pytest.CaptureFixture[str]) -> None:
    """40 of 100 insured; the 60 left by 8:2 are 48 and 12."""
    document = answered(capsys, "--split", "82", "--amount", "100", "--insured", "40")

    assert {row["payer"]: row["amount_yuan"] for row in document["shares"]} == {
        "insurer": "40.00",
        "guarantor": "48.00",
        "bank": "12.00",
    }


def test_people_read_a_table_and_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["share-loss", "--split", "kv", "--amount", "200", "--recovered", "50"]) == 0
    text = capsys.readouterr().out

    assert "total 200.00" in text
    assert "total 50.00  costs 0.00" in text
    assert "市与区 40:60" in text


def test_the_list_names_every_split(capsys: pytest.CaptureFixture[str]) -> None:
    names = [row["name"] for row in answered(capsys, "--list")["splits"]]
    assert {"4222", "82", "kv", "73", "30-20-50", "sci40", "4321", "20-80"} <= set(names)
    assert main(["share-loss", "--list", "--language", "en"]) == 0
    assert "Knowledge-value loan compensation" in capsys.readouterr().out


def test_what_cannot_be_shared_is_refused_with_a_code(capsys: pytest.CaptureFixture[str]) -> None:
    amount = ("--amount", "1")
    assert refused(capsys, *amount)["code"] == "cli.share_loss"
    assert refused(capsys, "--split", "kw", *amount)["facts"]["nearest"] == "kv"
    early = refused(capsys, "--split", "82", *amount, "--on", "2020-01-01")
    assert early["code"] == "programme.not_in_force"
    bank = refused(capsys, "--split", "82", *amount, "--cap", "bank=1")
    assert bank["code"] == "finance.cap_on_lender"
    assert refused(capsys, "--split", "82", *amount, "--cap", "bank")["code"] == "cli.usage"
    negative = refused(capsys, "--split", "82", "--amount=-1")
    assert negative["code"] == "finance.terms_out_of_range"
