"""The sum a firm is entitled to: 就高不重复, stages under their joint cap, what excludes what."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kerong.catalogue.policies.entitled import entitled


def entry(listing: str, amount: str | None, matter: str = "one", **more: Any) -> dict[str, Any]:
    usual = {
        "outcome": "meets",
        "stacking": "highest",
        "joint_cap_yuan": None,
        "exclusive_with": [],
        "on_loan": None,
    }
    return {"listing": listing, "amount_yuan": amount, "matter": matter, **usual, **more}


def test_of_one_matter_the_highest_counts_alone() -> None:
    found = entitled([entry("A", "500000.00"), entry("B", "80000.00"), entry("C", "1.00", "other")])

    assert found.amount_fen == 500_001_00
    assert found.counted == {"A", "C"}


def test_only_what_is_met_and_has_an_amount_counts() -> None:
    found = entitled(
        [
            entry("A", "10.00", outcome="fails"),
            entry("B", "10.00", outcome="unknown"),
            entry("C", None, on_loan={"formula": "beibei"}),
        ]
    )

    assert (found.amount_fen, found.counted, found.on_loans) == (0, frozenset(), 1)


def test_stages_add_up_to_their_joint_cap() -> None:
    """20 + 10 + 400 = 430 of at most 625; with 300 more the cap of 625 holds."""
    stages = {"stacking": "stages", "joint_cap_yuan": "6250000.00"}
    three = [
        entry("PC028", "200000.00", **stages),
        entry("PC030", "100000.00", **stages),
        entry("PC036", "4000000.00", **stages),
    ]

    assert entitled(three).amount_fen == 4_300_000_00
    assert entitled([*three, entry("PC035", "3000000.00", **stages)]).amount_fen == 6_250_000_00


def test_of_matters_that_exclude_one_another_the_dearer_counts() -> None:
    jobs = entry("JOBS", "6000.00", "job-expansion", exclusive_with=["hiring-subsidy"])
    hiring = entry("HIRING", "9000.00", "hiring-subsidy")

    assert entitled([jobs, hiring]).counted == {"HIRING"}
    assert entitled([jobs, hiring]).amount_fen == 9_000_00


MATTERS = st.lists(
    st.tuples(st.integers(0, 10**9), st.sampled_from(["a", "b", "c"])), min_size=1, max_size=8
)


@given(MATTERS)
def test_the_sum_is_that_of_the_highest_of_each_matter(rows: list[tuple[int, str]]) -> None:
    entries = [entry(str(n), f"{yuan}.00", matter) for n, (yuan, matter) in enumerate(rows)]
    best = {matter: max(yuan for yuan, of in rows if of == matter) for _, matter in rows}

    assert entitled(entries).amount_fen == sum(best.values()) * 100
