"""The lane itself: a page is drawn with our own files only, and its policy holds."""

from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

import pytest
from django.db import connection
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


@pytest.mark.django_db(transaction=True)
def test_requests_at_once_have_a_connection_each(live_server: LiveServer) -> None:
    assert live_server.thread.connections_override == {}
    assert not connection.is_in_memory_db()  # type: ignore[attr-defined]
    with ThreadPoolExecutor(8) as askers:
        answers = list(askers.map(lambda _: status_of(live_server.url), range(40)))
    assert answers == [200] * 40


def status_of(url: str) -> int:
    with urlopen(url, timeout=30) as answer:
        return int(answer.status)
