"""A step on a page of pledges: its form, its act, when it is offered, and the view of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, reverse

from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy
from kerong.web.clock import day_of
from kerong.web.one_step import Taken, take_step
from kerong.web.routes import GET_AND_POST, route


def typed(form: Any) -> dict[str, Any]:
    return dict(form.cleaned_data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that can be done; `by_filing` where the form names the filing itself."""

    key: str
    title: Any
    done: Any
    policy: Policy
    act: Callable[..., Any]
    form: Callable[[Any, HttpRequest], Any]
    offered: Callable[[Any, Actor], bool]
    arguments: Callable[[Any], dict[str, Any]] = typed
    by_filing: bool = False
    tone: str = ""
    words: Any = ""

    def is_open(self, page: Any, actor: Actor) -> bool:
        return self.policy.allows(actor) and self.offered(page, actor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the steps of one kind of page are about.

    `name` is part of the addresses ("pledge"), `given` the act's argument for its number, `read`
    the question behind the page, `part` the template with what is known of it.
    """

    name: str
    path: str
    given: str
    read: Callable[..., Any]
    part: str
    head: Callable[[Any], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Desk:
    """The pages of one subject at one site, whose frame is "web/<site>.html"."""

    site: str
    subject: Subject
    steps: Sequence[Step]
    list_name: str

    def shown(self, request: HttpRequest, no: str) -> HttpResponse:
        """Where it stands, what is next, and the steps open to this reader."""
        actor = request.actor  # type: ignore[attr-defined]
        page = self.subject.read(actor, no, on=day_of(request))
        steps = [step for step in self.steps if step.is_open(page, actor)]
        return render(request, "web/pledges/page.html", self.context(page, no, steps=steps))

    def own_url(self, no: str) -> str:
        return reverse(f"{self.site}:{self.subject.name}", args=[no])

    def context(self, page: Any, no: str, **more: Any) -> dict[str, Any]:
        return {
            "base": f"web/{self.site}.html",
            "site": self.site,
            "list_url": f"{self.site}:{self.list_name}",
            "own_url": self.own_url(no),
            "step_url": f"{self.site}:{self.subject.name}-",
            "part": self.subject.part,
            "page": page,
            "no": no,
            **self.subject.head(page),
            **more,
        }

    def step_view(self, step: Step) -> Any:
        """The view of one step: its form, then the act."""

        def view(request: HttpRequest, no: str) -> HttpResponse:
            actor = request.actor  # type: ignore[attr-defined]
            page = self.subject.read(actor, no, on=day_of(request))
            form = step.form(page, request)
            named = {} if step.by_filing else {self.subject.given: no}
            taken = Taken(
                act=step.act,
                told=lambda: step.arguments(form) | named,
                done=step.done,
                back=self.own_url(no),
            )

            def shown(*, status: int, **seen: Any) -> HttpResponse:
                context = self.context(page, no, step=step, **seen)
                return render(request, "web/pledges/step.html", context, status=status)

            return take_step(request, form, taken, shown)

        view.__name__ = f"{self.subject.name}_{step.key}".replace("-", "_")
        return view

    def urls(self, policy: Policy) -> list[URLPattern]:
        """The page and its steps."""
        subject = self.subject
        return [
            route(f"{subject.path}/<str:no>/", self.shown, name=subject.name, policy=policy),
            *(
                route(
                    f"{subject.path}/<str:no>/{step.key}/",
                    self.step_view(step),
                    name=f"{subject.name}-{step.key}",
                    policy=step.policy,
                    methods=GET_AND_POST,
                )
                for step in self.steps
            ),
        ]
