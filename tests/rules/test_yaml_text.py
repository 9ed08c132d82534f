"""Strict YAML: one text has one reading, and every value remembers its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.rules.errors import RuleTextFault
from kerong.rules.yaml_text import read_yaml


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1", 1),
        ("-12", -12),
        ("0", 0),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("1.50", "1.50"),
        ("0.05", "0.05"),
        ("007", "007"),
        ("1e9", "1e9"),
        ("1_000", "1_000"),
        ("0x10", "0x10"),
        ("1:30", "1:30"),
        (".inf", ".inf"),
        ("2026-01-01", "2026-01-01"),
        ("2026-01-01 10:00:00", "2026-01-01 10:00:00"),
        ("50%", "50%"),
        ("300万", "300万"),
        ("'on'", "on"),
        ('"1"', "1"),
        ('"true"', "true"),
        ("'~'", "~"),
        ("9" * 30, "9" * 30),
        ("plain words", "plain words"),
    ],
)
def test_only_whole_numbers_true_false_and_null_are_more_than_text(written, value):
    found = read_yaml(f"a: {written}\n", file="t.yaml")["a"]

    assert (found, type(found)) == (value, type(value))


def test_quoted_keys_may_be_any_text_and_days_may_be_plain_keys():
    found = read_yaml("'on': 1\n\"1\": 2\n2026-01-01: 3\n", file="t.yaml")

    assert found == {"on": 1, "1": 2, "2026-01-01": 3}


def test_block_and_flow_are_the_same():
    block = "a:\n  - b: 1\n    c: [x, z]\n  - d\n"
    flow = "{a: [{b: 1, c: [x, z]}, d]}"

    assert (
        read_yaml(block, file="b")
        == read_yaml(flow, file="f")
        == {"a": [{"b": 1, "c": ["x", "z"]}, "d"]}
    )


def test_folded_and_literal_texts_are_text():
    assert read_yaml("a: >\n  one\n  two\nb: |\n  1\n", file="t") == {"a": "one two\n", "b": "1\n"}


def test_every_key_and_item_knows_its_line():
    found = read_yaml("a: 1\nb:\n  c: 2\n  d:\n    - x\n    - z\n", file="t.yaml")

    assert found.lines == {"a": 1, "b": 2}
    assert found["b"].lines == {"c": 3, "d": 4}
    assert found["b"]["d"].lines == [5, 6]


def test_a_fault_names_the_file_the_line_and_the_reason_in_both_languages():
    with pytest.raises(RuleTextFault) as fault:
        read_yaml("a: 1\nb: 2\na: 3\n", file="packs/x/offering.yaml")

    assert fault.value.say("en") == "packs/x/offering.yaml, line 3 (/): the key a appears twice"
    assert fault.value.say("zh-hans") == "packs/x/offering.yaml 第 3 行（/）：键「a」重复"
    assert fault.value.document()["error"]["code"] == "rules.text"


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=200)


@given(texts)
def test_any_text_is_read_or_refused_by_name(text):
    try:
        found = read_yaml(text, file="any.yaml")
    except RuleTextFault as fault:
        assert fault.facts["line"] >= 1
        assert fault.reason_code.startswith("yaml.")
    else:
        assert isinstance(found, dict)
