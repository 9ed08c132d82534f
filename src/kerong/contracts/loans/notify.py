"""The firm is told what became of its loan: the one handler of loan events this package has."""

from kerong.contracts.loans.notes import firm_of, say
from kerong.contracts.loans.reactions import LoanEvent
from kerong.kernel.money import Money

ORDER = 1000


def tell_firm(event: LoanEvent) -> None:
    loan = event.loan
    renewal = getattr(loan, "renewed_by", None)
    facts = {
        "since": loan.arrears_from,
        "amount": Money(loan.arrears_fen).yuan_text(),
        "matures_on": loan.matures_on,
        "renewal": renewal.no if renewal else None,
    }
    say(loan, f"loan.{event.kind}", to=firm_of(loan), at=event.at, facts=facts)
