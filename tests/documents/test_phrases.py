"""Days, rates and reservations are said alike on every paper."""

from datetime import date

import pytest

from kerong.documents.phrases import day_zh, paid, rate_zh, reservations, said, states


@pytest.mark.parametrize(
    ("ppm", "shown"),
    [(34_500, "3.45%"), (0, "0.00%"), (1_000_000, "100.00%"), (34_567, "3.4567%"), (50, "0.0050%")],
)
def test_a_rate_is_shown_whole(ppm: int, shown: str) -> None:
    assert rate_zh(ppm) == shown


def test_a_day_is_written_as_on_official_papers() -> None:
    assert day_zh(date(2026, 3, 6)) == "2026年3月6日"


def test_a_paper_states_only_what_is_among_its_particulars() -> None:
    rows = [said("报价编号", "Quote", "T2026-ABCD/1"), paid("金额", "Amount", 1)]
    assert states(rows, "T2026-ABCD/1")
    assert not states(rows, "T2026-ABCD/2")
    assert not states([], "")


def test_a_reader_is_warned_of_unknown_and_invented_firms() -> None:
    assert reservations(is_unverified=False, is_sample=False) == []
    told = reservations(is_unverified=True, is_sample=True)
    assert "核验" in told[0] and "示例" in told[1]
