"""Points by weight of evidence: worked by hand, from one half only, neutral where nothing shows."""

from kerong.rules.backtests.points_tables import POINTS_A_DOUBLE, is_development, make_table


def rows(*cells: str) -> list[dict[str, str]]:
    return [{"kind": cell} for cell in cells]


def test_points_by_hand() -> None:
    # a: 6 good 1 bad, b: 2 good 3 bad; half a row more in each of two cells:
    # good 6.5/9 and 2.5/9, bad 1.5/5 and 3.5/5
    # a: 20·log2(0.722222 / 0.3) = 25.35 → 25, b: 20·log2(0.277778 / 0.7) = −26.67 → −27
    cells = rows(*"aaaaaaabbbbb")
    bad = [False] * 6 + [True] + [False] * 2 + [True] * 3

    column = make_table(["kind"], cells, bad).columns[0]

    assert [(cell.words, cell.good, cell.bad, cell.points) for cell in column.cells] == [
        (("a",), 6, 1, 25),
        (("b",), 2, 3, -27),
    ]
    # (0.722222 − 0.3)·0.878550 + (0.277778 − 0.7)·(−0.924259) = 0.761186
    assert column.value_ppm == 761_186


def test_what_was_never_shown_gives_no_points() -> None:
    table = make_table(["kind"], rows("a", "b"), [True, False])

    assert table.milli({"kind": "c"}) == 0
    assert table.milli({"kind": ""}) == 0


def test_many_numbers_are_cut_into_ranges_and_the_empty_cell_stands_alone() -> None:
    cells = [*map(str, range(100)), ""]
    bad = [at < 30 for at in range(100)] + [True]

    table = make_table(["kind"], rows(*cells), bad)
    column = table.columns[0]

    assert [(cell.over, cell.upto) for cell in column.cells[:-1]] == [
        ("", "20"), ("20", "40"), ("40", "60"), ("60", "80"), ("80", ""),
    ]  # fmt: skip
    assert column.cells[-1].words == ("",)
    assert sum(cell.good + cell.bad for cell in column.cells) == 101
    assert (
        table.milli({"kind": "20"}) == table.milli({"kind": "3.5"}) == column.cells[0].points * 1000
    )
    assert table.milli({"kind": "20.01"}) > table.milli({"kind": "20"})
    assert table.milli({"kind": "1000"}) == column.cells[4].points * 1000


def test_columns_add_up_and_the_document_says_all_cells() -> None:
    cells = [{"kind": kind, "size": size} for kind, size in ("ax", "ay", "bx", "by")]
    table = make_table(["kind", "size"], cells, [True, False, False, False])

    document = table.document()

    assert document["points_a_double"] == POINTS_A_DOUBLE
    points = {
        cell["words"][0]: cell["points"] for each in document["columns"] for cell in each["cells"]
    }
    assert table.milli({"kind": "a", "size": "y"}) == (points["a"] + points["y"]) * 1000


def test_a_name_alone_decides_which_half_a_party_is_in() -> None:
    halves = [is_development(f"party-{no}") for no in range(1000)]

    assert 450 < sum(halves) < 550
    assert halves == [is_development(f"party-{no}") for no in range(1000)]
