"""Views of claims that two sites share: the list, one claim, and one step of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kerong.contracts.compensation.access import paper_for
from kerong.contracts.compensation.reads import ClaimFilter, ClaimPage, claim_figures, claims_of
from kerong.contracts.compensation.reads import claim_page as read_page
from kerong.documents.store import open_document
from kerong.finance.loss_sharing import INSURER
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy, Whose
from kerong.web.claims.forms import ClaimsForm
from kerong.web.claims.steps import Step
from kerong.web.clock import day_of
from kerong.web.columns import day_column, firm_column, money_column, state_column
from kerong.web.downloads import as_attachment
from kerong.web.exports import export_table, wanted_export
from kerong.web.one_step import Taken, take_step
from kerong.web.routes import GET_AND_POST, route
from kerong.web.tables import Column, Table, show_table


@dataclass(frozen=True, slots=True)
class ClaimSite:
    """Where claims are shown: namespace, frame, whose roles may come, and the steps offered."""

    key: str
    roles: frozenset[str]
    whose: Whose
    read: Policy
    steps: Sequence[Step]

    def policy(self, step: Step) -> Policy:
        """The act's policy, for those who come to this site."""
        name = f"{self.key}.{step.policy.name}.{step.key}"
        mine = step.policy.roles & self.roles
        return replace(step.policy, name=name, roles=mine, whose=self.whose)

    def open_steps(self, page: ClaimPage, actor: Actor) -> list[Step]:
        mine = (step for step in self.steps if self.policy(step).allows(actor))
        return [step for step in mine if step.is_open(page, actor)]

    def url(self, name: str, *arguments: Any) -> str:
        return reverse(f"{self.key}:{name}", args=arguments)


def claim_routes(site: ClaimSite) -> list[URLPattern]:
    """List, page, papers and steps of one site; a firm sees no papers of its bank."""
    routes = [
        route("claims/", _claims(site), name="claims", policy=site.read),
        route("claims/<str:no>/", _claim(site), name="claim", policy=site.read),
    ]
    if site.steps:
        place = "claims/<str:no>/papers/<int:pk>/"
        routes.append(route(place, _paper(site), name="claim-paper-file", policy=site.read))
    for step in site.steps:
        place, name = f"claims/<str:no>/{step.key}/", f"claim-{step.key}"
        view, policy = _step(site, step), site.policy(step)
        routes.append(route(place, view, name=name, policy=policy, methods=GET_AND_POST))
    return routes


def claims_table(site: ClaimSite) -> Table:
    return Table(
        columns=(
            Column(key="no", title=_("Claim"), cell="no", order_by=("no",)),
            firm_column(),
            Column(key="loan", title=_("Loan"), cell="loan.no", order_by=("loan__no",)),
            Column(key="bank", title=_("Bank"), cell="lender.name", order_by=("lender__name",)),
            Column(
                key="guarantor",
                title=_("Guarantor"),
                cell=lambda row: row.guarantor.name if row.guarantor else "—",
            ),
            money_column("principal", _("Principal"), "principal_fen"),
            day_column("due", pgettext_lazy("claim", "Decision due"), "due_on"),
            state_column("claim_state"),
        ),
        order="due",
        url=lambda row: site.url("claim", row.no),
    )


def _claims(site: ClaimSite) -> Callable[..., HttpResponse]:
    table = claims_table(site)

    def view(request: HttpRequest) -> HttpResponse:
        form = ClaimsForm.of(request.GET)
        wanted = {name: form.asked(name) or "" for name in ("find", "state", "kind")}
        rows = claims_of(request.actor, ClaimFilter(**wanted))  # type: ignore[attr-defined]
        if wanted_export(request):
            return export_table(table, rows, request, "claims")
        context = {"filters": form, "table": show_table(table, rows, request.GET)}
        context |= {"figures": claim_figures(rows, day_of(request)), "outer": outer_of(site)}
        return render(request, "web/claims/list.html", context)

    view.__name__ = f"{site.key}_claims"
    return view


def _claim(site: ClaimSite) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, no: str) -> HttpResponse:
        actor = request.actor  # type: ignore[attr-defined]
        page = read_page(actor, no)
        context = page_context(site, page) | {"steps": site.open_steps(page, actor)}
        return render(request, "web/claims/claim.html", context)

    view.__name__ = f"{site.key}_claim"
    return view


def _paper(site: ClaimSite) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, no: str, pk: int) -> HttpResponse:
        found = paper_for(request.actor, no, pk).document  # type: ignore[attr-defined]
        response = HttpResponse(open_document(found), content_type=found.content_type)
        as_attachment(response, found.name)
        return response

    view.__name__ = f"{site.key}_claim_paper"
    return view


def _step(site: ClaimSite, step: Step) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, no: str) -> HttpResponse:
        actor = request.actor  # type: ignore[attr-defined]
        page = read_page(actor, no)
        if not step.is_open(page, actor):
            messages.error(request, str(_("This step is not open to you now.")))
            return HttpResponseRedirect(site.url("claim", no))
        form = step.form(page, request)
        taken = Taken(
            act=step.act,
            told=lambda: step.arguments(form, page, actor),
            done=step.done,
            back=site.url("claim", no),
        )

        def shown(*, status: int, **seen: Any) -> HttpResponse:
            context = page_context(site, page) | {"step": step} | seen
            return render(request, "web/claims/step.html", context, status=status)

        return take_step(request, form, taken, shown)

    view.__name__ = f"{site.key}_claim_{step.key}"
    return view


@dataclass(frozen=True, slots=True)
class ShownShare:
    """A payer by name, what it bears, and the accounts or insurers it pays from."""

    title: str
    share: Any
    insurers: list[Any]

    @property
    def parts(self) -> list[Any]:
        return [part for part in self.share.parts.all() if part.amount_fen]


def page_context(site: ClaimSite, page: ClaimPage) -> dict[str, Any]:
    shown = [
        ShownShare(payer_name(page, share.payer), share, page.insurers_of(share))
        for share in page.settled
    ]
    returned = [
        (row, [(payer_name(page, share.payer), share) for share in row.shares.all()])
        for row in page.recoveries
    ]
    return {
        "page": page,
        "claim": page.claim,
        "loan": page.claim.loan,
        "shares": shown,
        "recoveries": returned,
        "outer": outer_of(site),
        "site": site.key,
        "claims_url": f"{site.key}:claims",
        "claim_url": f"{site.key}:claim",
        "paper_url": f"{site.key}:claim-paper-file",
        "loan_url": f"{site.key}:loan",
        "shows_loan": site.key != "workbench" or page.claim.guarantor_id is None,
    }


def payer_name(page: ClaimPage, payer: str) -> str:
    """As the split's table calls it, in the language of the page."""
    if payer == INSURER:
        return str(_("Insurer"))
    words = page.split.terms.titles[payer]
    return words.en if (get_language() or "").startswith("en") else words.zh


def outer_of(site: ClaimSite) -> str:
    return f"web/{site.key}.html"
