"""The vocabulary is one table: typed, bounded, dated by period, named in both languages."""

import csv
from importlib.resources import files

import pytest

from kerong.rules.engine_1.derived import derivations
from kerong.rules.vocabulary import (
    CODE,
    DATE,
    NUMERIC_TYPES,
    TYPES,
    Vocabulary,
    vocabulary,
)

WORDS = vocabulary()


def test_every_row_of_the_table_is_a_fact_in_its_order():
    text = files("kerong.rules").joinpath("facts.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))

    assert [fact.code for fact in WORDS] == [row["code"] for row in rows]
    assert [fact.place for fact in WORDS] == list(range(len(rows)))
    assert len({fact.code for fact in WORDS}) == len(WORDS) == len(rows)


def test_every_fact_is_complete():
    for fact in WORDS:
        assert fact.type in TYPES, fact.code
        assert fact.zh and fact.en, fact.code
        assert 1 <= fact.category <= 32, fact.code
        assert fact.derived is (fact.observation == ""), fact.code
        assert (fact.least is not None) is (fact.type in NUMERIC_TYPES or fact.type == DATE)
        if fact.least is not None:
            assert fact.least < fact.most, fact.code
        assert not fact.choices or fact.type == CODE


def test_derived_facts_are_not_for_firms_to_change():
    assert all(not fact.changeable for fact in WORDS if fact.derived)
    assert set(derivations()) <= {fact.code for fact in WORDS if fact.derived}


def test_bounds_keep_every_amount_inside_64_bits():
    for fact in WORDS:
        if fact.most is not None:
            assert -(2**63) < fact.least < fact.most < 2**63


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("taxpaid", "tax_paid"),
        ("is_hnt", "is_hnte"),
        ("operating_revenues", "operating_revenue"),
        ("invention_patent", "invention_patents"),
        ("xyzzy", None),
    ],
)
def test_a_misspelt_code_has_a_nearest(written, meant):
    assert WORDS.nearest(written) == meant


def test_an_unknown_code_is_a_key_error():
    with pytest.raises(KeyError):
        WORDS.fact("taxpaid")
    assert "taxpaid" not in WORDS


def test_the_digest_of_some_words_does_not_change_when_others_join():
    shorter = Vocabulary(tuple(WORDS)[:50])

    assert shorter.digest != WORDS.digest
    assert shorter.digest_of(["tax_paid"]) == WORDS.digest_of(["tax_paid"])
    assert WORDS.digest_of(["tax_paid", "founded_on"]) == WORDS.digest_of(
        ["founded_on", "tax_paid"]
    )
    assert WORDS.digest_of(["tax_paid"]) != WORDS.digest_of(["founded_on"])
