"""Addresses and their policies."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern
from django.views import View

from kerong.kernel import roles
from kerong.kernel.actor import ANONYMOUS, Actor
from kerong.kernel.policy import Policy, RoleNotAllowed, SecondFactorNeeded, Unauthenticated, Whose
from kerong.web.routes import GET_AND_POST, POST, MethodNotOpen, governed, policies_of, route

SEE = Policy("test.see", frozenset({roles.OFFICER, roles.AUDITOR}), Whose.ALL)
CHANGE = Policy("test.change", frozenset({roles.OFFICER}), Whose.ALL, second_factor=True)
OFFICER = Actor(1, "郑凯", roles.OFFICER, second_factor=True)
AUDITOR = Actor(2, "孙莉", roles.AUDITOR)


def page(request, **kwargs):
    """A view."""
    return HttpResponse(f"{request.method} {kwargs}")


class Page(View):
    def get(self, request):
        return HttpResponse("class")


def ask(pattern: URLPattern, method="GET", actor=OFFICER, **kwargs):
    request = RequestFactory().generic(method, "/x")
    request.actor = actor
    return pattern.callback(request, **kwargs)


def test_the_policy_is_asked_before_the_view_runs():
    ran = []
    pattern = route("x/", lambda request: ran.append(1), name="x", policy=SEE)
    with pytest.raises(RoleNotAllowed):
        ask(pattern, actor=Actor(3, "林", roles.PERSON))
    with pytest.raises(Unauthenticated):
        ask(pattern, actor=ANONYMOUS)
    assert ran == []
    ask(pattern)
    assert ran == [1]


def test_arguments_go_through_and_the_view_keeps_its_name():
    pattern = route("x/<int:no>/", page, name="x", policy=SEE)
    assert ask(pattern, no=7).content == b"GET {'no': 7}"
    assert pattern.callback.__doc__ == "A view."
    assert pattern.name == "x"


def test_only_get_is_open_unless_told():
    pattern = route("x/", page, name="x", policy=SEE)
    assert ask(pattern).status_code == ask(pattern, "HEAD").status_code == 200
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        with pytest.raises(MethodNotOpen) as refusal:
            ask(pattern, method)
        assert refusal.value.facts["allowed"] == ["GET"]


def test_a_closed_method_is_closed_before_anyone_is_asked_who_they_are():
    pattern = route("x/", page, name="x", policy=SEE, methods=POST)
    with pytest.raises(MethodNotOpen):
        ask(pattern, "GET", ANONYMOUS)


def test_one_policy_may_hold_for_several_methods():
    pattern = route("x/", page, name="x", policy=SEE, methods=GET_AND_POST)
    assert ask(pattern, "POST", AUDITOR).status_code == 200


def test_each_method_may_have_its_own_policy():
    pattern = route("x/", page, name="x", policy={"GET": SEE, "POST": CHANGE})
    assert ask(pattern, "GET", AUDITOR).status_code == 200
    with pytest.raises(RoleNotAllowed):
        ask(pattern, "POST", AUDITOR)
    with pytest.raises(SecondFactorNeeded):
        ask(pattern, "POST", Actor(1, "郑凯", roles.OFFICER))
    assert ask(pattern, "POST").status_code == 200
    assert policies_of(pattern.callback) == {"GET": SEE, "POST": CHANGE}


def test_a_class_is_guarded_like_a_function():
    pattern = route("x/", Page.as_view(), name="x", policy=SEE)
    assert ask(pattern).content == b"class"
    with pytest.raises(Unauthenticated):
        ask(pattern, actor=ANONYMOUS)


def test_what_a_decorator_noted_on_the_view_stays():
    def exempt(request):
        return HttpResponse()

    exempt.csrf_exempt = True
    assert route("x/", exempt, name="x", policy=SEE).callback.csrf_exempt is True


def test_a_plain_view_has_no_policies():
    assert policies_of(page) is None
    assert policies_of(governed(SEE)(page)) == {"GET": SEE}


def test_without_the_middleware_nothing_opens():
    pattern = route("x/", page, name="x", policy=SEE)
    with pytest.raises(AttributeError):
        pattern.callback(RequestFactory().get("/x"))


@pytest.mark.django_db
@pytest.mark.both_databases
def test_a_name_with_a_nul_names_nothing(client: Client) -> None:
    """PostgreSQL refuses such text, SQLite does not; both answer that there is no such thing."""
    assert client.get("/products/%00/").status_code == 404
