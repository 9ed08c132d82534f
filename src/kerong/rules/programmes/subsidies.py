"""Formulas of interest subsidies read from their tables."""

from kerong.finance.subsidy_terms import ShareRange, SubsidyTerms
from kerong.rules.document import Place
from kerong.rules.programmes.held import Table, day_of, money_of, ratio_of, read_table
from kerong.rules.programmes.text_classes import SubsidyTable, SubsidyTermsText


def read_subsidy(text: str | bytes, *, file: str) -> Table[SubsidyTerms]:
    """Raises RuleTextFault."""
    return read_table(text, SubsidyTable, _terms, file=file)


def _terms(text: SubsidyTermsText) -> SubsidyTerms:
    place = text.place
    if not text.shares:
        place.refuse("text.missing", key="shares")
    shares = {
        name: ShareRange(ratio_of(share.least, share.place), ratio_of(share.most, share.place))
        for name, share in text.shares.items()
    }
    return SubsidyTerms(
        kind=text.kind,
        shares=shares,
        date_rule=text.date_rule or "",
        tenor=text.tenor,
        rate=ratio_of(text.rate, place) if text.rate else None,
        day_count=text.day_count,
        actual_rate_at_most=text.actual_rate_at_most,
        principal_cap_fen=_cap(text.principal_cap, place),
        firm_year_cap_fen=_cap(text.firm_year_cap, place),
        firm_cap_fen=_cap(text.firm_cap, place),
        months=text.months,
        counts_from=day_of(text.counts_from, place) if text.counts_from else None,
        excludes=tuple(text.excludes),
    )


def _cap(text: str | None, place: Place) -> int | None:
    return None if text is None else money_of(text, place)
