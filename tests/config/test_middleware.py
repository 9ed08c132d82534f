"""Language by cookie alone; a page policy and a status page for everyone."""

import pytest
from django.test import Client
from django.urls import reverse


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cookie", "asked", "answered"),
    [
        (None, "en-US,en;q=0.9", "zh-hans"),
        ("en", "zh-CN", "en"),
        ("xx", "en", "zh-hans"),
    ],
)
def test_only_the_cookie_changes_the_language(
    client: Client, cookie: str | None, asked: str, answered: str
) -> None:
    if cookie:
        client.cookies["django_language"] = cookie
    response = client.get("/healthz", headers={"accept-language": asked})
    assert response.headers["Content-Language"] == answered


@pytest.mark.django_db
def test_nothing_may_come_from_outside(client: Client) -> None:
    policy = client.get("/healthz").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.django_db
def test_figures_are_for_loopback_or_the_tokens_holder(client: Client, settings) -> None:
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.9").status_code == 404
    settings.METRICS_TOKEN = "long-and-secret"
    assert client.get("/metrics").status_code == 404
    allowed = client.get("/metrics", headers={"authorization": "Bearer long-and-secret"})
    assert allowed.status_code == 200
    assert b"kerong_requests_total" in allowed.content


@pytest.mark.django_db
def test_figures_name_patterns_never_addresses(client: Client) -> None:
    client.get("/needs/N2026-000123-nobody-has")
    assert b"N2026-000123" not in client.get("/metrics").content


def test_the_probes_keep_their_addresses() -> None:
    assert reverse("healthz") == "/healthz"
    assert reverse("metrics") == "/metrics"
