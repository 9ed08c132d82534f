"""A party gives its bank account, another person confirms it, and payments that waited are due."""

import pytest
from django.db import connection

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.policy import RoleNotAllowed
from kerong.ledger.guards import lift_guards
from kerong.notices.models import Outbox
from kerong.payments.account_draft import AccountDraft, checked_account, same_name
from kerong.payments.confirm_account import confirm_account
from kerong.payments.errors import (
    AccountDecided,
    AccountFieldWrong,
    AccountInBatch,
    AccountNotFound,
    SamePerson,
    WordsWanted,
)
from kerong.payments.give_account import give_account
from kerong.payments.guards import GUARDS
from kerong.payments.match_accounts import match_accounts
from kerong.payments.models import PayeeAccount, Payment
from kerong.payments.reject_account import reject_account
from kerong.trail.models import Event
from tests.build import parties
from tests.build import payments as build

pytestmark = pytest.mark.django_db
DRAFT = AccountDraft(
    holder="示例科技有限公司",
    bank="重庆银行两江支行",
    branch_code="313653000013",
    number="6217000000001",
)


def owner_of(firm: object) -> Actor:
    return parties.actor(roles.FIRM_OWNER, enterprise=firm)  # type: ignore[arg-type]


def given(actor: Actor, **changed: str) -> PayeeAccount:
    said = {name: getattr(DRAFT, name) for name in ("holder", "bank", "branch_code", "number")}
    return give_account(actor=actor, draft=AccountDraft(**(said | changed)), at=build.NOON)


def confirmed(account: PayeeAccount, by: Actor | None = None) -> PayeeAccount:
    return confirm_account(actor=by or build.officer(), account_id=account.pk, at=build.LATER)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("holder", "甲"),
        ("bank", "工行"),
        ("branch_code", "31365300001"),
        ("branch_code", "31365300001A"),
        ("number", "1234567"),
        ("number", "1" * 33),
        ("number", "6217-00x"),
        ("number", "00000000"),
        ("number", "٦٢١٧٠٠٠٠٠٠"),
    ],
)
def test_a_number_no_bank_gives_is_refused_at_its_field(field: str, text: str) -> None:
    said = {name: getattr(DRAFT, name) for name in ("holder", "bank", "branch_code", "number")}
    with pytest.raises(AccountFieldWrong) as refused:
        checked_account(AccountDraft(**(said | {field: text})))
    assert refused.value.facts["field"] == field


def test_blanks_and_full_width_digits_are_one_spelling() -> None:
    found = checked_account(
        AccountDraft(
            holder=" 示例  公司 ",
            bank="重庆银行",
            branch_code="３１３６ 5300 0013",
            number="6217-0000 0001",
        )
    )
    assert (found.holder, found.branch_code) == ("示例 公司", "313653000013")
    assert found.number == "621700000001"
    assert same_name("示例（重庆）公司", "示例(重庆) 公司")
    assert not same_name("示例公司", "实例公司")


def test_given_by_its_owner_and_confirmed_by_an_officer_it_counts() -> None:
    build.purse()
    firm = parties.enterprise()
    waiting = build.ordered(firm.reference)

    account = given(owner_of(firm))
    assert (account.state, account.party) == ("given", firm.reference)
    for _ in range(2):  # a double click
        assert confirmed(account).state == "confirmed"

    waiting.refresh_from_db()
    assert (waiting.state, waiting.account_id) == ("due", account.pk)
    assert Outbox.objects.filter(kind="payment.account_confirmed", to=firm.reference).count() == 1
    stream = Event.objects.filter(stream=f"payee_account:{account.pk}").order_by("no")
    assert [e.kind for e in stream] == ["payment.account_given", "payment.account_confirmed"]
    assert account.number not in "".join(e.payload for e in stream)


def test_the_same_account_again_is_the_same_row_and_another_replaces_what_waits() -> None:
    actor = owner_of(parties.enterprise())
    first = given(actor)

    assert given(actor).pk == first.pk
    other = given(actor, number="6217000000999")

    first.refresh_from_db()
    assert (first.state, other.state) == ("replaced", "given")


def test_an_institution_gives_its_own() -> None:
    bank = parties.institution()
    admin = parties.actor(roles.INSTITUTION_ADMIN, institution=bank)
    assert given(admin).party == bank.reference


@pytest.mark.parametrize("role", [roles.FIRM_CLERK, roles.INSTITUTION_CLERK, roles.OFFICER])
def test_nobody_else_gives_one(role: str) -> None:
    with pytest.raises(RoleNotAllowed):
        given(parties.actor(role))


def test_whoever_gave_it_cannot_confirm_it() -> None:
    account = given(owner_of(parties.enterprise()))
    officer = build.officer()
    lift_guards(connection, GUARDS)  # the database keeps who gave it
    PayeeAccount.objects.filter(pk=account.pk).update(given_by=officer.person_id)
    with pytest.raises(SamePerson):
        confirmed(account, by=officer)


def test_a_new_account_replaces_the_old_for_what_is_due() -> None:
    build.purse()
    firm = build.firm_with_account()
    payment = build.ordered(firm.reference)
    old = payment.account

    new = confirmed(given(owner_of(firm)))

    payment.refresh_from_db()
    assert payment.account_id == new.pk
    assert old is not None
    old.refresh_from_db()
    assert old.state == "replaced"


def test_it_is_frozen_while_a_payment_of_the_party_lies_in_a_draft() -> None:
    build.purse()
    firm = build.firm_with_account()
    payment = build.ordered(firm.reference)
    batch = build.drafted([payment])
    account = given(owner_of(firm))

    with pytest.raises(AccountInBatch) as refused:
        confirmed(account)
    assert refused.value.facts["batch"] == batch.no

    sent = build.approved(batch)
    confirmed(account)
    payment.refresh_from_db()
    assert sent.items.get().account_id == payment.account_id != account.pk


def test_what_is_sent_back_says_why_and_is_not_confirmed_after_all() -> None:
    account = given(owner_of(parties.enterprise()))
    with pytest.raises(WordsWanted):
        reject_account(actor=build.officer(), account_id=account.pk, words="不", at=build.LATER)

    back = reject_account(
        actor=build.officer(), account_id=account.pk, words="户名与执照不符", at=build.LATER
    )

    assert (back.state, back.words) == ("rejected", "户名与执照不符")
    assert Outbox.objects.filter(kind="payment.account_rejected", to=account.party).exists()
    with pytest.raises(AccountDecided):
        confirmed(account)
    with pytest.raises(AccountDecided):
        reject_account(
            actor=build.officer(), account_id=account.pk, words="再退一次", at=build.LATER
        )


def test_an_account_that_is_not_there_is_not_found() -> None:
    with pytest.raises(AccountNotFound):
        confirm_account(actor=build.officer(), account_id=987_654_321, at=build.LATER)


def test_an_order_that_missed_a_confirmation_meets_it_later() -> None:
    build.purse()
    firm = parties.enterprise()
    waiting = build.ordered(firm.reference)
    build.account_of(firm.reference)  # as if confirmed at the same moment, unseen by the order
    other = build.ordered(parties.enterprise().reference)

    assert match_accounts() == 1
    assert match_accounts() == 0

    assert Payment.objects.get(pk=waiting.pk).state == "due"
    assert Payment.objects.get(pk=other.pk).state == "no_account"
