"""Everything of public money together: what one part does to another, day by day."""

from dataclasses import dataclass, field
from datetime import date

from tests.model.reference.books import Books
from tests.model.reference.breakers import Breakers
from tests.model.reference.bridges import Bridges
from tests.model.reference.claims import Claim, Claims
from tests.model.reference.closing import Closing
from tests.model.reference.distributions import Distributions
from tests.model.reference.fen import No
from tests.model.reference.guarantees import Guarantee, Guarantees
from tests.model.reference.interest import Period
from tests.model.reference.loans import Loan, Report
from tests.model.reference.payments import Bank, Payment
from tests.model.reference.requests import Requests
from tests.model.reference.runs import Runs
from tests.model.reference.subsidies import Subsidies

DISTRICT = "500107"  # of the second agreement and of the second firm


@dataclass
class Life:
    """`today` moves on; `accounts` are the parties whose bank account two people confirmed."""

    today: date
    accounts: set[str]
    books: Books = field(default_factory=Books)
    loans: list[Loan] = field(default_factory=list)
    opened: set[str] = field(default_factory=set)
    shared_out: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.bank = Bank(self.books, self.accounts, self._paid)
        self.subsidies = Subsidies(
            books=self.books, bank=self.bank, worth=self._worth, shared_out=self.shared_out
        )
        self.distributions = Distributions(self.books, self.subsidies.awards)
        self.runs = Runs(self.loans, self.subsidies)
        self.requests = Requests(self._require_free, self.open_loan, self.report)
        self.claims = Claims(self.books, self.bank)
        self.guarantees = Guarantees(self.books, self._is_stopped)
        self.bridges = Bridges(self.books, self.bank)
        self.claims.is_repaid = self.bridges.repays
        self.bridges.require_unclaimed = self.claims.require_unclaimed
        self.closing = Closing(self.books)
        self.breakers = Breakers("kv2", 1, DISTRICT, self.loans)

    def _paid(self, what: str, payment: Payment, on: date) -> None:
        if payment.kind == "subsidy":
            self.subsidies.follow(what, payment)
        self.bridges.follow_payment(what, payment, on)

    def _worth(self, loan: Loan, period: Period, on: date) -> int:
        return self.runs.worth(loan, period, on)

    def _require_free(self, loan: Loan) -> None:
        """No other money repays the loan or bears its loss."""
        if self.bridges.repays(loan):
            raise No("loan.repaid_elsewhere")
        self.claims.require_unclaimed(loan)

    def _is_stopped(self, bank: int, firm: int) -> bool:
        """Whether a breaker keeps letters from being given."""
        return self.breakers.stops(
            [("bank", bank), *([("district", DISTRICT)] if firm == 1 else [])]
        )

    def open_loan(self, loan: Loan, award: str = "") -> Loan:
        """Once an award; a letter given for this very award begins to count."""
        if award in self.opened:
            raise No("loan.reference_used")
        self.opened |= {award} if award else set()
        self.loans.append(loan)
        self.breakers.open(loan)
        self.guarantees.begin(loan, award, self.today)
        self.breakers.moved(loan, self.today)
        return loan

    def report(self, loan: Loan, report: Report) -> None:
        """What a bank says of a loan, and what follows from it."""
        before, after = loan.add(report, self.today)
        self.runs.follow(loan, report, (before, after), self.today)
        self.guarantees.follow(loan, after, report.on, self.today)
        self.breakers.moved(loan, self.today)
        if before.state != after.state and after.state == "settled":
            self.bridges.follow_loan(loan, report.on)

    def file(self, claim: Claim) -> Claim:
        """Under the guarantee in force on the loan, else under its pool."""
        covering = self.cover(claim.loan)
        live = ("filed", "correcting", "proposed", "advanced", "settled")
        if not any(e.loan is claim.loan and e.state in live for e in self.claims.claims):
            if covering is None and not claim.loan.pooled:
                raise No("compensation.not_covered")
        made = self.claims.file(claim, self.today)
        if covering is not None:
            if claim.principal > covering.balance:
                raise No("compensation.amount")
            made.guarantee = covering.key
        return made

    def cover(self, loan: Loan) -> Guarantee | None:
        for row in self.guarantees.rows:
            if row.loan is loan and row.state == "effective" and self.today <= row.liable_until:
                return row
        return None

    def night(self) -> None:
        """What the platform does by itself when a day begins."""
        waiting = {
            each.guarantee
            for each in self.claims.claims
            if each.guarantee is not None and each.state in ("filed", "correcting", "proposed")
        }
        self.breakers.night(self.today)
        self.guarantees.night(self.today, waiting)
        self.bridges.night(self.today)
        self.requests.night(self.today)

    def decide(self, claim: Claim, by: str) -> None:
        """The second person decides a claim; a guarantee it rests on is used up."""
        self.claims.approve(claim, by, self.today)
        if claim.guarantee is None or claim.state == "refused":
            return
        row = self.guarantees.rows[claim.guarantee]
        if (row.state, row.end) != ("ended", "claimed"):
            self.guarantees.finish(row, "claimed", self.today, self.today)
        claim.decided_on = claim.decided_on or self.today
        self.guarantees.paid = [
            (each.decided_on, sum(each.paid.values()))
            for each in self.claims.claims
            if each.guarantee is not None and each.decided_on is not None
        ]
