"""`--example`: the sums by hand, beside what the command computes today."""

import json

import pytest

from kerong.cli.main import main
from kerong.rules.programmes.shipped import splits, subsidies


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["subsidy", "--formula", "fujian"], ["× 3.10%", "62000.00", "155000.00"]),
        (["share-loss", "--split", "kv"], ["80% 即 80 万", "800000.00", "230000.00", "360000.00"]),
        (["share-loss", "--split", "kv", "--language", "en"], ["80 % of the principal"]),
        (["schedule", "--method", "bullet", "--day-count", "act/365"], ["89 ÷ 365", "877.81"]),
    ],
)
def test_people_see_the_working_and_the_result(
    words: list[str], wanted: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--example"]) == 0
    said = capsys.readouterr().out
    for each in wanted:
        assert each in said, each


@pytest.mark.parametrize(
    "words",
    [["subsidy", "--formula", "lijiang"], ["share-loss", "--split", "4222"], ["schedule"]],
)
def test_a_program_reads_what_was_given_expected_and_computed(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--example", "--json"]) == 0
    (example, *_) = json.loads(capsys.readouterr().out)["examples"]
    assert set(example) == {"name", "on", "given", "working", "expected", "computed"}
    if "amount_yuan" in example["expected"]:
        assert example["computed"]["amount_yuan"] == example["expected"]["amount_yuan"] != "0.00"


def test_without_a_name_every_sum_by_hand_is_shown_and_agrees(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["subsidy", "--example", "--json"]) == 0
    sums = json.loads(capsys.readouterr().out)["examples"]
    assert {each["name"] for each in sums} == set(subsidies())
    for each in sums:
        assert each["computed"]["amount_yuan"] == each["expected"]["amount_yuan"], each["name"]

    assert main(["share-loss", "--example", "--json"]) == 0
    losses = json.loads(capsys.readouterr().out)["examples"]
    assert {each["name"] for each in losses} == set(splits())
    for each in losses:
        borne = {row["payer"]: row["amount_yuan"] for row in each["computed"]["shares"]}
        assert borne == each["expected"]["shares"], each["name"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["subsidy"], "cli.subsidy"),
        (["share-loss"], "cli.share_loss"),
        (["subsidy", "--formula", "none", "--example"], "programme.unknown"),
        (["schedule", "--method", "revolving", "--example"], "programme.unknown"),
        (["schedule", "--rate", "0.03"], "cli.schedule"),
    ],
)
def test_what_is_not_there_is_refused_with_a_code(
    words: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert json.loads(capsys.readouterr().err)["error"]["code"] == code
