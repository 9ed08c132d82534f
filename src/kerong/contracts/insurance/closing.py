"""What is left of an inquiry once it ends: quotes that nobody can accept any more."""

from kerong.contracts.insurance.models import InsuranceInquiry, InsuranceQuote
from kerong.kernel.references import reference

State = InsuranceQuote.State


def close_quotes(inquiry: InsuranceInquiry) -> list[str]:
    """Close what is not accepted; the insurers to tell are those who had not declined."""
    rows = InsuranceQuote.objects.filter(inquiry=inquiry)
    waiting = rows.filter(state__in=[State.ASKED, State.QUOTED])
    told = [reference("institution", pk) for pk in waiting.values_list("insurer_id", flat=True)]
    waiting.update(state=State.CLOSED)
    return told
