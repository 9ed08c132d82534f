"""Every pack of the demo zone: it reads, its examples come out, its guide says how it works."""

from pathlib import Path

import pytest

from kerong.catalogue.examples import outcome_of, run_examples
from kerong.catalogue.pack_files import LEAST_EXAMPLES, read_pack
from kerong.rules.offering import AnyOf, Argument, Condition
from tests.build import catalogue as build

FOLDERS = sorted(path.parent for path in build.ZONE.glob("*/offering.yaml"))
MOST_CONDITIONS = 15
MOST_LINES = 200


@pytest.fixture(params=FOLDERS, ids=[folder.name for folder in FOLDERS])
def folder(request: pytest.FixtureRequest) -> Path:
    return request.param


def test_the_worked_examples_come_out_as_their_author_expects(folder: Path) -> None:
    problems = run_examples(read_pack(folder), build.tables())

    assert [f"{each.place}: {each.en}" for each in problems] == []


def test_there_are_granted_refused_and_edge_examples(folder: Path) -> None:
    pack = read_pack(folder)
    outcomes = [example.expect["outcome"] for example in pack.examples]

    assert len(outcomes) >= LEAST_EXAMPLES
    assert {"meets", "fails"} <= set(outcomes)
    edge = ("恰", "不算", "上限", "零头", "一分钱", "未知")
    assert sum(any(word in e.name for word in edge) for e in pack.examples) >= 2


def test_a_pack_stays_small_enough_to_review(folder: Path) -> None:
    rules = read_pack(folder).rules
    asked = {_switch(line) for line in rules.routes[0].lines}

    assert rules.key == folder.name
    assert len(asked) <= MOST_CONDITIONS
    for name in ("offering.yaml", "examples.yaml"):
        assert len((folder / name).read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def _switch(line: Condition | AnyOf) -> str:
    """What the institution fills in to ask the line: two lines of one number are one condition."""
    if isinstance(line, AnyOf):
        return line.key
    named = [ask.name for ask in line.asked if isinstance(ask, Argument)]
    return line.when or (named[0] if named else line.key)


def test_the_guide_names_what_people_need_to_know(folder: Path) -> None:
    pack = read_pack(folder)

    for heading in ("## 适用对象", "## 可以要求的条件", "## 办理", "## 算例", "## 依据"):
        assert heading in pack.guide, heading
    for example in pack.examples:
        assert example.name in pack.guide


def test_every_line_speaks_both_languages_and_cites_its_clause(folder: Path) -> None:
    rules = read_pack(folder).rules

    for condition in rules.conditions.values():
        assert condition.clause
        assert condition.say.zh and condition.say.en
        assert ("{asked}" in condition.say.zh) == ("{asked}" in condition.say.en)


def test_amounts_never_come_out_negative_when_everything_is_unknown(folder: Path) -> None:
    pack = read_pack(folder)
    example = pack.examples[0]
    bare = type(example)(example.name, example.on, example.as_of, example.listing, {}, {})

    found = outcome_of(pack, bare, build.tables())

    assert found["limit_low_yuan"] is None or not found["limit_low_yuan"].startswith("-")
