"""Refusals because something earlier still stands: an institution in time, a better quote."""

from kerong.kernel.errors import Conflict, Refused


class InstitutionInTime(Conflict):
    """Facts: `due_on`."""

    code = "case.institution_in_time"
    zh = "选定的机构仍在期限内（至 {due_on}），逾期后方可撤回需求。"
    en = "The chosen institution has until {due_on}; the need can be withdrawn after that day."


class QuoteWorse(Refused):
    """Facts: `amount_fen`, `all_in_ppm`, `valid_until` of the quote that stands."""

    code = "case.quote_worse"
    zh = "现有报价仍在有效期内，新报价的金额、综合成本和有效期均不得劣于现有报价。"
    en = (
        "Your quote still stands; a new one may not offer less, cost more or lapse sooner "
        "than the one the firm holds."
    )
