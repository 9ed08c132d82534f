"""Every subsidy with what can be done with one: pay, deliver, cancel, take back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kerong.console.subsidies import forms
from kerong.console.subsidies.deeds import Deed, answered
from kerong.contracts.subsidies import access
from kerong.contracts.subsidies.access import claw_back_for
from kerong.contracts.subsidies.approve_waiver import approve_waiver
from kerong.contracts.subsidies.ask_waiver import ask_waiver
from kerong.contracts.subsidies.cancel_subsidy import cancel_subsidy
from kerong.contracts.subsidies.confirm_claw_back import confirm_claw_back
from kerong.contracts.subsidies.deliver_subsidy import deliver_subsidy
from kerong.contracts.subsidies.drop_claw_back import drop_claw_back
from kerong.contracts.subsidies.models import ClawBack, Subsidy
from kerong.contracts.subsidies.order_claw_back import order_claw_back
from kerong.contracts.subsidies.order_subsidy import order_subsidy
from kerong.contracts.subsidies.reads import reviews_open, subsidies_listed, subsidy_page
from kerong.contracts.subsidies.receive_claw_back import receive_claw_back
from kerong.contracts.subsidies.return_waiver import return_waiver
from kerong.kernel.actor import Actor
from kerong.web.clock import day_of
from kerong.web.columns import firm_column, moment_column, money_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.policy_titles import policy_titles, titled
from kerong.web.tables import Column, Table, show_table
from kerong.web.told_steps import told_steps
from kerong.web.words import said

SUBSIDIES = Table(
    columns=(
        Column(key="no", title=_("Subsidy"), cell="no", order_by=("no",)),
        firm_column(),
        Column(key="programme", title=_("Policy"), cell="programme", order_by=("programme",)),
        money_column("granted", _("Granted"), "granted_fen"),
        money_column("settled", _("Paid"), "settled_fen"),
        money_column("returned", _("Taken back"), "returned_fen"),
        Column(
            key="state",
            title=_("State"),
            cell=lambda row: said(row.state, "subsidy_state"),
            order_by=("state",),
        ),
        moment_column("awarded", _("Awarded"), "awarded_at"),
    ),
    url=lambda row: reverse("console:subsidy", args=[row.no]),
    tight=True,
)
ORDER = Deed(forms.PartForm, order_subsidy)
CANCEL = Deed(forms.ReasonForm, cancel_subsidy)
DELIVER = Deed(forms.DeliveryForm, deliver_subsidy)
TAKE_BACK = Deed(forms.BackForm, order_claw_back, lambda form: {"order": form.order()})
CONFIRM = Deed(forms.ConfirmForm, confirm_claw_back)
DROP = Deed(forms.ReasonForm, drop_claw_back)
RECEIVE = Deed(forms.ReceiptForm, receive_claw_back)
ASK_WAIVER = Deed(forms.WaiverForm, ask_waiver)
WAIVE = Deed(forms.SeenWaiverForm, approve_waiver)
KEEP = Deed(forms.WaiverReturnForm, return_waiver)


def subsidies(request: HttpRequest) -> HttpResponse:
    """Searched and narrowed, also as a file."""
    form = forms.SubsidiesFilter.of(request.GET)
    asked = {"text": form.asked("q") or "", "state": form.asked("state") or ""}
    asked |= {"budget": form.asked("budget") or ""}
    rows = subsidies_listed(request.actor, **asked)  # type: ignore[attr-defined]
    table = titled(SUBSIDIES, policy_titles(day_of(request)))
    if wanted_export(request):
        return export_table(table, rows, request, "subsidies")
    context = {"filters": form, "table": show_table(table, rows, request.GET)}
    context["reviews"] = reviews_open(request.actor)  # type: ignore[attr-defined]
    return render(request, "console/subsidies/list.html", context)


def subsidy(request: HttpRequest, no: str) -> HttpResponse:
    return _shown(request, no)


def order(request: HttpRequest, no: str) -> HttpResponse:
    return _step(request, no, ORDER)


def cancellation(request: HttpRequest, no: str) -> HttpResponse:
    return _step(request, no, CANCEL)


def delivery(request: HttpRequest, no: str) -> HttpResponse:
    return _step(request, no, DELIVER)


def claw_back(request: HttpRequest, no: str) -> HttpResponse:
    return _step(request, no, TAKE_BACK)


def confirmation(request: HttpRequest, no: str) -> HttpResponse:
    return _back_step(request, no, CONFIRM)


def dropping(request: HttpRequest, no: str) -> HttpResponse:
    return _back_step(request, no, DROP)


def receipt(request: HttpRequest, no: str) -> HttpResponse:
    return _back_step(request, no, RECEIVE)


def waiver(request: HttpRequest, no: str) -> HttpResponse:
    return _back_step(request, no, ASK_WAIVER)


def waiver_approval(request: HttpRequest, no: str) -> HttpResponse:
    return _back_step(request, no, WAIVE)


def waiver_return(request: HttpRequest, no: str) -> HttpResponse:
    return _back_step(request, no, KEEP)


def _step(request: HttpRequest, no: str, deed: Deed) -> HttpResponse:
    def again(**given: Any) -> HttpResponse:
        return _shown(request, no, **given)

    return answered(request, deed, {"no": no}, again, reverse("console:subsidy", args=[no]))


def _back_step(request: HttpRequest, no: str, deed: Deed) -> HttpResponse:
    """A step of a claw-back; its page is that of the subsidy."""
    row = claw_back_for(request.actor, no)  # type: ignore[attr-defined]

    def again(**given: Any) -> HttpResponse:
        return _shown(request, row.subsidy.no, **given)

    done = reverse("console:subsidy", args=[row.subsidy.no])
    return answered(request, deed, {"no": no}, again, done)


def _shown(request: HttpRequest, no: str, *, status: int = 200, **given: Any) -> HttpResponse:
    page = subsidy_page(request.actor, no)  # type: ignore[attr-defined]
    titles = policy_titles(day_of(request))
    context = {"page": page, "subsidy": page.subsidy, "steps": told_steps(page.steps)}
    context["named"] = titles.named(page.subsidy)
    context["matter"] = titles.matter(page.subsidy.entitlement.matter)
    context["beside"] = [(row, titles.policy(row.programme)) for row in page.beside]
    context |= _offered(request.actor, page.subsidy)  # type: ignore[attr-defined]
    context["backs"] = [_back(request, row) for row in page.claw_backs]
    return render(request, "console/subsidies/subsidy.html", context | given, status=status)


def _offered(actor: Actor, found: Subsidy) -> dict[str, Any]:
    """The forms of what this person may do with the subsidy as it stands."""
    open_ = found.state in (Subsidy.State.HELD, Subsidy.State.ORDERED)
    in_money = found.is_paid_in_money
    to_pay = open_ and found.left_fen > 0
    left = {"amount_fen": found.left_fen}
    may = {
        "order_form": (access.ORDER, to_pay and in_money, forms.PartForm()),
        "delivery_form": (
            access.DELIVER,
            to_pay and not in_money,
            forms.DeliveryForm(initial=left),
        ),
        "cancel_form": (
            access.CANCEL,
            open_ or found.state == Subsidy.State.WAITING,
            forms.ReasonForm(),
        ),
        "back_form": (
            access.ORDER_CLAW_BACK,
            found.settled_fen > found.returned_fen,
            forms.BackForm(),
        ),
    }
    return {
        name: form.apart(name)
        for name, (policy, fits, form) in may.items()
        if fits and policy.allows(actor)
    }


def _waiver_steps(actor: Actor, row: ClawBack, asked_at: str) -> list[tuple[str, Any, Any]]:
    """Another person waives; whoever asked may only take it back."""
    again = forms.WaiverReturnForm(initial={"asked_at": asked_at})
    steps: list[tuple[str, Any, Any]] = [
        ("console:claw-back-waiver-return", _("Send the waiver back"), again)
    ]
    if row.waiver_asked_by_id != actor.person_id:
        seen = forms.SeenWaiverForm(initial={"asked_at": asked_at, "left_fen": row.left_fen})
        steps.insert(0, ("console:claw-back-waiver-approval", _("Waive what is left"), seen))
    return steps


def _back(request: HttpRequest, row: ClawBack) -> dict[str, Any]:
    """A claw-back with the forms of what may be done with it now."""
    actor = request.actor  # type: ignore[attr-defined]
    left, found = {"amount_fen": row.left_fen}, {"row": row, "forms": []}
    if not access.RECEIVE_CLAW_BACK.allows(actor):
        return found
    steps: list[tuple[str, Any, Any]] = []
    if row.state == ClawBack.State.PROPOSED:
        words = left | {"words": row.words}
        steps = [
            ("console:claw-back-confirmation", _("Order it"), forms.ConfirmForm(initial=words)),
            ("console:claw-back-dropping", _("Decide against it"), forms.ReasonForm()),
        ]
    elif row.state == ClawBack.State.ORDERED:
        steps = [("console:claw-back-receipt", _("Money came in"), forms.ReceiptForm(initial=left))]
        if row.waiver_asked_at is None:
            steps.append(("console:claw-back-waiver", _("Ask for a waiver"), forms.WaiverForm()))
        else:
            steps += _waiver_steps(actor, row, row.waiver_asked_at.isoformat())
    found["forms"] = [
        (reverse(url, args=[row.no]), title, form.apart(f"{row.no}_{at}"))
        for at, (url, title, form) in enumerate(steps)
    ]
    return found
