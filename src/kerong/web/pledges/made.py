"""Forms as steps make them, and the usual conditions under which a step is offered."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from kerong.contracts.pledges.reads import PledgePage
from kerong.kernel.actor import Actor
from kerong.web.clock import day_of
from kerong.web.pledges import forms

Form = Callable[[Any, HttpRequest], Any]
Offered = Callable[[Any, Actor], bool]


def plain(form: Any) -> Form:
    return lambda page, request: form(request.POST or None)


def empty(page: Any, request: HttpRequest) -> forms.NothingForm:
    """A form without fields is sent as it is."""
    return forms.NothingForm(request.POST if request.method == "POST" else None)


def dated(form: Any, field: str) -> Form:
    """The day of the field is today unless another is typed."""
    return lambda page, request: form(request.POST or None, initial={field: day_of(request)})


def of_page(form: Any, field: str = "") -> Form:
    """A form whose choices follow from the page."""

    def made(page: Any, request: HttpRequest) -> Any:
        initial = {field: day_of(request)} if field else {}
        return form(page, request.POST or None, initial=initial)

    return made


def of_filing(form: Any, field: str = "", *, with_page: bool = False) -> Form:
    """A form that names the filing its reader has before them."""

    def made(page: PledgePage, request: HttpRequest) -> Any:
        initial: dict[str, Any] = {field: day_of(request)} if field else {}
        initial["filing_no"] = page.open_filing.no if page.open_filing else ""
        told = (page,) if with_page else ()
        return form(*told, request.POST or None, initial=initial)

    return made


def always(page: Any, actor: Actor) -> bool:
    return True


def in_states(*states: str) -> Offered:
    wanted = {str(state) for state in states}
    return lambda page, actor: page.pledge.state in wanted


def filing_in(*states: str) -> Offered:
    """Offered while the pledge has a filing in one of these states."""
    wanted = {str(state) for state in states}

    def offered(page: PledgePage, actor: Actor) -> bool:
        return page.open_filing is not None and page.open_filing.state in wanted

    return offered


def nothing_filed(*states: str) -> Offered:
    """Offered in these states of the pledge while nothing is under way at the window."""
    wanted = {str(state) for state in states}
    return lambda page, actor: page.open_filing is None and page.pledge.state in wanted
