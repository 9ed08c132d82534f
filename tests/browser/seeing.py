"""What every page must pass: nothing from outside, no error said, no overflow, nothing serious."""

from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request

from kerong.kernel.actor import Actor
from tests.browser.world import session_of

GRAVE = {"serious", "critical"}
WIDE, PHONE = (1440, 900), (390, 844)
OVERFLOW = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll('body *')]
    .filter((e) => e.getBoundingClientRect().right > wide + 1)
    .slice(0, 5).map((e) => `${e.tagName}.${e.className}`);
}"""
# Drawn: letters are there, two frames have passed, and nothing that htmx asked for is still out.
DRAWN = """async () => {
  const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
  await document.fonts.ready;
  for (let frames = 0; frames < 600; frames += 2) {
    await frame();
    await frame();
    if (!document.querySelector('.htmx-request')) return;
  }
  throw new Error('something asked for has not come');
}"""
PATIENCE = 10_000


@dataclass
class Seen:
    """Faults by address; empty when all pages passed."""

    server: str
    faults: list[str] = field(default_factory=list)
    _judging: bool = False
    _out: set[Request] = field(default_factory=set)

    def watch(self, page: Page) -> None:
        page.on("console", lambda message: self._said(page, message))
        page.on("pageerror", lambda error: self._note(page, f"script: {error}"))
        page.on("request", lambda request: self._asked(page, request))
        page.on("requestfinished", lambda request: self._out.discard(request))
        page.on("requestfailed", lambda request: self._out.discard(request))

    def visit(self, page: Page, path: str, *, axe: bool = True) -> None:
        """Open the page and judge it."""
        self._out.clear()
        response = page.goto(self.server + path)
        if response is None or response.status != 200:
            self._note(page, f"{path} answered {response and response.status}")
            return
        self._wait_until_quiet(page)
        overflow = page.evaluate(OVERFLOW)
        if overflow:
            self._note(page, f"wider than the screen: {overflow}")
        if axe:
            self._axe(page)

    def _wait_until_quiet(self, page: Page) -> None:
        """Until everything asked for has come and is drawn; no fixed time is waited."""
        page.evaluate(DRAWN)
        waited = 0
        while self._out and waited < PATIENCE:
            page.wait_for_timeout(20)
            waited += 20
        if self._out:
            self._note(page, f"never came: {[each.url for each in self._out]}")

    def _axe(self, page: Page) -> None:
        self._judging = True  # the judge writes styles of its own into the page
        found: dict[str, Any] = Axe().run(page).response
        self._judging = False
        for violation in found["violations"]:
            if violation["impact"] in GRAVE:
                where = [node["html"][:160] for node in violation["nodes"][:3]]
                self._note(page, f"axe {violation['id']}: {where}")

    def _said(self, page: Page, message: Any) -> None:
        if message.type == "error" and not self._judging:
            self._note(page, f"console: {message.text[:200]}")

    def _asked(self, page: Page, request: Request) -> None:
        url = request.url
        if not url.startswith("data:"):
            self._out.add(request)
        if not url.startswith((self.server, "data:", "about:", "blob:")):
            self._note(page, f"asked outside: {url}")

    def _note(self, page: Page, words: str) -> None:
        self.faults.append(f"{page.url.removeprefix(self.server)} · {words}")


def reader(
    browser: Browser,
    server: str,
    actor: Actor | None = None,
    *,
    size: tuple[int, int] = WIDE,
    language: str = "zh-hans",
    large: bool = False,
) -> BrowserContext:
    """A browser of its own, signed in as the actor."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    cookies = {"django_language": language} | ({"kerong_text": "large"} if large else {})
    if actor is not None:
        cookies["sessionid"] = session_of(actor)
    context.add_cookies(
        [{"name": name, "value": value, "url": server} for name, value in cookies.items()]
    )
    return context
