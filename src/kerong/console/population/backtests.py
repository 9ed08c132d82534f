"""评分卡回测: back-tests made, sending outcomes in, one back-test with its pictures and tables."""

from fractions import Fraction
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerong.catalogue.assessments import Assessment
from kerong.console.population.backtest_tables import (
    BACK_TESTS,
    CALIBRATION,
    CURVE,
    RANGES,
    bin_rows,
    bins_option,
    card_name,
    curve_option,
)
from kerong.console.population.search import SearchFilters, searched
from kerong.console.population.tables import english, marked
from kerong.evidence.imports.limits import MAX_BYTES
from kerong.kernel.ratios import round_half_up
from kerong.population.access import BACK_TEST
from kerong.population.back_test import OutcomesSent, back_test, cards_on
from kerong.population.reads_backtests import back_test_page, back_tests_seen_by
from kerong.web import formats
from kerong.web.clock import day_of
from kerong.web.exports import export_table, wanted_export
from kerong.web.forms import KerongForm
from kerong.web.one_step import Taken, page_of, take_step
from kerong.web.tables import show_table


class OutcomesForm(KerongForm):
    """A file of outcomes, what it is, and which scorecard it is held against."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    words = forms.CharField(
        label=gettext_lazy("What the data are"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Where they come from, which parties and years, what bad means."),
    )
    scorecard = forms.ChoiceField(
        label=gettext_lazy("Scorecard"),
        required=False,
        help_text=gettext_lazy("Scores the facts of the file; none where it has a column score."),
    )
    outcomes = forms.FileField(
        label=gettext_lazy("File of outcomes"),
        help_text=gettext_lazy(
            "CSV, XLSX or Parquet with party, outcome (good or bad), observed_on, and score or "
            "facts. The rows are read and forgotten."
        ),
    )

    def __init__(self, *args: Any, cards: list[Assessment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["scorecard"]
        field.choices = [
            ("", _("none: the file has scores")),
            *((each.key, _title(each)) for each in cards),
        ]

    def sent(self) -> OutcomesSent:
        """A file beyond the limit is cut one byte over it, and refused for that."""
        typed = self.cleaned_data
        file = typed["outcomes"]
        return OutcomesSent(
            title=typed["title"],
            words=typed["words"],
            scorecard=typed["scorecard"],
            file_name=file.name,
            content=file.read(MAX_BYTES + 1),
        )


def _title(card: Assessment) -> str:
    title = card.rules.title
    return title.en if english() else title.zh


def backtests(request: HttpRequest) -> HttpResponse:
    """Newest first."""
    actor = request.actor  # type: ignore[attr-defined]
    filters = SearchFilters.of(request.GET)
    rows = searched(back_tests_seen_by(actor), filters, "title", "words", "file_name")
    if wanted_export(request):
        return export_table(BACK_TESTS, rows, request, "back-tests")
    context = {
        "filters": filters,
        "table": show_table(BACK_TESTS, rows, request.GET),
        "may_test": BACK_TEST.allows(actor),
    }
    return render(request, "console/population/backtests.html", context)


def backtest_new(request: HttpRequest) -> HttpResponse:
    """Send outcomes in; a file that cannot be read is told so here, by row."""
    cards = cards_on(day_of(request))
    form = OutcomesForm(request.POST or None, request.FILES or None, cards=cards)
    taken = Taken(
        act=back_test,
        told=lambda: {"sent": form.sent(), "on": day_of(request)},
        done=_("The back-test is kept."),
        back=lambda made: reverse("console:backtest", args=[made.no]),
    )
    shown = page_of(request, "console/population/backtest_new.html")
    return take_step(request, form, taken, shown)


def backtest(request: HttpRequest, no: str) -> HttpResponse:
    """The figures, two pictures, and the ranges of scores they are drawn from."""
    made, body = back_test_page(request.actor, no)  # type: ignore[attr-defined]
    rows = bin_rows(body)
    if request.GET.get("export") == "json":
        return _document(made.digest, body)
    if wanted_export(request):
        table = marked(RANGES, verified=made.verified)
        return export_table(table, rows, request, f"back-test-{no}")
    context = {
        "made": made,
        "body": body,
        "card": card_name(made),
        "figures": _figures(body),
        "left_out": [(_LEFT_OUT[name], count) for name, count in sorted(body["left_out"].items())],
        "calibration": show_table(CALIBRATION, rows, request.GET),
        "points": show_table(CURVE, rows, request.GET),
        "curve": curve_option(body),
        "bins": bins_option(rows),
    }
    return render(request, "console/population/backtest.html", context)


_LEFT_OUT = {
    "no_outcome": gettext_lazy("not ended yet: no outcome"),
    "no_score": gettext_lazy("no score: the column is empty or facts are unknown"),
    "repeated": gettext_lazy("the same party on the same day again"),
}


def _figures(body: dict[str, Any]) -> list[tuple[str, str, str]]:
    tested, stability = body["rows"]["tested"], body["stability"]
    at_score = formats.points(body["ks_milli"])
    psi = _fraction(stability["psi_ppm"]) if stability else formats.NOTHING
    return [
        (_("AUC"), _fraction(body["auc_ppm"]), _("0.5 is chance, 1 tells all apart")),
        (_("KS"), formats.share(body["ks_ppm"]), _("at %(score)s points") % {"score": at_score}),
        (_("Stability index"), psi, _stability_words(stability)),
        (
            _("Rows tested"),
            str(tested["count"]),
            _("%(bad)s of them went bad") % {"bad": tested["bad"]},
        ),
    ]


def _stability_words(stability: dict[str, Any] | None) -> str:
    if stability is None:
        return _("needs development rows or more than one day")
    if stability["between"] == "samples":
        return _("between development rows and tested rows")
    return _("before and since %(day)s") % {"day": stability["since"]}


def _fraction(ppm: int) -> str:
    """Three decimals: more would say more than the rows do."""
    thousandths = round_half_up(Fraction(ppm, 1000))
    sign = "-" if thousandths < 0 else ""
    whole, rest = divmod(abs(thousandths), 1000)
    return f"{sign}{whole}.{rest:03d}"


def _document(digest: str, body: dict[str, Any]) -> HttpResponse:
    """The figures as their digest names them."""
    response = JsonResponse(body, json_dumps_params={"ensure_ascii": False, "sort_keys": True})
    response["Content-Disposition"] = f'attachment; filename="back-test-{digest[:16]}.json"'
    return response
