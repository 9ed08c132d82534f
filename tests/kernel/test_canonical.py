"""One value has one byte form, whatever the order it was built in."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.kernel.canonical import canonical_json, digest
from kerong.kernel.money import Money

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
    max_leaves=12,
)


def test_keys_are_sorted_and_nothing_is_wasted():
    assert (
        canonical_json({"b": [1, None, True], "a": "贷款"})
        == '{"a":"贷款","b":[1,null,true]}'.encode()
    )


@given(plain)
def test_reading_back_and_writing_again_changes_no_byte(value):
    import json

    assert canonical_json(json.loads(canonical_json(value))) == canonical_json(value)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.integers()))
def test_the_order_of_keys_does_not_matter(value):
    assert digest(dict(reversed(list(value.items())))) == digest(value)


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        Fraction(1, 2),
        date(2026, 1, 1),
        Money(1),
        (1, 2),
        {1: "a"},
        {"a": {"b": 0.5}},
        b"x",
        {1},
    ],
)
def test_what_has_no_single_form_is_refused(value):
    with pytest.raises(TypeError):
        canonical_json(value)


def test_the_digest_is_that_of_the_bytes():
    # printf '{"a":1}' | sha256sum
    assert digest({"a": 1}) == "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"
