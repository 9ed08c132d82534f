"""The browser lane: Debian's Chromium, no background traffic, pages only from this machine."""

import os
import shutil
from typing import Any

import pytest
from django.conf import settings

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """Return the browser to drive: KERONG_CHROMIUM, else the first found on the PATH."""
    names = (os.environ.get("KERONG_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    found = chromium()
    for item in items:
        if item.path.parent.name == "browser" or "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            if found is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A database in a file: each request has a connection and waits for a writer, as in use.

    In memory all threads would share one connection, and two requests at once be refused.
    """
    file = tmp_path_factory.mktemp("database") / "browser.sqlite3"
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(file)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": chromium(), "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture(scope="session", autouse=True)
def _playwright_keeps_a_loop() -> None:
    """Playwright runs an event loop in the test's thread; Django may be called there too."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
