"""A lost loan: what each payer bears, within its caps, and how money got back is returned."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.model.reference.books import Books
from tests.model.reference.fen import No
from tests.model.reference.loans import Loan
from tests.model.reference.payments import Bank
from tests.model.reference.sharing import Payer, accounts_of, recovered, shared

WAITING_DAYS = 60
LIVE = ("filed", "correcting", "proposed", "advanced", "settled")


@dataclass(frozen=True)
class Agreement:
    """The bank is the payer that made the loan; `caps` are (payer, scope, most in fen)."""

    key: str
    bank: int
    payers: tuple[Payer, ...]
    caps: tuple[tuple[str, str, int], ...] = ()
    guarantor: int | None = None
    kind: str = "pool"

    @property
    def is_public(self) -> bool:
        return any(payer.code == "fund" for payer in self.payers)


@dataclass
class Recovery:
    key: int
    reference: str
    by: str
    gross: int
    costs: int
    on: date
    state: str = "reported"
    shares: dict[str, int] = field(default_factory=dict)


@dataclass
class Claim:
    key: int
    loan: Loan
    agreement: Agreement
    principal: int
    interest: int
    loss_on: date
    state: str = "filed"
    proposal: tuple[str, int, int] = ("", 0, 0)
    by: str = ""
    papers: bool = False
    was_asked: bool = False  # to put something right: once
    advanced: bool = False
    guarantee: int | None = None
    decided_on: date | None = None
    shares: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)
    paid: dict[str, int] = field(default_factory=dict)  # account → fen, after the last decision
    returns: dict[str, int] = field(default_factory=dict)
    recoveries: list[Recovery] = field(default_factory=list)

    @property
    def bore(self) -> dict[str, int]:
        return {code: sum(part) for code, part in self.shares.get("settle", {}).items()}


@dataclass
class Claims:
    """`is_repaid` says whether a bridge repays the loan: then its loss is nobody's to bear."""

    books: Books
    bank: Bank
    agreements: dict[str, Agreement] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    used: dict[tuple[str, str, str], int] = field(default_factory=dict)
    is_repaid: Callable[[Loan], bool] = lambda _loan: False

    def is_claimed(self, loan: Loan) -> bool:
        return any(each.loan is loan and each.state in LIVE for each in self.claims)

    def require_unclaimed(self, loan: Loan) -> None:
        if self.is_claimed(loan):
            raise No("loan.loss_claimed")

    def file(self, claim: Claim, on: date) -> Claim:
        """Ripe, and no more than the bank reported as lost; one claim of a loan counts."""
        if self.is_claimed(claim.loan):
            raise No("compensation.already_claimed")
        since = claim.loan.standing(on).since
        if since is None:
            raise No("compensation.loss_differs")
        if on < since + timedelta(days=WAITING_DAYS):
            raise No("compensation.too_early")
        _require_lost(claim, claim.principal, claim.interest, on)
        if self.is_repaid(claim.loan):
            raise No("loan.repaid_elsewhere")
        claim.key = len(self.claims)
        self.claims.append(claim)
        return claim

    def withdraw(self, claim: Claim) -> None:
        _require(claim, "filed", "correcting")
        claim.state = "withdrawn"

    def ask_correction(self, claim: Claim) -> None:
        if claim.was_asked:
            raise No("compensation.correction_used")
        _require(claim, "filed")
        claim.state, claim.was_asked = "correcting", True

    def correct(self, claim: Claim, principal: int, interest: int, on: date) -> None:
        """No more than was claimed, and than the bank reports as lost today."""
        if principal <= 0:
            raise No("compensation.figure")
        if principal > claim.principal or interest > claim.interest:
            raise No("compensation.amount")
        _require_lost(claim, principal, interest, on)
        _require(claim, "correcting")
        claim.state, claim.principal, claim.interest = "filed", principal, interest

    def propose(self, claim: Claim, kind: str, amounts: tuple[int, int], by: str) -> None:
        principal, interest = amounts
        if kind == "advance":
            principal, interest = claim.principal, claim.interest
        elif kind == "refuse":
            principal, interest = 0, 0
        elif principal > claim.principal or interest > claim.interest:
            raise No("compensation.amount")
        elif principal < (0 if claim.advanced else 1):
            raise No("compensation.figure")
        if claim.advanced and kind != "settle":
            raise No("compensation.moved")
        if kind == "settle" and not claim.papers:
            raise No("compensation.papers_missing")
        _require(claim, "advanced" if claim.advanced else "filed")
        claim.proposal, claim.by, claim.state = (kind, principal, interest), by, "proposed"

    def send_back(self, claim: Claim) -> None:
        _require(claim, "proposed")
        claim.state = "advanced" if claim.advanced else "filed"

    def approve(self, claim: Claim, by: str, on: date) -> None:
        if claim.by == by:
            raise No("compensation.second_person")
        if not claim.by:
            raise No("compensation.moved")
        kind, principal, interest = claim.proposal
        if kind != "refuse" and not claim.advanced:
            if self.is_repaid(claim.loan):
                raise No("loan.repaid_elsewhere")
            _require_lost(claim, principal, interest, on)
        _require(claim, "proposed")
        claim.state = {"advance": "advanced", "settle": "settled", "refuse": "refused"}[kind]
        if kind == "refuse":
            return
        claim.advanced |= kind == "advance"
        self._share(claim, kind, principal, interest, on)

    def _share(self, claim: Claim, stage: str, principal: int, interest: int, on: date) -> None:
        before = {code: sum(part) for code, part in claim.shares.get("advance", {}).items()}
        rooms = self._rooms(claim, before)
        shares = shared(claim.agreement.payers, principal, interest, rooms)
        claim.shares[stage] = shares
        for payer, scope, _most in claim.agreement.caps:
            name = (claim.agreement.key, payer, holder(claim, scope))
            more = sum(shares[payer]) - before.get(payer, 0)
            self.used[name] = self.used.get(name, 0) + more
        due = accounts_of(claim.agreement.payers, shares)
        for account, fen in due.items():
            gap = fen - claim.paid.get(account, 0)
            if gap > 0:
                self._pay(claim, stage, account, gap, on)
            elif gap < 0:
                claim.returns[account] = -gap
        claim.paid = due

    def _rooms(self, claim: Claim, before: dict[str, int]) -> dict[str, int]:
        rooms: dict[str, int] = {}
        for payer, scope, most in claim.agreement.caps:
            used = self.used.get((claim.agreement.key, payer, holder(claim, scope)), 0)
            room = max(0, most - used + before.get(payer, 0))
            rooms[payer] = min(room, rooms.get(payer, room))
        return rooms

    def _pay(self, claim: Claim, stage: str, account: str, fen: int, on: date) -> None:
        payable = f"claim_payable:{claim.key}"
        self.books.move(account, payable, fen, on)
        pool = account.partition(":")[2].partition("/")[0]
        root = f"claim/{claim.key}/{stage}/{account}"
        payee = f"bank:{claim.loan.bank}"
        self.bank.order("claim", root, (payable, f"claim_paid:{pool}"), payee, fen)

    def receive_return(self, claim: Claim, account: str, on: date) -> None:
        if account not in claim.returns:
            raise No("compensation.moved")
        fen = claim.returns.pop(account)
        self._come_back(claim, {account: fen}, 0, on)

    def _come_back(self, claim: Claim, to: dict[str, int], rest: int, on: date) -> None:
        transit = f"recoveries:{claim.key}"
        self.books.move("receipts:compensation", transit, sum(to.values()) + rest, on)
        for account, fen in to.items():
            self.books.move(transit, account, fen, on)

    # --- what comes back from the debtor ---

    def report_recovery(self, claim: Claim, told: Recovery) -> Recovery:
        """The same reference of the same institution counts once, for the same money and day."""
        if claim.state != "settled":
            raise No("compensation.moved")
        side = told.by.partition("/")[0]
        for other in self.claims:
            for each in other.recoveries:
                if (each.by.partition("/")[0], each.reference) == (side, told.reference):
                    same = (other is claim, each.gross, each.costs, each.on)
                    if same != (True, told.gross, told.costs, told.on):
                        raise No("compensation.recovery_used")
                    return each
        claim.recoveries.append(told)
        return told

    def confirm_recovery(self, claim: Claim, told: Recovery, by: str, on: date) -> None:
        if told.by == by:
            raise No("compensation.second_person")
        if told.state != "reported":
            raise No("compensation.moved")
        returned = dict.fromkeys(claim.bore, 0)
        for each in claim.recoveries:
            for code, fen in each.shares.items():
                returned[code] += fen
        told.state = "shared"
        told.shares = recovered(
            claim.agreement.payers, claim.bore, told.gross - told.costs, returned
        )
        to = accounts_of(claim.agreement.payers, {c: (f, 0) for c, f in told.shares.items()})
        by_bank = told.by.startswith("bank")
        owed = 0 if by_bank else told.shares["bank"]
        self._come_back(claim, to, owed, on)
        if owed:
            sides = (f"recoveries:{claim.key}", "paid_out:compensation")
            root = f"recovery/{claim.key}/{told.key}"
            self.bank.order("recovery_share", root, sides, f"bank:{claim.loan.bank}", owed)

    def reject_recovery(self, told: Recovery) -> None:
        if told.state != "reported":
            raise No("compensation.moved")
        told.state = "rejected"


def holder(claim: Claim, scope: str) -> str:
    known = {"firm": f"firm:{claim.loan.firm}", "bank": f"bank:{claim.loan.bank}"}
    return known.get(scope, f"year:{claim.loss_on.year}")


def _require_lost(claim: Claim, principal: int, interest: int, on: date) -> None:
    now = claim.loan.standing(on)
    if principal > now.owed + now.lost or interest > now.late[1]:
        raise No("compensation.loss_differs")


def _require(claim: Claim, *states: str) -> None:
    if claim.state not in states:
        raise No("compensation.moved")
