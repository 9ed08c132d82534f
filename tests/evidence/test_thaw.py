"""Facts frozen and thawed come back as they were."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kerong.evidence.said import FactsSeen, Origin
from kerong.evidence.thaw import body_of, facts_in
from kerong.kernel.canonical import canonical_json, digest
from kerong.rules.vocabulary import vocabulary

VALUES = {
    "money": st.integers(-(10**15), 10**15),
    "ratio": st.tuples(st.integers(-(10**9), 10**9), st.integers(1, 10**9)),
    "points": st.integers(-(10**6), 10**7),
    "count": st.integers(0, 10**9),
    "date": st.dates(date(1900, 1, 1), date(2200, 1, 1)),
    "code": st.text(st.characters(codec="utf-8"), min_size=1, max_size=12),
    "flag": st.booleans(),
}
origins = st.builds(
    Origin,
    source=st.sampled_from(["tax_bureau", "firm_statement"]),
    observed_on=st.none() | st.dates(),
    period=st.sampled_from(["", "2025", "2025-12-31"]),
    citation=st.text(st.characters(codec="utf-8"), max_size=12),
    computed=st.booleans(),
    counted=st.booleans(),
)


@st.composite
def sights(draw):
    facts = draw(st.lists(st.sampled_from(list(vocabulary())), unique_by=lambda f: f.code))
    values = {fact.code: draw(VALUES[fact.type]) for fact in facts}
    return FactsSeen(
        facts=values,
        origins={code: draw(origins) for code in values},
        anchor_year=draw(st.none() | st.integers(1990, 2030)),
        as_of=draw(st.dates()),
        on=draw(st.dates()),
    )


@given(sights())
def test_nothing_is_lost_on_the_way(seen):
    body = canonical_json(body_of(seen)).decode()

    assert facts_in(body) == seen


@given(sights(), sights())
def test_equal_sights_and_only_they_have_one_digest(one, two):
    assert (digest(body_of(one)) == digest(body_of(two))) == (one == two)


def test_the_order_in_which_facts_were_found_does_not_matter():
    day = date(2026, 3, 6)
    one = FactsSeen({"tax_paid": 1, "employees": 2}, {}, 2025, day, day)
    two = FactsSeen({"employees": 2, "tax_paid": 1}, {}, 2025, day, day)

    assert digest(body_of(one)) == digest(body_of(two))


def test_a_fact_the_vocabulary_has_dropped_since_is_still_thawed():
    day = date(2026, 3, 6)
    kept = FactsSeen({"long_gone": 7}, {}, None, day, day)

    assert facts_in(canonical_json(body_of(kept)).decode()).facts == {"long_gone": 7}
