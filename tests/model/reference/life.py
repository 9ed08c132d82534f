"""Everything of public money together: what one part does to another, day by day."""

from dataclasses import dataclass, field
from datetime import date

from tests.model.reference.books import Books
from tests.model.reference.claims import Claim, Claims
from tests.model.reference.loans import Loan, Report, Standing
from tests.model.reference.payments import Bank, Payment
from tests.model.reference.subsidies import Subsidies


@dataclass
class Life:
    """`today` moves on; `accounts` are the parties whose bank account two people confirmed."""

    today: date
    accounts: set[str]
    books: Books = field(default_factory=Books)
    loans: list[Loan] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.bank = Bank(self.books, self.accounts, self._paid)
        self.subsidies = Subsidies(books=self.books, bank=self.bank)
        self.claims = Claims(self.books, self.bank)

    def _paid(self, what: str, payment: Payment, on: date) -> None:
        if payment.kind == "subsidy":
            self.subsidies.follow(what, payment)

    def open_loan(self, loan: Loan) -> Loan:
        self.loans.append(loan)
        return loan

    def report(self, loan: Loan, report: Report) -> Standing:
        """What a bank says of a loan, and what follows from it."""
        _, after = loan.add(report, self.today)
        return after

    def decide(self, claim: Claim, by: str) -> None:
        """The second person decides a claim."""
        self.claims.approve(claim, by, self.today)
