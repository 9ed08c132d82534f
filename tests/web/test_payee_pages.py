"""A payee gives its account and follows its money, masked; strangers' payments are not there."""

import pytest
from django.urls import reverse

from kerong.kernel import roles
from kerong.payments.models import PayeeAccount
from tests.build import parties
from tests.build import payments as build
from tests.build.web import signed_in

pytestmark = pytest.mark.django_db
TYPED = {
    "holder": "示例科技有限公司",
    "bank": "重庆银行两江支行",
    "branch_code": "313653000013",
    "number": "6217 0000 0000 1",
}


@pytest.mark.parametrize(
    ("site", "role"),
    [("portal", roles.FIRM_OWNER), ("workbench", roles.INSTITUTION_ADMIN)],
)
def test_an_account_is_given_and_what_is_wrong_stands_at_its_field(site: str, role: str) -> None:
    client = signed_in(parties.actor(role))
    address = reverse(f"{site}:payee-account")

    wrong = client.post(address, TYPED | {"branch_code": "12"})
    assert wrong.status_code == 400
    assert "12 位数字" in wrong.content.decode()
    assert not PayeeAccount.objects.exists()

    page = client.post(address, TYPED, follow=True).content.decode()
    assert "****0001" in page
    assert "6217000000001" not in page
    assert PayeeAccount.objects.get().state == "given"


def test_a_firm_sees_its_own_payments_alone() -> None:
    build.purse()
    firm = build.firm_with_account()
    own, other = build.ordered(firm.reference), build.ordered(build.firm_with_account().reference)
    client = signed_in(parties.actor(roles.FIRM_CLERK, enterprise=firm))

    page = client.get(reverse("portal:payments")).content.decode()

    assert own.no in page
    assert other.no not in page
    assert reverse("portal:payee-account") not in page  # a clerk does not give the account
    taken = client.get(reverse("portal:payments"), {"export": "csv"})
    assert own.no in taken.content.decode()


def test_an_account_sent_back_says_why_until_another_is_given() -> None:
    firm = parties.enterprise()
    row = build.account_of(firm.reference)
    PayeeAccount.objects.filter(pk=row.pk).update(state="rejected", words="户名与执照不符")
    client = signed_in(parties.actor(roles.FIRM_OWNER, enterprise=firm))
    assert "户名与执照不符" in client.get(reverse("portal:payments")).content.decode()
    client.post(reverse("portal:payee-account"), TYPED)
    assert "户名与执照不符" not in client.get(reverse("portal:payments")).content.decode()


def test_a_payment_that_came_back_asks_for_the_right_account() -> None:
    build.purse()
    firm = build.firm_with_account()
    client = signed_in(parties.actor(roles.FIRM_OWNER, enterprise=firm))
    address = reverse("portal:payments")
    payment = build.ordered(firm.reference)
    assert "退回" not in client.get(address).content.decode()

    build.settled(build.sent([payment]), payment)

    assert "1 笔款项被银行退回" in client.get(address).content.decode()
