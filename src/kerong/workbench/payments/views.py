"""Payments to the institution and its bank account."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kerong.payments.access import GIVE_INSTITUTION_ACCOUNT
from kerong.web.payee_pages import payee_account, payee_payments

PAGE = "workbench/payments/list.html"


def payments(request: HttpRequest) -> HttpResponse:
    return payee_payments(request, template=PAGE, may_give=GIVE_INSTITUTION_ACCOUNT)


def account(request: HttpRequest) -> HttpResponse:
    back = reverse("workbench:payments")
    return payee_account(request, template=PAGE, may_give=GIVE_INSTITUTION_ACCOUNT, back=back)
