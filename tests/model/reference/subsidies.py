"""Subsidies: one matter is paid once, by the higher; what was paid wrongly comes back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from tests.model.reference.claw_backs import ClawBacks, close_if_over
from tests.model.reference.entitled import LIVE, Award, Entitlement, Payout
from tests.model.reference.fen import No
from tests.model.reference.interest import Period
from tests.model.reference.loans import Loan
from tests.model.reference.payments import Bank, Payment


@dataclass(kw_only=True)
class Subsidies(ClawBacks):
    bank: Bank
    shared_out: frozenset[str]  # budgets that wait for a distribution
    worth: Callable[[Loan, Period, date], int]  # what the reports bear today
    awards: list[Award] = field(default_factory=list)
    entitlements: list[Entitlement] = field(default_factory=list)

    def award(self, wish: Award, on: date) -> Award:
        """Refused where the matter is paid already and nothing more is left to pay."""
        under = self._under(wish.under)
        live = [each for each in self.awards if each.under is under and each.state in LIVE]
        pay, superseded = _stacked(wish, live)
        made = wish
        made.key, made.under, made.granted = len(self.awards), under, pay
        for lower in superseded:
            self._give_way(lower, on)
        others = [each.asked for each in live if each.clause != wish.clause]
        under.entitled = max(under.entitled, wish.asked, *others, 0)
        if under.committed + pay > under.entitled:
            raise No("subsidy.already_entitled")
        under.committed += pay
        if made.budget in self.shared_out:
            made.state = "waiting"
        else:
            self._set_aside(made, pay)
        self.awards.append(made)
        return made

    def _set_aside(self, made: Award, pay: int) -> None:
        try:
            self.books.hold(_hold(made), *_budget(made), pay)
        except No:
            raise No("subsidy.budget_exhausted") from None

    def _under(self, wish: Entitlement) -> Entitlement:
        """The entitlement of these very months; other months that overlap are a refusal."""
        for each in self.entitlements:
            same = (each.firm, each.family, each.matter) == (wish.firm, wish.family, wish.matter)
            if each.freed or not same or not set(each.months) & set(wish.months):
                continue
            if each.months != wish.months:
                raise No("subsidy.already_entitled")
            return each
        self.entitlements.append(wish)
        return wish

    def _give_way(self, lower: Award, on: date) -> None:
        if not lower.ordered:
            self.books.void(_hold(lower))
            lower.state = "superseded"
            lower.under.committed -= lower.granted
        elif lower.settled > lower.returned:
            back = self.propose(lower, "superseded", lower.settled - lower.returned)
            self.order_back(back, back.amount, on)

    def cancel(self, award: Award, on: date) -> None:
        if award.state not in ("waiting", "held", "ordered"):
            raise No("subsidy.moved")
        for payout in award.payouts:
            if payout.state in ("ordered", "returned"):
                self.bank.cancel(payout.root, on)
        if award.returned > award.settled:
            raise No("subsidy.owed_to_firm")
        gone = award.granted - award.settled
        if not gone:
            raise No("subsidy.nothing_left")
        if award.ordered != award.settled:
            raise No("subsidy.moved")
        if award.state == "held":
            self.books.void(_hold(award))
        elif award.state == "ordered":
            self.books.move(f"subsidy_payable:{award.budget}", f"budget:{award.budget}", gone, on)
        award.state = "paid" if award.settled else "cancelled"
        award.granted = award.settled or award.granted
        award.under.committed -= gone
        if not any(e.under is award.under and e.state in LIVE for e in self.awards):
            award.under.freed = True

    def order(self, award: Award, part: str, on: date) -> Payout:
        """The whole, four fifths of it in advance, or the rest; what the firm owes stays here."""
        if part != "advance" and award.ordered:
            cut = self._settle_by_reports(award, on)
            if cut and award.granted == award.ordered:
                return award.payouts[-1]
        amount = award.granted - award.ordered
        if part == "advance":
            if award.ordered:
                raise No("subsidy.moved")
            amount = award.granted * 4 // 5  # four fifths, cut down to the fen
        if amount <= 0:
            raise No("subsidy.nothing_left")
        if award.state not in ("held", "ordered"):
            raise No("subsidy.moved")
        if award.state == "held":
            self.books.post(_hold(award), on)
        award.state = "ordered"
        award.ordered += amount
        made = Payout(f"award/{award.key}/{len(award.payouts) + 1}", amount)
        award.payouts.append(made)
        made.kept = self._keep_back(award, amount, on)
        if made.to_pay:
            sides = (f"subsidy_payable:{award.budget}", f"subsidy_paid:{award.budget}")
            payee = f"firm:{award.under.firm}"
            self.bank.order("subsidy", made.root, sides, payee, made.to_pay)
        else:
            made.state = "paid"
        self._settle(award, made.kept)
        return made

    def _settle_by_reports(self, award: Award, on: date) -> int:
        """核结: what the loan's reports of today do not bear is cut from what is left; of what
        was ordered already taking back is proposed.
        """
        if award.loan is None or award.period is None:
            return 0
        over = award.kept - self.worth(award.loan, award.period, on)
        if over <= 0:
            return 0
        for back in self.claw_backs:
            if back.award is award and back.state == "proposed":
                back.state = "dropped"
        cut = min(over, award.granted - award.ordered)
        if cut:
            if award.state != "ordered":
                raise No("subsidy.moved")
            award.granted -= cut
            award.under.committed -= cut
            self.books.move(f"subsidy_payable:{award.budget}", f"budget:{award.budget}", cut, on)
            if award.settled == award.granted:
                award.state = "paid"
        if over > cut:
            self.propose(award, "overpaid", over - cut)
        return cut

    def _keep_back(self, award: Award, amount: int, on: date) -> int:
        kept = 0
        for key in self.ordered:
            back = self.claw_backs[key]
            take = min(amount - kept, back.left)
            if back.award.under.firm != award.under.firm or back.state != "ordered" or take <= 0:
                continue
            owing = back.award.budget
            receivable = f"claw_back_receivable:{owing}"
            self.books.move(f"subsidy_payable:{award.budget}", receivable, take, on)
            self.restore(back, take, on)
            back.kept += take
            kept += take
            close_if_over(back)
        return kept

    def _settle(self, award: Award, fen: int) -> None:
        award.settled += fen
        award.under.paid += fen
        if fen and award.settled == award.granted:
            award.state = "paid"

    def follow(self, what: str, payment: Payment) -> None:
        """What the bank did with a payment."""
        for award in self.awards:
            for payout in award.payouts:
                if payout.root == payment.root:
                    self._follow(what, award, payout)

    def _follow(self, what: str, award: Award, payout: Payout) -> None:
        names = {"confirmed": "paid", "returned_late": "returned"}
        payout.state = names.get(what, what)
        if what == "confirmed":
            self._settle(award, payout.to_pay)
        elif what == "returned_late":
            self._unsettle(award, payout)
        elif what == "cancelled":
            award.ordered -= payout.to_pay

    def _unsettle(self, award: Award, payout: Payout) -> None:
        """What arrived did not stay; of a firm that owes it is called off, to be ordered anew."""
        award.settled -= payout.to_pay
        award.under.paid -= payout.to_pay
        if award.state == "paid":
            award.state = "ordered"
        firm = award.under.firm
        owed = [e for e in self.claw_backs if e.state == "ordered" and e.award.under.firm == firm]
        if owed:
            self.bank.cancel(payout.root, date.min)


def _stacked(wish: Award, live: list[Award]) -> tuple[int, list[Award]]:
    """What the new one pays, and what gives way to it: 就高不重复."""
    if not live:
        return wish.asked, []
    if wish.tops_up:
        return wish.asked - sum(each.kept for each in live), []
    if any(each.clause == wish.clause for each in live):
        raise No("subsidy.already_entitled")
    under_way = any(each.ordered > each.settled for each in live)
    is_highest = {wish.rule, *(each.rule for each in live)} == {"max"} and not under_way
    highest = wish.asked > max(each.asked for each in live)
    promised = sum(each.kept for each in live)
    pay = wish.asked if is_highest else wish.asked - promised
    if not highest or pay <= 0:
        raise No("subsidy.already_entitled")
    return pay, [each for each in live if each.kept] if is_highest else []


def _hold(award: Award) -> str:
    return f"award/{award.key}"


def _budget(award: Award) -> tuple[str, str]:
    return f"budget:{award.budget}", f"subsidy_payable:{award.budget}"
