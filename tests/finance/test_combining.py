"""就高不重复 over several matters: the dearest lawful combination, and nothing twice."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from kerong.finance.combining import Worth, best_together


def worth(code: str, fen: int, matter: str = "interest", **more: object) -> Worth:
    return Worth(code=code, matter=matter, fen=fen, **more)  # type: ignore[arg-type]


def test_of_one_matter_the_highest_counts_and_other_matters_beside_it() -> None:
    found = best_together([worth("A", 30), worth("B", 50), worth("FEE", 7, "fee")])

    assert found == {"B": 50, "FEE": 7}


def test_stages_of_one_matter_add_up_to_their_joint_cap() -> None:
    stages = [worth(c, 40, "listing", stage=True, joint_cap_fen=70) for c in ("A", "B")]

    assert best_together(stages) == {"A": 40, "B": 30}
    assert best_together([worth("A", 4, stage=True), worth("B", 5, stage=True)]) == {"A": 4, "B": 5}


def test_two_small_ones_beat_one_that_excludes_both() -> None:
    """Interest 10 excludes fee and premium of 6 each: 12 beside 10."""
    bars = frozenset({"fee", "premium"})
    rows = [worth("I", 10, excludes=bars), worth("F", 6, "fee"), worth("P", 6, "premium")]

    assert best_together(rows) == {"F": 6, "P": 6}
    assert best_together([worth("I", 13, excludes=bars), *rows[1:]]) == {"I": 13}


def test_what_is_worth_nothing_does_not_count() -> None:
    assert best_together([]) == {}
    assert best_together([worth("A", 0)]) == {}


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcd"),
            st.integers(0, 9),
            st.frozensets(st.sampled_from("abcd"), max_size=2),
        ),
        max_size=7,
    )
)
def test_no_lawful_set_is_worth_more(rows: list[tuple[str, int, frozenset[str]]]) -> None:
    worths = [
        worth(f"{at}", fen, matter, excludes=excludes - {matter})
        for at, (matter, fen, excludes) in enumerate(rows)
    ]
    barred = {m: {e for w in worths if w.matter == m for e in w.excludes} for m in "abcd"}

    def lawful(chosen: tuple[Worth, ...]) -> bool:
        matters = [each.matter for each in chosen]
        apart = all(b not in barred[a] for a in matters for b in matters if a != b)
        return len(set(matters)) == len(matters) and apart

    sets = (c for size in range(len(worths) + 1) for c in combinations(worths, size) if lawful(c))
    best = max(sum(each.fen for each in chosen) for chosen in sets)

    assert sum(best_together(worths).values()) == best
