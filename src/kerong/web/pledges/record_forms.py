"""Forms of what is kept beside a pledge: papers, reports of valuations, cases about rights."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kerong.contracts.pledges.attach_paper import NewPaper
from kerong.contracts.pledges.attach_report import Report
from kerong.contracts.pledges.end_case import CaseEnd
from kerong.contracts.pledges.models import Filing, Pledge, PledgePaper, RightsCase
from kerong.contracts.pledges.open_case import NewCase
from kerong.contracts.pledges.reads import AssetPage, PledgePage, ValuationPage
from kerong.web.clock import day_of
from kerong.web.fields import day_field, words_field
from kerong.web.forms import KerongForm, MoneyField
from kerong.web.pledges.forms import codes_field


class FileForm(KerongForm):
    """For which filing, what it is, and the file."""

    purpose = codes_field(_("For which filing"), Filing.Kind.values, "filing_kind")
    kind = codes_field(_("What paper it is"), PledgePaper.Kind.values, "pledge_paper")
    file = forms.FileField(label=_("File"))

    def paper(self) -> NewPaper:
        told, file = self.cleaned_data, self.cleaned_data["file"]
        return NewPaper(
            kind=told["kind"], purpose=told["purpose"], name=file.name, content=file.read()
        )


class ReportForm(KerongForm):
    file = forms.FileField(label=_("File"))

    def report(self) -> Report:
        file = self.cleaned_data["file"]
        return Report(file.name, file.read())


class AgentForm(KerongForm):
    by_agent = forms.BooleanField(
        label=_("An agent files it for us"),
        required=False,
        help_text=_("Its power of attorney and proof of identity are needed then."),
    )


class CaseForm(KerongForm):
    """A right defended, or contested by somebody."""

    kind = codes_field(_("What it is about"), RightsCase.Kind.values, "rights_case_kind")
    way = codes_field(pgettext_lazy("case", "Way"), RightsCase.Way.values, "rights_case_way")
    against = forms.CharField(label=_("Against whom"), max_length=200)
    about = words_field(_("What happened"), most=1000)
    began_on = day_field(_("Began on"))
    authority = forms.CharField(label=_("Who decides"), required=False, max_length=120)
    authority_no = forms.CharField(label=_("Number of the case"), required=False, max_length=80)

    def case(self) -> NewCase:
        return NewCase(**self.cleaned_data)


class CaseEndForm(KerongForm):
    """How one of the cases under way ended."""

    case_no = forms.ChoiceField(label=_("Case"))
    state = forms.ChoiceField(label=_("How it ended"))
    result = words_field(_("Result"), most=1000)
    awarded_fen = MoneyField(label=pgettext_lazy("damages", "Awarded"), least_fen=0, initial=0)
    ended_on = day_field(_("Ended on"))

    def __init__(self, page: AssetPage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cases: Any = self.fields["case_no"]
        cases.choices = [(row.no, f"{row.no} · {row.against}") for row in page.open_cases]
        over = codes_field("", [str(state) for state in RightsCase.OVER], "rights_case_state")
        states: Any = self.fields["state"]
        states.choices = over.choices

    def told(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        return {"case_no": told.pop("case_no"), "end": CaseEnd(**told)}


def paper_form(page: PledgePage, request: HttpRequest) -> FileForm:
    """For the filing under way, or the one that comes next."""
    filing = page.open_filing
    registered = page.pledge.state == Pledge.State.REGISTERED
    following = Filing.Kind.RELEASE if registered else Filing.Kind.CREATE
    initial = {"purpose": filing.kind if filing else following}
    return FileForm(request.POST or None, request.FILES or None, initial=initial)


def report_form(page: ValuationPage, request: HttpRequest) -> ReportForm:
    return ReportForm(request.POST if request.method == "POST" else None, request.FILES or None)


def agent_form(page: PledgePage, request: HttpRequest) -> AgentForm:
    """Nothing has to be typed: it is sent as it is."""
    return AgentForm(request.POST if request.method == "POST" else None)


def case_form(page: AssetPage, request: HttpRequest) -> CaseForm:
    return CaseForm(request.POST or None, initial={"began_on": day_of(request)})


def case_end_form(page: AssetPage, request: HttpRequest) -> CaseEndForm:
    initial = {"ended_on": day_of(request), "awarded_fen": 0}
    return CaseEndForm(page, request.POST or None, initial=initial)
