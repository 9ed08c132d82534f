"""Views of insurance that the sites share: three lists, three kinds of page, and the steps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _

from kerong.contracts.insurance import reads
from kerong.contracts.insurance.reads import InsuranceFilter
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy
from kerong.web.clock import day_of
from kerong.web.exports import export_table, wanted_export
from kerong.web.insurance.forms import ListForm
from kerong.web.insurance.steps import CLAIM, INQUIRY, POLICY, InsuranceStep
from kerong.web.insurance.tables import QUOTES, table_of
from kerong.web.one_step import Taken, take_step
from kerong.web.routes import GET_AND_POST, View, route
from kerong.web.tables import show_table


@dataclass(frozen=True, slots=True)
class About:
    """What a list and its pages are of: how they are read, where they lie, what they are called."""

    key: str
    place: str
    listed: Callable[..., Any]
    page: Callable[..., Any]
    list_name: str
    title: Any
    words: Any
    empty: Any
    empty_words: Any


ABOUT: dict[str, About] = {
    POLICY: About(
        POLICY, "insurance/policies", reads.policies_listed, reads.policy_page, "insurance",
        _("Insurance"),
        _("Cover of loans, and of risks of the firm; the figures speak of what the filter shows."),
        _("No policy here"),
        _("A quote that is accepted becomes a policy; perhaps the filter hides it."),
    ),
    INQUIRY: About(
        INQUIRY, "insurance/inquiries", reads.inquiries_listed, reads.inquiry_page,
        "insurance-inquiries",
        _("Insurance inquiries"),
        _("What insurers were asked, and what they answer."),
        _("No inquiry here"),
        _("Cover is asked for on the page of a loan; perhaps the filter hides it."),
    ),
    CLAIM: About(
        CLAIM, "insurance/claims", reads.insurance_claims_listed, reads.insurance_claim_page,
        "insurance-claims",
        _("Insurance claims"),
        _("Losses of insured loans laid before their insurers."),
        _("No insurance claim here"),
        _("A bank files one on the page of the policy once a loan is in arrears."),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class InsuranceSite:
    """Where insurance is shown: the site's namespace, who may read there, the steps offered."""

    key: str
    read: Policy
    steps: Sequence[InsuranceStep] = ()

    def steps_of(self, about: str) -> list[InsuranceStep]:
        return [step for step in self.steps if step.about == about]

    def open_steps(self, about: str, page: Any, actor: Actor) -> list[InsuranceStep]:
        mine = (step for step in self.steps_of(about) if step.policy.allows(actor))
        return [step for step in mine if step.is_open(page, actor)]

    def context(self, about: About, more: dict[str, Any]) -> dict[str, Any]:
        return {
            "base": f"web/{self.key}.html",
            "about": about,
            "lists": [(f"{self.key}:{each.list_name}", each) for each in ABOUT.values()],
            "list_url": f"{self.key}:{about.list_name}",
            "page_url": f"{self.key}:insurance-{about.key}",
            "policy_url": f"{self.key}:insurance-{POLICY}",
            "claim_url": f"{self.key}:insurance-{CLAIM}",
            "inquiry_url": f"{self.key}:insurance-{INQUIRY}",
            "loan_url": f"{self.key}:loan",
            "pledge_url": f"{self.key}:pledge",
        } | more

    def names(self) -> tuple[str, ...]:
        """Every address of insurance here but the first list, for the navigation."""
        names = [f"{self.key}:{each.list_name}" for each in ABOUT.values() if each.key != POLICY]
        names += [f"{self.key}:insurance-{about}" for about in ABOUT]
        names += [f"{self.key}:insurance-{step.about}-{step.key}" for step in self.steps]
        return tuple(names)


def insurance_routes(site: InsuranceSite) -> list[URLPattern]:
    """Lists first, so that no number is taken for the name of a list."""
    routes = [
        route(
            "insurance/" if each.key == POLICY else f"{each.place}/",
            _list(site, each),
            name=each.list_name,
            policy=site.read,
        )
        for each in ABOUT.values()
    ]
    for each in ABOUT.values():
        place, name = f"{each.place}/<str:no>/", f"insurance-{each.key}"
        routes.append(route(place, _page(site, each), name=name, policy=site.read))
        routes += [
            route(
                f"{place}{step.key}/",
                _step(site, each, step),
                name=f"{name}-{step.key}",
                policy=step.policy,
                methods=GET_AND_POST,
            )
            for step in site.steps_of(each.key)
        ]
    return routes


def _list(site: InsuranceSite, about: About) -> View:
    table, vocabulary = table_of(about.key, site.key), f"insurance_{about.key}_state"

    def view(request: HttpRequest) -> HttpResponse:
        form = ListForm(request.GET, auto_id="filter_%s", states=vocabulary)
        wanted = {name: form.asked(name) or "" for name in ("find", "state", "kind")}
        actor = request.actor  # type: ignore[attr-defined]
        rows = about.listed(actor, InsuranceFilter(**wanted))
        if wanted_export(request):
            return export_table(table, rows, request, about.list_name)
        more = {"filters": form, "table": show_table(table, rows, request.GET)}
        if about.key == POLICY:
            more["figures"] = reads.insurance_figures(rows)
        return render(request, "web/insurance/list.html", site.context(about, more))

    view.__name__ = f"{site.key}_{about.list_name.replace('-', '_')}"
    return view


def _page(site: InsuranceSite, about: About) -> View:
    def view(request: HttpRequest, no: str) -> HttpResponse:
        actor = request.actor  # type: ignore[attr-defined]
        page = about.page(actor, no, on=day_of(request))
        more = {"steps": site.open_steps(about.key, page, actor)} | _shown(page)
        return render(request, f"web/insurance/{about.key}.html", site.context(about, more))

    view.__name__ = f"{site.key}_insurance_{about.key}"
    return view


def _shown(page: Any) -> dict[str, Any]:
    """The page, its row, and the quotes of an inquiry as a table."""
    shown = {"page": page, "row": page.row}
    quotes = getattr(page, "quotes", None)
    return shown if quotes is None else shown | {"quotes": show_table(QUOTES, quotes, QueryDict())}


def _step(site: InsuranceSite, about: About, step: InsuranceStep) -> View:
    def view(request: HttpRequest, no: str) -> HttpResponse:
        actor = request.actor  # type: ignore[attr-defined]
        page = about.page(actor, no, on=day_of(request))
        back = reverse(f"{site.key}:insurance-{about.key}", args=[no])
        if not step.is_open(page, actor):
            messages.error(request, str(_("This step is not open to you now.")))
            return HttpResponseRedirect(back)
        form = step.form(page, request)
        taken = Taken(
            act=step.act,
            told=lambda: {f"{about.key}_no": no} | form.arguments(),
            done=step.done,
            back=back,
        )

        def shown(*, status: int, **seen: Any) -> HttpResponse:
            context = site.context(about, {"step": step} | seen | _shown(page))
            return render(request, "web/insurance/step.html", context, status=status)

        return take_step(request, form, taken, shown)

    view.__name__ = f"{site.key}_insurance_{about.key}_{step.key}"
    return view
