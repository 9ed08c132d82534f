"""Terms of bridge funds read from their tables."""

from kerong.finance.bridge_fees import BridgeTerms, FeeStep
from kerong.rules.programmes.held import Table, day_of, money_of, ratio_of, read_table
from kerong.rules.programmes.text_classes import BridgeTable, BridgeTermsText


def read_bridge(text: str | bytes, *, file: str) -> Table[BridgeTerms]:
    """Raises RuleTextFault."""
    return read_table(text, BridgeTable, _terms, file=file)


def _terms(text: BridgeTermsText) -> BridgeTerms:
    place = text.place
    return BridgeTerms(
        steps=tuple(FeeStep(step.from_day, ratio_of(step.rate, step.place)) for step in text.steps),
        day_kind=text.day_kind,
        most_fen=money_of(text.most, place),
        most_days=text.most_days,
        renewal_share=ratio_of(text.renewal_share, place),
        relief_until=day_of(text.relief_until, place) if text.relief_until else None,
        users=tuple((kind, money_of(most, place)) for kind, most in text.users.items()),
        excludes=tuple(text.excludes),
    )
