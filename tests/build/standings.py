"""Loans as plain values: what was agreed and what was said, for tests without a database."""

from datetime import date

from kerong.contracts.loans.said import Agreed, Said

START = date(2026, 1, 15)
LAKH = 100_000_00  # 100 000 yuan in fen


def agreed(method: str = "equal-principal", *, line_fen: int = 12 * LAKH, **more) -> Agreed:
    """1 200 000 yuan at 3.60 % over 12 months; equal principal pays 100 000 a month."""
    dues = {
        "equal-principal": [(month(n), LAKH) for n in range(1, 13)],
        "interest-first": [(month(n), 0) for n in range(1, 12)] + [(month(12), 12 * LAKH)],
        "bullet": [(month(12), 12 * LAKH)],
        "revolving": [(month(n), 0) for n in range(1, 12)] + [(month(12), 6 * LAKH)],
    }[method]
    known = {"rate_ppm": 36_000, "day_count": "30/360", "started_on": START, "line_fen": line_fen}
    return Agreed(principal_dues=tuple(dues), method=method, **(known | more))


def month(n: int) -> date:
    year, index = divmod(n, 12)
    return date(2026 + year, index + 1, 15)


def drawn(fen: int = 12 * LAKH, on: date = START, no: int = 1) -> Said:
    return Said(no=no, kind="drawdown", on=on, principal_fen=fen, category="normal")


def said(no: int, kind: str, on: date, principal: int = 0, interest: int = 0, **more) -> Said:
    return Said(no=no, kind=kind, on=on, principal_fen=principal, interest_fen=interest, **more)
