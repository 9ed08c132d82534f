"""The rule of a bridge fund as it holds on a day: cap, days, fee, and whether fees are waived."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kerong.finance.bridge_fees import WORKING_DAYS, BridgeTerms
from kerong.web import formats


def terms_said(terms: BridgeTerms) -> str:
    """ "at most ¥10 million a use · 10 days · 0.02% a day, from day 6 0.04%"."""
    most = _("at most %(amount)s a use") % {"amount": formats.short_money(terms.most_fen)}
    return " · ".join((most, _days(terms), _fee(terms)))


def relief_said(terms: BridgeTerms, on: date) -> str:
    """Whether fees are waived on the day, or since when no more; nothing where they never were."""
    until = terms.relief_until
    if until is None:
        return ""
    told = {"day": formats.day(until)}
    if until < on:
        return _("The waiver of fees ended on %(day)s; the fees above are charged.") % told
    return _("Fees are waived for what is given back by %(day)s.") % told


def _days(terms: BridgeTerms) -> str:
    n = terms.most_days
    if terms.day_kind == WORKING_DAYS:
        return ngettext("%(n)d working day", "%(n)d working days", n) % {"n": n}
    return ngettext("%(n)d calendar day", "%(n)d calendar days", n) % {"n": n}


def _fee(terms: BridgeTerms) -> str:
    first, *later = terms.steps
    said = [_("%(rate)s a day") % {"rate": formats.rate(first.rate)}]
    said += [
        _("from day %(n)d %(rate)s") % {"n": step.from_day, "rate": formats.rate(step.rate)}
        for step in later
    ]
    return formats.comma().join(said)
