"""Cells that cannot be taken, as changes to the good row, with the code they are refused with."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from kerong.evidence.imports import limits

Cells = Iterator[tuple[str, dict[str, Any], str]]


def bad_cells() -> Cells:
    yield "no firm", {"credit_code": ""}, "cell.required"
    yield "a short code", {"credit_code": "9150000"}, "credit_code.length"
    yield "an old number", {"credit_code": "500000000012345"}, "credit_code.registration_number"
    yield "a wrong check digit", {"credit_code": "91500000MA00000018"}, "credit_code.check_digit"
    yield "a letter O", {"credit_code": "9150000OMA00000017"}, "credit_code.character"
    yield "a firm nobody knows", {"credit_code": "91330100799655058B"}, "party.unknown"
    yield "a stock nobody knows", {"credit_code": "SSE:999999"}, "party.unknown"
    yield "a typo", {"observation": "tax_payed"}, "observation.unknown"
    yield "a fact, not an observation", {"observation": "tax_paid_prev"}, "observation.unknown"
    yield "a computed ratio", {"observation": "rd_ratio"}, "observation.unknown"
    yield from _bad_periods()
    yield from _bad_numbers()
    yield from _bad_other_values()
    yield "no source", {"source": ""}, "cell.required"
    yield "an unknown source", {"source": "the neighbour"}, "source.unknown"
    yield "a source nobody writes for", {"source": "platform"}, "source.not_yours"
    yield "a formula as citation", {"source": "tax_bureau:=1+1"}, "value.formula"
    yield "observed tomorrow", {"observed_on": "2026-03-07"}, "observed.future"
    yield "observed too early", {"observed_on": "2025-12-30"}, "observed.early"
    yield "no day of observation", {"observed_on": ""}, "cell.required"
    yield "text without end", {"source": "x" * (limits.MAX_TEXT + 1)}, "cell.too_long"


def _bad_periods() -> Cells:
    yield "half a year", {"period_end": "2025-06-30"}, "period.year"
    yield "a year from April", {"period_start": "2025-04-01"}, "period.year"
    yield "backwards", {"period_start": "2026-01-01"}, "period.backwards"
    window = {"observation": "invoice_sales", "value": "1"}
    yield "a short window", {**window, "period_start": "2025-03-01"}, "period.window"
    stretch = {"observation": "insured_staff", "period_start": "2025-01-01", "value": "1"}
    yield "a stretch for a point", stretch, "period.point"
    yield "no end", {"period_end": ""}, "cell.required"
    yield "not a day", {"period_end": "2025-02-30"}, "date.unreadable"
    yield "words for a day", {"period_end": "去年年底"}, "date.unreadable"
    yield "a day in American order", {"period_end": "12/31/2025"}, "date.unreadable"
    yield "a moment", {"period_end": "2025-12-31 08:30"}, "date.time"
    yield "before our time", {"period_end": "1850-12-31"}, "date.outside"
    yield "after our time", {"period_end": "2999-12-31"}, "date.outside"


def _bad_numbers() -> Cells:
    for text in ("NaN", "Infinity", "-inf", "1e9", "1_000", "0x10", "١٢٣", "①", "1.2.3", "--1"):
        yield f"the number {text}", {"value": text}, "value.number"
    yield "an accountant's minus", {"value": "(1000)"}, "value.number"
    yield "a currency sign", {"value": "¥18600"}, "value.number"
    yield "a formula", {"value": "=1+1"}, "value.number"
    yield "a unit", {"value": "18600元"}, "value.unit"
    yield "ten thousands", {"value": "1.86万元"}, "value.unit"
    yield "a third decimal", {"value": "18600.005"}, "value.decimals"
    yield "a percent of money", {"value": "5%"}, "value.percent"
    yield "negative tax", {"value": "-1"}, "value.outside"
    yield "more than there is", {"value": "10000000000000.01"}, "value.outside"
    yield "digits without end", {"value": "9" * 400}, "value.number"
    staff = {"observation": "insured_staff"}
    yield "half a head", {**staff, "value": "12.5"}, "value.whole"
    yield "heads in percent", {**staff, "value": "12%"}, "value.percent"
    yield "too many heads", {**staff, "value": "1000000001"}, "value.outside"
    yield "heads with a unit", {**staff, "value": "12人"}, "value.unit"
    share = {"observation": "invoice_top5_share", "period_start": ""}
    yield "a share above one", {**share, "value": "52"}, "value.outside"
    yield "a share above all", {**share, "value": "101%"}, "value.outside"
    yield (
        "four decimals of a point",
        {"observation": "points", "value": "86.1234"},
        "value.decimals",
    )
    yield "no value", {"value": ""}, "cell.required"


def _bad_other_values() -> Cells:
    yield "a grade that is none", {"observation": "tax_credit_grade", "value": "E"}, "value.choice"
    yield "a small letter", {"observation": "tax_credit_grade", "value": "a"}, "value.choice"
    yield "maybe", {"observation": "is_hnte", "value": "maybe"}, "value.flag"
    yield "one for yes", {"observation": "is_hnte", "value": "1"}, "value.flag"
    yield "no day", {"observation": "founded_on", "value": "soon"}, "date.unreadable"
    yield "too old", {"observation": "founded_on", "value": "1899-12-31"}, "date.outside"
    yield "a code with blanks", {"observation": "industry_code", "value": "C 39 85"}, "value.code"
    yield "markup", {"observation": "industry_chain", "value": "<script>"}, "value.code"
    wrong = {"observation": "credit_code", "value": "91500000MA00000018"}
    yield "a wrong code as value", wrong, "credit_code.check_digit"


def bad_json_cells() -> Cells:
    yield "a number as code", {"credit_code": 915000000000000017}, "cell.number_code"
    yield "an exponent", {"value": 1e30}, "value.number"
    yield "not a number", {"value": float("nan")}, "value.number"
    yield "no end", {"value": float("inf")}, "value.number"
    yield "a fraction of a fen", {"value": 0.001}, "value.decimals"
    yield "yes for money", {"value": True}, "value.number"
    yield "nothing", {"value": None}, "cell.required"


def bad_sheet_cells() -> Cells:
    yield "a code kept as number", {"credit_code": 915000000000000017}, "cell.number_code"
    yield (
        "a chain kept as number",
        {
            "observation": "industry_chain",
            "value": 1234567890123456789,
        },
        "cell.number_code",
    )
    yield "a day for money", {"value": date(2025, 12, 31)}, "value.number"
    yield "a moment for a day", {"observed_on": datetime(2026, 2, 1, 8, 30)}, "date.time"
    yield "a number for a day", {"observed_on": 46054}, "date.unreadable"
    yield "a third decimal typed", {"value": 0.125}, "value.decimals"
    yield "a number beyond", {"value": 1e300}, "value.number"
    yield "true for money", {"value": True}, "value.number"
    yield "text for money", {"value": "about 18600"}, "value.number"
