"""A loan's life as a JSON document: what happened to it, or its balance segments at once."""

from fractions import Fraction

from kerong.finance.fields import Fields
from kerong.finance.loan_events import (
    Drawn,
    Due,
    Event,
    Extended,
    LoanHistory,
    RateSet,
    Repaid,
    Replanned,
)
from kerong.finance.segments import Segment

DRAWN, REPAID, RATE, EXTENDED, REPLANNED = "drawn", "repaid", "rate", "extended", "replanned"
KINDS = (DRAWN, REPAID, RATE, EXTENDED, REPLANNED)
HISTORY_KEYS = ("rate", "matures_on", "dues", "events")
SEGMENT_KEYS = ("from_on", "to_on", "balance_yuan", "rate", "overdue")
_DUE_KEYS = ("on", "principal_yuan")
_EVENT_KEYS = ("kind", "on", "amount_yuan", "rate", "matures_on", "dues")


def history_of(fields: Fields) -> LoanHistory:
    """`{"rate", "matures_on", "dues": [{"on", "principal_yuan"}], "events": [{"kind", "on", …}]}`.

    Kinds: drawn and repaid with `amount_yuan` (principal), rate with `rate`, extended with
    `matures_on`, replanned with `dues`. Raises FieldUnreadable.
    """
    return LoanHistory(
        rate=fields.ratio("rate"),
        matures_on=fields.day("matures_on"),
        events=[_event(each) for each in fields.items("events", _EVENT_KEYS)],
        dues=_dues(fields),
    )


def segment_of(fields: Fields) -> Segment:
    """`{"from_on", "to_on", "balance_yuan", "rate", "overdue"}`; rate 0 where it is absent."""
    segment = Segment(
        from_on=fields.day("from_on"),
        to_on=fields.day("to_on"),
        balance_fen=fields.money("balance_yuan"),
        rate=fields.optional_ratio("rate") or Fraction(0),
        overdue=fields.flag("overdue"),
    )
    if segment.to_on < segment.from_on:
        fields.refuse("to_on", "lies before from_on", "早于 from_on")
    if segment.balance_fen < 0:
        fields.refuse("balance_yuan", "is below nothing", "不能小于零")
    return segment


def _event(fields: Fields) -> Event:
    kind, on = fields.text("kind"), fields.day("on")
    if kind == DRAWN:
        return Drawn(on, fields.money("amount_yuan"))
    if kind == REPAID:
        return Repaid(on, fields.money("amount_yuan"))
    if kind == RATE:
        return RateSet(on, fields.ratio("rate"))
    if kind == EXTENDED:
        return Extended(on, fields.day("matures_on"))
    if kind != REPLANNED:
        choices = ", ".join(KINDS)
        fields.refuse("kind", f"one of {choices} is expected", f"应为 {choices} 之一")
    return Replanned(on, _dues(fields))


def _dues(fields: Fields) -> tuple[Due, ...]:
    return tuple(
        Due(each.day("on"), each.money("principal_yuan"))
        for each in fields.items("dues", _DUE_KEYS)
    )
