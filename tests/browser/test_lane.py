"""The lane itself: a page is drawn with our own files only, and its policy holds."""

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request
from pytest_django.live_server_helper import LiveServer


@pytest.mark.django_db(transaction=True)
def test_the_first_page_needs_nothing_from_outside(page: Page, live_server: LiveServer) -> None:
    asked: list[Request] = []
    said: list[ConsoleMessage] = []
    page.on("request", lambda request: asked.append(request))
    page.on("console", lambda message: said.append(message))
    response = page.goto(live_server.url)
    assert response is not None
    assert response.ok
    outside = [each.url for each in asked if not each.url.startswith((live_server.url, "data:"))]
    assert outside == []
    assert [message.text for message in said if message.type == "error"] == []
    assert page.locator("html").get_attribute("lang") == "zh-CN"
