"""Pages of bridges the three sites share: the list, one bridge, a step with its form."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kerong.contracts.bridges.models import Bridge
from kerong.contracts.bridges.reads import BridgePage, bridge_page, bridges_listed
from kerong.contracts.loans.access import loans_seen_by
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy
from kerong.web.clock import day_of
from kerong.web.columns import day_column, firm_column, money_column, state_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.one_step import Taken, take_step
from kerong.web.tables import Column, Table, show_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that can be done with a bridge: its form, the act, and when it is offered."""

    key: str
    title: Any
    done: Any
    policy: Policy
    act: Callable[..., Any]
    form: Callable[[BridgePage, HttpRequest], Any]
    arguments: Callable[[Any], dict[str, Any]]
    offered: Callable[[BridgePage, Actor], bool]
    tone: str = ""
    words: Any = ""

    def is_open(self, page: BridgePage, actor: Actor) -> bool:
        return self.policy.allows(actor) and self.offered(page, actor)


def _opened(bridge: Bridge, actor: Actor) -> set[int]:
    """Which of its two loans this reader may open: each bank sees its own."""
    both = [bridge.loan_id, bridge.new_loan_id]
    return set(loans_seen_by(actor).filter(pk__in=both).values_list("pk", flat=True))


def in_states(*states: str) -> Callable[[BridgePage, Actor], bool]:
    wanted = {str(state) for state in states}
    return lambda page, actor: page.bridge.state in wanted


def typed(form: Any) -> dict[str, Any]:
    return dict(form.cleaned_data)


@dataclass(frozen=True, slots=True)
class BridgeSite:
    """`key` is the site's namespace; its frame is "web/<key>.html"."""

    key: str
    steps: Sequence[Step] = ()
    funds_url: str = ""

    def context(self, more: dict[str, Any]) -> dict[str, Any]:
        return {
            "base": f"web/{self.key}.html",
            "list_url": f"{self.key}:bridges",
            "page_url": f"{self.key}:bridge",
            "loan_url": f"{self.key}:loan",
            "step_url": f"{self.key}:bridge-",
            "funds_url": self.funds_url,
        } | more

    def table(self) -> Table:
        return Table(
            columns=(
                Column(key="no", title=_("Number"), cell="no"),
                firm_column(),
                Column(key="bank", title=_("Bank that renews"), cell="institution.name"),
                money_column("amount", _("Amount lent"), "amount_fen"),
                day_column("matures", _("Old loan matures"), "loan.matures_on"),
                day_column("due", _("Back by"), "due_on"),
                state_column("bridge_state"),
            ),
            order="-no",
            url=lambda row: reverse(f"{self.key}:bridge", args=[row.no]),
        )

    def listed(self, request: HttpRequest) -> HttpResponse:
        """Open ones; `all` in the address shows the ended ones too."""
        rows = bridges_listed(request.actor)  # type: ignore[attr-defined]
        whole = bool(request.GET.get("all"))
        if not whole:
            rows = rows.filter(state__in=Bridge.OPEN)
        if wanted_export(request):
            return export_table(self.table(), rows, request, "bridges")
        table = show_table(self.table(), rows, request.GET)
        context = self.context({"table": table, "whole": whole})
        return render(request, "web/bridges/list.html", context)

    def shown(self, request: HttpRequest, no: str) -> HttpResponse:
        """One bridge: where it stands, what is next, and the steps open to this reader."""
        actor = request.actor  # type: ignore[attr-defined]
        page = bridge_page(actor, no, on=day_of(request))
        steps = [step for step in self.steps if step.is_open(page, actor)]
        held = {"page": page, "bridge": page.bridge, "loans": _opened(page.bridge, actor)}
        context = self.context(held | {"steps": steps})
        return render(request, "web/bridges/page.html", context)

    def step_view(self, step: Step) -> Any:
        """The view of one step: its form, then the act."""

        def view(request: HttpRequest, no: str) -> HttpResponse:
            actor = request.actor  # type: ignore[attr-defined]
            page = bridge_page(actor, no, on=day_of(request))
            form = step.form(page, request)
            taken = Taken(
                act=step.act,
                told=lambda: step.arguments(form) | {"bridge_no": no},
                done=step.done,
                back=reverse(f"{self.key}:bridge", args=[no]),
            )

            def shown(*, status: int, **seen: Any) -> HttpResponse:
                held = {"page": page, "bridge": page.bridge, "loans": _opened(page.bridge, actor)}
                more = held | {"step": step}
                context = self.context(more | seen)
                return render(request, "web/bridges/step.html", context, status=status)

            return take_step(request, form, taken, shown)

        view.__name__ = f"bridge_{step.key}"
        return view
