"""Tags the frame and lists are put together with: navigation, addresses that keep filters."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.urls import NoReverseMatch, resolve, reverse

from kerong.contracts.loans.models import Loan
from kerong.web.loan_affairs import Affair, affairs_of
from kerong.web.navigation import ShownGroup, navigation_for, registered_site
from kerong.web.routes import policies_of

register = template.Library()
MOST_OPEN = 3  # filters that stand on a phone's screen without a button


@register.simple_tag(takes_context=True)
def navigation(context: template.Context, site: str) -> list[ShownGroup]:
    """The groups of entries of a site as this person may see them."""
    request = context.get("request")
    return navigation_for(request, site) if request is not None else []


@register.simple_tag(takes_context=True)
def loan_affairs(context: template.Context, loan: Loan) -> list[Affair]:
    """What hangs on a loan and this person may open."""
    request = context.get("request")
    return affairs_of(request.actor, loan) if request is not None else []


@register.simple_tag(takes_context=True)
def site_home(context: template.Context, site: str) -> str:
    """Where the brand of a site leads: its home, else the first page this reader may open."""
    held = registered_site(site)
    if held is None:
        return "/"
    entries = (*held.entries, *(entry for group in held.groups for entry in group.entries))
    addresses = (_opened(context, each) for each in (held.home, *(e.route for e in entries)))
    return next(filter(None, addresses), "/")


def _opened(context: template.Context, route: str) -> str:
    """Empty where the route is not there, or not for this reader."""
    try:
        return open_to(context, route)
    except NoReverseMatch:
        return ""


@register.simple_tag
def address_of(route: str, *args: Any) -> str:
    """Like `url`, but empty where a route is not there in this installation."""
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def open_to(context: template.Context, route: str, *args: Any) -> str:
    """Like `url`, but empty where this reader may not open it; strangers are asked to sign in."""
    address = reverse(route, args=args)
    actor = context["frame"].actor
    policy = (policies_of(resolve(address).func) or {}).get("GET")
    may = policy is None or actor.is_anonymous or policy.allows(actor)
    return address if may else ""


@dataclass(frozen=True, slots=True)
class Fold:
    """Filters in two parts: what always stands open, and what a phone shows behind one button."""

    plain: list[BoundField]
    more: list[BoundField]

    @property
    def asked(self) -> int:
        """How many of those behind the button narrow the list now."""
        return sum(bool(field.data) for field in self.more)


@register.simple_tag
def folded(filters: BaseForm) -> Fold:
    """A few fields stay as they are; of many, only a first one to type in stays in sight."""
    fields = filters.visible_fields()
    if len(fields) <= MOST_OPEN:
        return Fold(fields, [])
    stays = 1 if fields[0].widget_type == "text" else 0
    return Fold(fields[:stays], fields[stays:])


@register.simple_tag(takes_context=True)
def asking(context: template.Context, **changes: Any) -> str:
    """The present query string with changes; None takes a name away, and the page starts anew."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    if "page" not in changes:
        query.pop("page", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.inclusion_tag("web/parts/hidden_query.html", takes_context=True)
def kept(context: template.Context, *without: str) -> dict[str, Any]:
    """Hidden fields that carry the present filter through another form of the page."""
    request = context.get("request")
    pairs = []
    if request is not None:
        for name, values in request.GET.lists():
            if name not in without and name != "page":
                pairs += [(name, value) for value in values]
    return {"pairs": pairs}
