"""The living style page: every component of the frame with data that looks real. For builders."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from kerong.kernel import roles
from kerong.kernel.actor import ANONYMOUS
from kerong.kernel.errors import NotFound
from kerong.kernel.policy import Policy, Whose
from kerong.web.clock import day_of, moment_of
from kerong.web.forms import WAN, KerongForm, MoneyField, RateField
from kerong.web.tables import Column, Table, show_table

POLICY = Policy(
    name="web.style",
    roles=frozenset(roles.EVERYONE),
    whose=Whose.PLATFORM,
    note="answers only an operator, or anybody while developing and in the demo",
)


class SampleForm(KerongForm):
    """One field of each kind, for the page of components and its tests."""

    amount = MoneyField(label="Amount", unit=WAN, help_text="What is needed, as one number.")
    annual_rate = RateField(label="Yearly rate", required=False)
    purpose = forms.ChoiceField(
        label="Purpose", choices=[("", "—"), ("working", "Working capital"), ("rd", "Research")]
    )
    security = forms.MultipleChoiceField(
        label="Security",
        choices=[("credit", "Credit alone"), ("pledge", "Pledge of a patent")],
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(label="In your words", widget=forms.Textarea({"rows": 3}))


SAMPLE_TABLE = Table(
    columns=(
        Column(key="name", title="Institution", cell="name", sort_key=lambda row: row["name"]),
        Column(
            key="taken",
            title="Taken up",
            cell="taken",
            sort_key=lambda row: row["taken"],
            align="right",
        ),
        Column(key="rate", title="Weighted rate", cell="rate", align="right"),
    ),
    order="-taken",
)


def style_page(request: HttpRequest) -> HttpResponse:
    """Shows every component; `?frame=workbench` puts them into another frame."""
    actor = getattr(request, "actor", ANONYMOUS)
    open_here = settings.DEBUG or getattr(settings, "KERONG_DEMO", False)
    if actor.role != roles.OPERATOR and not open_here:
        raise NotFound()
    frame = request.GET.get("frame", "portal")
    frame = frame if frame in ("portal", "workbench", "console", "plain") else "portal"
    bound = SampleForm(QueryDict("amount=many&security=credit"))
    bound.is_valid()
    return render(
        request,
        "web/style.html",
        {
            "base": f"web/{frame}.html",
            "form": bound,
            "fresh": SampleForm(),
            **_samples(request.GET, moment_of(request), day_of(request)),
        },
    )


def _samples(query: QueryDict, at: datetime, today: date) -> dict[str, Any]:
    line = SimpleNamespace
    return {
        "frames": ("portal", "workbench", "console", "plain"),
        "dues": [today + timedelta(days=days) for days in (9, 1, 0, -4)],
        "events": [
            line(title="N2026-000123", at=at - timedelta(days=3), who="陈晓", state="done"),
            line(
                title="Quotes are awaited", state="now", words="…", due_on=today + timedelta(days=2)
            ),
            line(title="Credit decision", state="next"),
        ],
        "lines": [
            line(outcome="meets", say="纳税信用等级 A", seen="A", asked="A、B", clause="第四条"),
            line(outcome="fails", say="参保人数", seen="18 人", asked="≥ 20 人", clause="第七条"),
            line(outcome="unknown", say="公积金缴存人数", seen="—", asked="≥ 10 人", clause=""),
        ],
        "rows": [line(title="Amount", value="300 万元", url="#"), line(title="Term", value="12")],
        "table": show_table(SAMPLE_TABLE, _BANKS, query),
        "chart": {
            "xAxis": {"type": "category", "data": ["09", "10", "11"]},
            "yAxis": {"type": "value"},
            "series": [{"type": "bar", "data": [96, 81, 64]}],
        },
    }


_BANKS = [
    {"name": "示例银行一", "taken": 96, "rate": "3.12%"},
    {"name": "示例银行三", "taken": 81, "rate": "3.20%"},
    {"name": "示例银行二", "taken": 64, "rate": "3.41%"},
]
