"""预算: one person proposes a budget or more money for one, another approves or sends it back."""

import pytest
from django.db import IntegrityError, transaction

from kerong.contracts.subsidies.approve_budget import approve_budget
from kerong.contracts.subsidies.errors import (
    AwardUnsound,
    BudgetExists,
    BudgetProposed,
    ProposalNotFound,
    ProposalReferenceUsed,
    SamePerson,
    SeenOtherwise,
    WordsWanted,
)
from kerong.contracts.subsidies.models import Appropriation, Budget, BudgetProposal
from kerong.contracts.subsidies.propose_budget import NewBudget, propose_budget
from kerong.contracts.subsidies.propose_top_up import propose_top_up
from kerong.contracts.subsidies.return_budget import return_budget
from kerong.kernel.actor import Actor
from kerong.ledger.models import Account, Transfer
from kerong.notices.models import Outbox
from kerong.trail.models import Event
from tests.build import subsidies
from tests.build.cases import WAN

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

AT = subsidies.AT
NEW = NewBudget(key="listing", year=2026, title="上市奖励", amount_fen=500 * WAN, mode="first_come")


@pytest.fixture
def clerk() -> Actor:
    return subsidies.officer()


@pytest.fixture
def chief() -> Actor:
    return subsidies.officer()


def proposed(by: Actor, key: str = "k1", budget: NewBudget = NEW) -> BudgetProposal:
    return propose_budget(budget=budget, client_key=key, actor=by, at=AT)


def more(by: Actor, key: str = "m1", amount_fen: int = 100 * WAN) -> BudgetProposal:
    told = {"budget": "listing-2026", "words": "财预〔2026〕9号", "client_key": key}
    return propose_top_up(amount_fen=amount_fen, actor=by, at=AT, **told)


def test_a_budget_is_open_once_another_person_approves_it(clerk, chief):
    asked = proposed(clerk)
    assert (Budget.objects.count(), Account.objects.count()) == (0, 0)
    assert Outbox.objects.get(kind="budget.open_proposed").to == "role:officer"

    budget = approve_budget(pk=asked.pk, actor=chief, at=AT)

    assert (budget.code, budget.opened_by_id) == ("listing-2026", chief.person_id)
    assert Account.objects.get(code=budget.account).balance_fen == 500 * WAN
    came = Appropriation.objects.get()
    assert (came.proposal, came.amount_fen, came.appropriated_by_id) == (
        *(asked, 500 * WAN),
        chief.person_id,
    )
    kinds = Event.objects.filter(stream="budget:listing-2026").order_by("no")
    told = [event.kind for event in kinds if event.kind.startswith("budget.")]
    assert told == ["budget.proposed", "budget.opened", "budget.appropriated"]
    assert approve_budget(pk=asked.pk, actor=chief, at=AT) == budget
    assert Transfer.objects.count() == 1
    subsidies.sound()


def test_whoever_proposed_does_not_approve(clerk):
    asked = proposed(clerk)
    with pytest.raises(SamePerson):
        approve_budget(pk=asked.pk, actor=clerk, at=AT)
    assert not Budget.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetProposal.objects.update(state="done", decided_by=clerk.person_id, decided_at=AT)


def test_more_money_comes_in_once_another_person_approves_it(clerk, chief):
    approve_budget(pk=proposed(clerk).pk, actor=chief, at=AT)
    waits = more(clerk)
    assert Account.objects.get(code="fiscal/budget/listing-2026").balance_fen == 500 * WAN
    with pytest.raises(SamePerson):
        approve_budget(pk=waits.pk, actor=clerk, at=AT)

    approve_budget(pk=waits.pk, actor=chief, at=AT)

    assert Account.objects.get(code="fiscal/budget/listing-2026").balance_fen == 600 * WAN
    assert [row.no for row in Appropriation.objects.order_by("no")] == [1, 2]
    subsidies.sound()


def test_a_form_sent_twice_is_one_proposal_and_another_under_its_key_is_refused(clerk, chief):
    assert proposed(clerk) == proposed(clerk)
    with pytest.raises(ProposalReferenceUsed):
        proposed(clerk, budget=NewBudget(**(_terms() | {"amount_fen": 1})))
    with pytest.raises(BudgetProposed):
        proposed(chief, key="k2")
    approve_budget(pk=BudgetProposal.objects.get().pk, actor=chief, at=AT)
    with pytest.raises(BudgetExists):
        proposed(clerk, key="k3")
    assert more(clerk) == more(clerk)
    with pytest.raises(ProposalReferenceUsed):
        more(clerk, amount_fen=1)


def _terms() -> dict:
    names = ("key", "year", "title", "amount_fen", "mode", "programmes", "basis")
    return {name: getattr(NEW, name) for name in names}


def test_sent_back_with_words_it_is_proposed_anew(clerk, chief):
    asked = proposed(clerk)
    with pytest.raises(WordsWanted):
        return_budget(pk=asked.pk, words="不", actor=chief, at=AT)

    return_budget(pk=asked.pk, words="文号有误，请核对", actor=chief, at=AT)

    told = Outbox.objects.get(kind="budget.proposal_returned")
    assert told.to == f"person:{clerk.person_id}"
    for act in (
        lambda: approve_budget(pk=asked.pk, actor=chief, at=AT),
        lambda: return_budget(pk=asked.pk, words="文号有误，请核对", actor=chief, at=AT),
    ):
        with pytest.raises(SeenOtherwise):
            act()
    again = proposed(clerk, key="k2")
    assert approve_budget(pk=again.pk, actor=chief, at=AT).code == "listing-2026"


def test_what_was_proposed_is_taken_back_by_whoever_did(clerk):
    asked = proposed(clerk)
    return_budget(pk=asked.pk, words="重复提请", actor=clerk, at=AT)
    assert not Outbox.objects.filter(kind="budget.proposal_returned").exists()


def test_what_cannot_be_a_budget_is_not_proposed(clerk, chief):
    with pytest.raises(ProposalNotFound):
        approve_budget(pk=987_654, actor=chief, at=AT)
    with pytest.raises(AwardUnsound):
        NewBudget(**(_terms() | {"key": "-"}))
    approve_budget(pk=proposed(clerk).pk, actor=chief, at=AT)
    with pytest.raises(AwardUnsound):
        more(clerk, amount_fen=0)
