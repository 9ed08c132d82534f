"""How faults are told: one mapping for pages, parts and JSON."""

import json

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from kerong.kernel import roles
from kerong.kernel.errors import Busy, Conflict, Forbidden, Invalid, NotFound, Refused, Unavailable
from kerong.kernel.policy import Policy, Whose
from kerong.web.routes import GET_AND_POST, route

OPEN = Policy("test.open", roles.EVERYONE, Whose.PUBLIC)
OFFICERS = Policy("test.officers", frozenset({roles.OFFICER}), Whose.ALL, second_factor=True)

pytestmark = pytest.mark.django_db


class NoPlaceFree(Conflict):
    code = "case.no_place_free"
    zh = "名额已满：{no}。"
    en = "No place is free: {no}."


RAISED = {
    "invalid": Invalid(),
    "forbidden": Forbidden(),
    "not-found": NotFound(),
    "conflict": NoPlaceFree(no="<b>N1</b>"),
    "refused": Refused(),
    "busy": Busy(retry_seconds=7),
    "unavailable": Unavailable(),
    "locked": OperationalError("database is locked"),
    "http404": Http404("secret words"),
    "denied": PermissionDenied("secret words"),
    "odd": SuspiciousOperation("secret words"),
    "broken": ZeroDivisionError("secret words"),
}
STATUS = {
    "invalid": 400,
    "forbidden": 403,
    "not-found": 404,
    "conflict": 409,
    "refused": 422,
    "busy": 429,
    "unavailable": 503,
    "locked": 503,
    "http404": 404,
    "denied": 403,
    "odd": 400,
    "broken": 500,
}


def failing(request, name):
    raise RAISED[name]


def only(request):
    return HttpResponse("in")


handler400 = "kerong.web.faults.bad_request"
handler403 = "kerong.web.faults.forbidden"
handler404 = "kerong.web.faults.not_found"
handler500 = "kerong.web.faults.unexpected"
urlpatterns = [
    route("fail/<slug:name>/", failing, name="fail", policy=OPEN, methods=GET_AND_POST),
    route("api/fail/<slug:name>/", failing, name="api-fail", policy=OPEN),
    route("officers/", only, name="officers", policy=OFFICERS, methods=GET_AND_POST),
    route("api/officers/", only, name="api-officers", policy=OFFICERS),
    path("accounts/", include("kerong.web.urls")),
    path("", include("kerong.web.frame_urls")),
]


@pytest.fixture
def client():
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False)


@pytest.mark.parametrize("name", RAISED)
def test_each_fault_has_its_status_and_a_page(client, name):
    response = client.get(f"/fail/{name}/")
    text = response.content.decode()
    assert response.status_code == STATUS[name]
    assert response["Cache-Control"] == "no-store"
    assert 'href="/"' in text
    assert "<code>" in text
    assert "secret" not in text
    assert "Traceback" not in text
    assert "database is" not in text


@pytest.mark.parametrize("name", RAISED)
def test_each_fault_has_its_document_under_api(client, name):
    response = client.get(f"/api/fail/{name}/")
    assert response.status_code == STATUS[name]
    assert response["Content-Type"] == "application/json"
    told = json.loads(response.content)["error"]
    assert set(told) == {"code", "message", "facts"}
    assert "secret" not in json.dumps(told)


def test_the_sentence_is_spoken_in_the_language_of_the_reader_and_escaped(client):
    text = client.get("/fail/conflict/").content.decode()
    assert "名额已满：&lt;b&gt;N1&lt;/b&gt;。" in text
    assert "case.no_place_free" in text
    client.cookies["django_language"] = "en"
    assert "No place is free: &lt;b&gt;N1" in client.get("/fail/conflict/").content.decode()


def test_a_part_of_a_page_gets_a_part(client):
    response = client.get("/fail/conflict/", headers={"HX-Request": "true"})
    assert response.status_code == 409
    assert "<html" not in response.content.decode()


def test_a_program_may_ask_for_json_anywhere(client):
    response = client.get("/fail/conflict/", headers={"Accept": "application/json"})
    assert response.json()["error"]["code"] == "case.no_place_free"


def test_who_must_wait_is_told_how_long(client):
    assert client.get("/fail/busy/")["Retry-After"] == "7"
    assert client.get("/api/fail/unavailable/")["Retry-After"] == "60"


def test_a_closed_method_names_the_open_ones(client):
    response = client.post("/officers/x")
    assert response.status_code == 404
    response = client.put("/officers/")
    assert response.status_code == 405
    assert response["Allow"] == "GET, POST"


def test_an_unknown_address_is_not_found_as_page_and_as_json(client):
    assert client.get("/nowhere/").status_code == 404
    response = client.get("/api/nowhere/")
    assert (response.status_code, response.json()["error"]["code"]) == (404, "not_found")


def test_a_visitor_is_led_to_the_door_and_back(client):
    response = client.get("/officers/?q=1")
    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=%2Fofficers%2F%3Fq%3D1"
    assert client.post("/officers/")["Location"] == "/accounts/login/"
    part = client.get("/officers/", headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Redirect"]) == (403, "/accounts/login/")
    told = client.get("/api/officers/")
    assert (told.status_code, told.json()["error"]["code"]) == (403, "auth.required")


def test_a_stale_form_is_told_in_words():
    with override_settings(ROOT_URLCONF=__name__):
        strict = Client(enforce_csrf_checks=True)
        response = strict.post("/fail/conflict/")
    assert response.status_code == 403
    assert "form_stale" in response.content.decode()


def test_when_even_the_page_fails_a_bare_one_answers(client, monkeypatch):
    def broken(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr("kerong.web.faults.render", broken)
    response = client.get("/fail/unavailable/")
    assert response.status_code == 503
    assert "科融" in response.content.decode()
