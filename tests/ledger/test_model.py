"""Random moves, holds and reversals against a plain model that knows no database."""

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from kerong.kernel.errors import Fault
from kerong.ledger.balances import balance_on
from kerong.ledger.models import Account
from tests.build import ledger
from tests.build.invariants import invariants
from tests.build.ledger import BUDGET, CITY, PAYABLE, TODAY, TREASURY

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

# name of the movement → account it leaves by debit, account it reaches by credit
MOVES = {
    "appropriated": (TREASURY, BUDGET),
    "returned_to_treasury": (BUDGET, TREASURY),
    "subsidy_awarded": (BUDGET, PAYABLE),
    "subsidy_cancelled": (PAYABLE, BUDGET),
    "fund_topped_up": (BUDGET, CITY),
}
CAP = {CITY: 120}
DEBIT_NORMAL = {TREASURY}
OVERDRAWN, ABOVE_CAP = "ledger.overdrawn", "ledger.above_cap"


@dataclass
class Model:
    """Piles of coins: a debit grows the treasury and shrinks every other pile."""

    pile: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys((TREASURY, BUDGET, PAYABLE, CITY), 0)
    )
    going: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    most: dict[str, int] = field(default_factory=dict)
    ended: dict[str, str] = field(default_factory=dict)
    done: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    undone: set[str] = field(default_factory=set)

    def steps(self, debit: str, credit: str, amount: int) -> dict[str, int]:
        return {
            debit: amount if debit in DEBIT_NORMAL else -amount,
            credit: -amount if credit in DEBIT_NORMAL else amount,
        }

    def reserved(self, code: str, sign: int) -> int:
        steps = [self.steps(*hold)[code] for hold in self.going.values() if code in hold[:2]]
        return sum(step for step in steps if step * sign > 0)

    def refusal(self, debit: str, credit: str, amount: int) -> str:
        """Overdrawn before above the cap, the account that was opened first before the other."""
        steps = self.steps(debit, credit, amount)
        for code in (TREASURY, BUDGET, CITY, PAYABLE):
            step = steps.get(code, 0)
            if step < 0 and self.pile[code] + self.reserved(code, -1) + step < 0:
                return OVERDRAWN
            if step > 0 and self.pile[code] + self.reserved(code, 1) + step > CAP.get(code, 10**9):
                return ABOVE_CAP
        return "done"

    def move(self, name: str, debit: str, credit: str, amount: int) -> str:
        if name in self.done or name in self.going or name in self.ended:
            body = self.done.get(name)
            return "done" if body == (debit, credit, amount) else "ledger.reference_used"
        said = self.refusal(debit, credit, amount)
        if said == "done":
            self._carry(name, debit, credit, amount)
        return said

    def hold(self, name: str, debit: str, credit: str, amount: int) -> str:
        said = self.refusal(debit, credit, amount)
        if said == "done":
            self.going[name] = (debit, credit, amount)
            self.most[name] = amount
        return said

    def post(self, name: str, amount: int) -> str:
        if amount > self.most[name]:
            return "ledger.hold_too_small"
        if name in self.ended:
            return "ledger.hold_ended"
        debit, credit, _ = self.going[name]
        del self.going[name]
        self.ended[name] = "posted"
        self._carry(f"post-{name}", debit, credit, amount)
        return "done"

    def void(self, name: str) -> str:
        if self.ended.get(name) == "posted":
            return "ledger.hold_ended"
        self.going.pop(name, None)
        self.ended[name] = "voided"
        return "done"

    def undo(self, name: str) -> str:
        if name in self.undone:
            return "ledger.already_reversed"
        debit, credit, amount = self.done[name]
        said = self.refusal(credit, debit, amount)
        if said == "done":
            self.undone.add(name)
            for code, step in self.steps(credit, debit, amount).items():
                self.pile[code] += step
        return said

    def _carry(self, name: str, debit: str, credit: str, amount: int) -> None:
        self.done[name] = (debit, credit, amount)
        for code, step in self.steps(debit, credit, amount).items():
            self.pile[code] += step


AMOUNTS = st.integers(1, 90)
PICKS = st.integers(0, 50)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.sampled_from(sorted(MOVES)), AMOUNTS, PICKS),
        st.tuples(st.just("hold"), st.sampled_from(sorted(MOVES)), AMOUNTS, PICKS),
        st.tuples(st.just("post"), st.none(), AMOUNTS, PICKS),
        st.tuples(st.just("void"), st.none(), AMOUNTS, PICKS),
        st.tuples(st.just("undo"), st.none(), AMOUNTS, PICKS),
    ),
    min_size=8,
    max_size=25,
)


@given(steps=STEPS)
@settings(max_examples=30)
def test_whatever_is_asked_the_ledger_answers_and_stands_as_the_model_does(steps) -> None:
    with transaction.atomic():
        for code in (TREASURY, BUDGET, CITY, PAYABLE):
            ledger.account(code, cap_fen=CAP.get(code))
        model, made = Model(), {}
        opening = ("move", "appropriated", 200, 0)
        for no, step in enumerate([opening, *steps]):
            expected, found = both(model, made, no, *step)
            assert found == expected, step
        agree(model)
        transaction.set_rollback(True)


def both(model: Model, made: dict[str, int], no: int, what: str, kind, amount: int, pick: int):
    """What the model says and what the ledger says; `made` keeps the numbers of transfers."""
    if what in ("move", "hold"):
        debit, credit = MOVES[kind]
        name = f"{what}-{no}"
        if what == "hold":
            terms = {"debit": debit, "credit": credit, "kind": kind}
            return model.hold(name, debit, credit, amount), said(
                lambda: ledger.reserved(amount, name, **terms)
            )
        again = sorted(each for each in model.done if each.startswith("move"))
        if pick % 4 == 0 and again:  # a retry, or the same reference with another body
            name = again[pick % len(again)]
        return model.move(name, debit, credit, amount), kept(
            made, name, lambda: ledger.moved(debit, credit, amount, kind, reference=name)
        )
    if what == "undo":
        if not made:
            return "done", "done"
        name = sorted(made)[pick % len(made)]
        again_by = f"undo-{no}"
        return model.undo(name), said(lambda: ledger.reversed_(made[name], again_by))
    names = sorted({*model.going, *model.ended})
    if not names:
        return "done", "done"
    name = names[pick % len(names)]
    if what == "void":
        return model.void(name), said(lambda: ledger.voided(name))
    by = f"post-{name}" if model.ended.get(name) != "posted" else f"again-{no}"
    return model.post(name, amount), kept(
        made, f"post-{name}", lambda: ledger.posted(name, by, amount_fen=amount)
    )


def said(act) -> str:
    try:
        act()
    except Fault as fault:
        return fault.code
    return "done"


def kept(made: dict[str, int], name: str, act) -> str:
    try:
        made[name] = act().no
    except Fault as fault:
        return fault.code
    return "done"


def agree(model: Model) -> None:
    for account in Account.objects.filter(code__in=model.pile):
        assert account.balance_fen == model.pile[account.code], account.code
        assert account.held_out_fen == -model.reserved(account.code, -1)
        assert account.held_in_fen == model.reserved(account.code, 1)
        assert balance_on(account=account.code, day=TODAY) == account.balance_fen
    assert invariants() == []
