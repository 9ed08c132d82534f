"""Nothing that follows from an unverified card is shown without the word: every page is walked.

The card in force gives the firm points, a grade and, through a product, a limit that stand nowhere
else; whatever page or file they turn up in must say 未核实 as well. A page that does not exist yet
is walked as soon as another one leads to it.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from kerong.catalogue.publish_pack import publish_pack
from kerong.cli.main import main
from kerong.evidence.consent import PRE_SCREEN, Terms, grant_consent
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.parties.models import Institution, Person
from kerong.population.back_test import OutcomesSent, back_test
from kerong.population.models import PreApproval, ScoreHistory
from tests.build import parties, scores, whatif
from tests.build import population as build
from tests.build.cards import PatentCard, card_folder
from tests.build.parties import MOMENT
from tests.console.test_population import on_that_day

__all__ = ["on_that_day"]  # travels to the day of these tests too
pytestmark = pytest.mark.django_db
CARD = PatentCard("14.625", verified=False, best="QZ7")
FOLLOWS = re.compile(r"73\.125|731,?250|73\.13 万|QZ7")  # 5 × 14.625 points, × 1 万, its grade
MARK = re.compile(r"(?<!身份)未核实|\"verified\": ?false")  # whose identity is another matter
LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)"')
ECHOED = {"portal:need-new"}  # what the firm asks for, taken from the address that led there
LEFT_OUT = ("/static/", "/accounts/", "/language/", "/api/")
MOST_PAGES = 400
SHOWN = {
    "portal:profile",
    "console:import",
    "portal:calculator",
    "portal:standing",
    "portal:assessment",
    "portal:limits",
    "workbench:screening",
    "console:run",
    "console:trial-firms",
}
COUNTED = {"console:trial", "console:backtest"}  # figures of all firms: they rest on it too
OUTCOMES = "party,outcome,observed_on,invention_patents\n" + "".join(
    f"P{at},{'bad' if at % 3 == 0 else 'good'},2025-06-{at + 1:02d},{at % 7}\n" for at in range(28)
)


@dataclass(frozen=True)
class World:
    owner: Person
    bank: Institution
    folder: Path


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A run, a screening with a consent, a trial and a back-test under the unverified card."""
    scores.shelf(tmp_path, card=False)
    earlier = MOMENT - timedelta(days=1)
    publish_pack(actor=SYSTEM, folder=card_folder(tmp_path / "card", CARD), at=earlier)
    screening = build.screened(tmp_path, at=earlier)
    firm = build.firm({"invention_patents": "5"})
    owner = parties.actor(roles.FIRM_OWNER, enterprise=firm)
    bank = screening.institution
    terms = Terms(bank.pk, PRE_SCREEN, frozenset(range(1, 33)), build.DAY + timedelta(days=60))
    grant_consent(actor=owner, terms=terms, at=MOMENT)
    build.done()
    assert ScoreHistory.objects.get().points == 73_125
    assert PreApproval.objects.get().limit_fen == 73_125_000
    changed = PatentCard("14", revision=2, best="QZ8")
    whatif.tried(card_folder(tmp_path / "draft", changed))
    sent = OutcomesSent("回测", "示例", "patent-points", "outcomes.csv", OUTCOMES.encode())
    back_test(actor=build.officer(), sent=sent, at=MOMENT, on=build.DAY)
    return World(Person.objects.get(pk=owner.person_id), bank, tmp_path)


def clients(world: World) -> Iterator[tuple[str, Client]]:
    for person, start in (
        (world.owner, "/"),
        (parties.person(roles.INSTITUTION_ADMIN, world.bank), "/workbench/"),
        (parties.person(roles.OFFICER), "/console/"),
        (parties.person(roles.OPERATOR), "/console/"),
    ):
        client = Client(raise_request_exception=False)  # a page that breaks is others' matter
        client.force_login(person)
        client.get("/accounts/choose/")
        yield start, client


def walked(start: str, client: Client) -> Iterator[tuple[str, str, str]]:
    """Route, address and text of every page and file that links lead to, each once."""
    waiting, known = [start], set()
    while waiting and len(known) < MOST_PAGES:
        address = waiting.pop()
        route = _route(address)
        if route is None or route in known:
            continue
        known.add(route)
        answer = client.get(address, follow=True)
        kind = answer.get("Content-Type", "")
        if answer.status_code != 200 or "sheet" in kind or "pdf" in kind:
            continue  # a workbook holds the same table as the CSV beside it
        text = html.unescape(answer.content.decode("utf-8-sig"))
        yield route[0], address, text
        waiting += LINK.findall(text) if "html" in kind else []
        if "export=" in text and "?" not in address:
            waiting += [f"{address}?export={form}" for form in ("csv", "json")]


def _route(address: str) -> tuple[str, ...] | None:
    path, _, query = address.partition("?")
    if path.startswith(LEFT_OUT):
        return None
    try:
        found = resolve(path)
    except Resolver404:
        return None
    form = re.search(r"export=\w+", query)
    return found.view_name, str(sorted(found.kwargs.items())), form[0] if form else ""


def test_no_page_and_no_file_shows_what_an_unverified_card_leads_to_without_saying_so(
    world: World,
) -> None:
    shown, silent = set(), []
    for start, client in clients(world):
        for route, address, text in walked(start, client):
            if FOLLOWS.search(text) or route in COUNTED:
                shown.add(route)
                silent += [] if MARK.search(text) or route in ECHOED else [address]

    assert shown >= SHOWN, SHOWN - shown
    assert not silent, silent


def test_no_command_prints_it_without_saying_so(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    one = world.folder / "facts.json"
    one.write_text(json.dumps({"party": {"name": "示例"}, "facts": {"invention_patents": 5}}))
    for command in (["score", "points"], ["calc"]):
        for form in ([], ["--json"]):
            asked = [*command, *form, "--facts", str(one), "--on", build.DAY.isoformat()]
            assert main(asked) == 0
            printed = capsys.readouterr().out
            assert FOLLOWS.search(printed), asked
            assert MARK.search(printed), asked

    facts, out = world.folder / "firms.csv", world.folder / "out"
    facts.write_text("credit_code,invention_patents\nF1,5\n", encoding="utf-8")
    given = ["--facts", str(facts), "--out", str(out), "--on", build.DAY.isoformat()]

    assert main(["whatif", "--rules", str(world.folder / "draft"), *given]) == 0
    assert MARK.search(capsys.readouterr().out)
    assert MARK.search((out / "sheet.json").read_text(encoding="utf-8"))
    assert main(["population", *given]) == 0
    assert MARK.search((out / "summary.json").read_text(encoding="utf-8"))


def test_the_walk_would_notice_a_page_that_does_not_say_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with the words taken off the list of limits its page is named."""
    PreApproval.objects.update(verified=True)
    start, client = next(clients(world))

    silent = [
        route
        for route, _address, text in walked(start, client)
        if FOLLOWS.search(text) and not MARK.search(text)
    ]

    assert "portal:limits" in silent
