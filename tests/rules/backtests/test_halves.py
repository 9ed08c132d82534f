"""Points made on one half: the other half changes nothing, every row gets its score."""

import pytest

from kerong.rules.backtests.halves import Asked, HalfAlike, halved

ASKED = Asked(columns=("kind",), party="name", outcome="end", bad="lost")


def rows(count: int = 60, *, end: str = "") -> list[dict[str, str]]:
    return [
        {"name": f"P{at}", "kind": "ab"[at % 2], "end": end or ("lost" if at % 4 == 0 else "kept")}
        for at in range(count)
    ]


def test_every_row_is_scored_and_marked_with_its_half() -> None:
    found = halved(rows(), ASKED)

    samples = [line[2] for line in found.lines]
    assert len(samples) == 60 and samples.count("development") == found.made_from
    assert 0 < found.bad < found.made_from < 60
    assert {line[4] for line in found.lines} == {"good", "bad"}
    points = {row["kind"]: line[3] for row, line in zip(rows(), found.lines, strict=True)}
    assert int(points["a"]) < 0 < int(points["b"])  # only rows of kind a were lost


def test_ends_of_the_other_half_do_not_change_the_table() -> None:
    made = halved(rows(), ASKED)
    turned = [
        {**row, "end": "lost"} if line[2] == "tested" else row
        for row, line in zip(rows(), made.lines, strict=True)
    ]

    assert halved(turned, ASKED).table == made.table


def test_a_day_is_asked_for_only_where_there_is_one() -> None:
    assert ASKED.needed == ("kind", "name", "end")
    dated = Asked(columns=("kind",), party="name", outcome="end", bad="lost", day="on")
    found = halved([{**row, "on": "2025-01-01"} for row in rows()], dated)

    assert dated.needed[-1] == "on" and {line[1] for line in found.lines} == {"2025-01-01"}


def test_a_half_that_ended_alike_makes_no_table() -> None:
    with pytest.raises(HalfAlike):
        halved(rows(end="kept"), ASKED)
