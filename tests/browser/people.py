"""Somebody at a real browser: signs in through the form, is watched for anything from outside."""

from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from kerong.kernel.actor import Actor
from kerong.parties.models import Person

PASSWORD = "correct-horse-9-battery"
SERIOUS = {"serious", "critical"}


@dataclass
class Somebody:
    """A page of one person; `outside` and `errors` collect what must stay empty."""

    page: Page
    home: str
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        answer = self.page.goto(self.home + path)
        assert answer is not None
        assert answer.status < 400, f"{path}: {answer.status}"

    def press(self, name: str) -> None:
        """The one button or link of the page's content that says this."""
        content = self.page.locator("#main")
        content.get_by_role("button", name=name, exact=True).or_(
            content.get_by_role("link", name=name, exact=True)
        ).first.click()
        self.page.wait_for_load_state()

    def fill(self, **typed: str) -> None:
        for name, text in typed.items():
            place = self.page.locator(f"#main [name='{name}']").first
            if place.evaluate("element => element.tagName") == "SELECT":
                place.select_option(text)
            else:
                place.fill(text)

    def sees(self, text: str) -> bool:
        return text in self.page.locator("body").inner_text()

    def faults(self) -> list[str]:
        """What axe finds serious, what does not fit the width, what came from outside."""
        found = Axe().run(self.page)
        faults = [
            f"{violation['id']}: {violation['nodes'][0]['html'][:160]}"
            for violation in found.response["violations"]
            if violation["impact"] in SERIOUS
        ]
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if wide > 0:
            faults.append(f"{wide} px too wide")
        return faults + self.outside + self.errors


def somebody(browser: Browser, home: str, actor: Actor | None, *, width: int = 1440) -> Somebody:
    """Signed in through the form, or a visitor for None."""
    context = browser.new_context(
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": width, "height": 900},
    )
    found = Somebody(context.new_page(), home)
    found.page.set_default_timeout(20_000)
    found.page.on("request", lambda request: _note(found, request))
    found.page.on("console", lambda message: _hear(found, message))
    if actor is not None:
        _sign_in(found, actor)
    return found


def _sign_in(found: Somebody, actor: Actor) -> None:
    person = Person.objects.get(pk=actor.person_id)
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    found.go("/accounts/login/")
    found.fill(login=person.login, password=PASSWORD)
    found.page.locator("#main form button").first.click()
    found.page.wait_for_load_state()
    assert "/accounts/login" not in found.page.url, found.page.locator("#main").inner_text()


def _note(found: Somebody, request: Request) -> None:
    if not request.url.startswith((found.home, "data:", "blob:")):
        found.outside.append(f"asked outside: {request.url}")


def _hear(found: Somebody, message: ConsoleMessage) -> None:
    if message.type == "error" and "status of 4" not in message.text:
        found.errors.append(f"console: {message.text}")
