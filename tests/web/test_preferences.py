"""Language and size of text: kept as cookies, back to where one was, nowhere else."""

import pytest
from django.test import RequestFactory

from kerong.web.frame import Frame
from kerong.web.frame_urls import urlpatterns
from kerong.web.preferences import preferences
from kerong.web.routes import policies_of


def choosing(**chosen):
    return preferences(RequestFactory().post("/preferences/", chosen))


def test_english_is_kept_for_a_year_and_leads_back():
    response = choosing(language="en", next="/products/?q=贷")
    cookie = response.cookies["django_language"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("en", True, "Lax")
    assert cookie["max-age"] == 365 * 24 * 3600
    assert response.status_code == 302
    assert response["Location"].startswith("/products/")


def test_large_text_is_kept_and_read_by_the_frame():
    assert choosing(text="large").cookies["kerong_text"].value == "large"
    request = RequestFactory(headers={"cookie": "kerong_text=large"}).get("/")
    request.COOKIES["kerong_text"] = "large"
    assert Frame(request).text == "large"
    request.COOKIES["kerong_text"] = "<script>"
    assert Frame(request).text == "usual"


@pytest.mark.parametrize(("name", "value"), [("language", "fr"), ("text", "huge"), ("other", "x")])
def test_unknown_choices_set_nothing(name, value):
    assert not choosing(**{name: value}).cookies


@pytest.mark.parametrize(
    "next_page", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""]
)
def test_the_way_back_never_leads_elsewhere(next_page):
    assert choosing(language="en", next=next_page)["Location"] == "/"


def test_the_address_answers_to_posts_alone():
    view = next(entry for entry in urlpatterns if entry.name == "preferences").callback
    assert set(policies_of(view)) == {"POST"}
