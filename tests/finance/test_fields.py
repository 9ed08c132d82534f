"""Documents are read field by field, and every fault names its place."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from kerong.finance.fields import Fields, FieldUnreadable

KNOWN = ("amount", "rate", "on", "count", "name", "flag", "names", "parts", "rows", "inner")


def fields(**given: Any) -> Fields:
    return Fields(given, KNOWN)


def test_each_kind_of_value_is_read() -> None:
    read = fields(
        amount="12.50", rate="0.0345", on="2026-03-15", count=3, name="a", flag=True, names=["x"]
    )

    assert read.money("amount") == 12_50
    assert read.ratio("rate") == Fraction(345, 10000)
    assert read.day("on") == date(2026, 3, 15)
    assert (read.count("count"), read.text("name"), read.flag("flag")) == (3, "a", True)
    assert read.texts("names") == ["x"]


def test_what_is_absent_has_its_default_or_is_asked_for() -> None:
    assert fields().money("amount", 0) == 0
    assert fields().optional_day("on") is None
    assert fields().ratios("parts") is None
    assert not fields().flag("flag")
    for read in ("money", "ratio", "day", "count", "text"):
        with pytest.raises(FieldUnreadable, match="is required"):
            getattr(fields(), read)("amount")


@pytest.mark.parametrize(
    ("name", "read", "value"),
    [
        ("amount", "money", "1.005"),
        ("amount", "money", True),
        ("rate", "ratio", "3.45%"),
        ("rate", "ratio", True),
        ("on", "day", "2026-02-30"),
        ("on", "day", 20260315),
        ("count", "count", "3"),
        ("count", "count", True),
        ("name", "text", 3),
        ("flag", "flag", "true"),
        ("names", "texts", [1]),
        ("names", "texts", "x"),
        ("parts", "ratios", "x"),
        ("parts", "ratios", {"a": "x"}),
    ],
)
def test_what_cannot_be_read_names_its_field(name: str, read: str, value: Any) -> None:
    with pytest.raises(FieldUnreadable) as refused:
        getattr(fields(**{name: value}), read)(name)

    assert refused.value.facts["field"].startswith(name)


def test_a_foreign_field_names_the_nearest() -> None:
    with pytest.raises(FieldUnreadable, match="nearest: amount"):
        fields(amuont=1)


def test_places_are_told_through_lists_and_objects() -> None:
    rows = fields(rows=[{"on": "2026-03-15"}, {"on": "x"}]).items("rows", ("on",))
    assert rows[0].day("on") == date(2026, 3, 15)
    with pytest.raises(FieldUnreadable, match=r"rows\[1\]\.on"):
        rows[1].day("on")
    with pytest.raises(FieldUnreadable, match=r"inner\.rate"):
        fields(inner={"rate": "x"}).inner("inner", ("rate",)).ratio("rate")
    with pytest.raises(FieldUnreadable, match="inner"):
        fields().inner("inner", ())
    with pytest.raises(FieldUnreadable, match="object"):
        Fields([], KNOWN)


def test_a_list_without_end_is_refused() -> None:
    with pytest.raises(FieldUnreadable, match="at most 5000"):
        fields(rows=[{}] * 5001).items("rows", ())
