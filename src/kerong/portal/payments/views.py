"""Payments to the firm and its bank account."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kerong.payments.access import GIVE_FIRM_ACCOUNT
from kerong.web.payee_pages import payee_account, payee_payments

PAGE = "portal/payments/list.html"


def payments(request: HttpRequest) -> HttpResponse:
    return payee_payments(request, template=PAGE, may_give=GIVE_FIRM_ACCOUNT)


def account(request: HttpRequest) -> HttpResponse:
    back = reverse("portal:payments")
    return payee_account(request, template=PAGE, may_give=GIVE_FIRM_ACCOUNT, back=back)
