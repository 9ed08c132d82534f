"""A firm nobody has verified says so wherever an institution meets it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from kerong.cases.send_message import send_message
from kerong.evidence.models import Consent
from kerong.evidence.revoke_consent import revoke_consent
from kerong.kernel.actor import Actor
from kerong.notices.kinds import sentence_of
from kerong.notices.models import Outbox
from kerong.parties.issue_api_token import issue_api_token
from kerong.parties.models import Enterprise
from tests.build import cases as build
from tests.build.web import signed_in

pytestmark = pytest.mark.django_db
MARK = "身份未核验"


@pytest.fixture(autouse=True)
def _calendar_and_clock() -> Iterator[None]:
    build.hold_calendar(2026, 2027)
    with time_machine.travel(build.FRIDAY + timedelta(minutes=30), tick=False):
        yield


def programme(actor: Actor) -> Client:
    issued = issue_api_token(
        name="例",
        expires_on=build.FRIDAY.date() + timedelta(days=30),
        actor=replace(actor, second_factor=True),
        at=build.FRIDAY,
    )
    return Client(HTTP_AUTHORIZATION=f"Bearer {issued.text}")


def pages(stage: str, told: build.Story) -> list[str]:
    if stage == "open":
        return ["/workbench/", f"/workbench/needs/{told.case.no}/"]
    take_up = f"/workbench/take-ups/{told.take_up.no}/"
    return ["/workbench/take-ups/", take_up, f"{take_up}firm/"]


@pytest.mark.parametrize("stage", ["open", "taken"])
def test_every_page_that_shows_the_firm_or_its_card_shows_the_mark(stage: str) -> None:
    told = build.story(stage)
    client = signed_in(told.clerk)
    for address in pages(stage, told):
        assert MARK not in client.get(address).content.decode(), address

    Enterprise.objects.update(unverified_since=build.FRIDAY)

    for address in pages(stage, told):
        assert MARK in client.get(address).content.decode(), address


@pytest.mark.parametrize("stage", ["open", "taken"])
def test_the_interface_says_it_too(stage: str) -> None:
    told = build.story(stage)
    Enterprise.objects.update(unverified_since=build.FRIDAY)
    where = "needs/open" if stage == "open" else "take-ups"
    found = programme(told.clerk).get(f"/api/v1/{where}").json()
    (row,) = found["needs" if stage == "open" else "take_ups"]
    assert row["firm_verified"] is False


def test_the_firm_reads_it_on_its_profile_with_the_way_out() -> None:
    told = build.story("open")
    Enterprise.objects.update(unverified_since=build.FRIDAY)
    page = signed_in(told.firm).get("/profile/").content.decode()
    assert "/accounts/firm/ask/?credit_code=" in page
    Enterprise.objects.update(unverified_since=None)
    assert "/accounts/firm/ask/" not in signed_in(told.firm).get("/profile/").content.decode()


@pytest.mark.parametrize(("unverified", "marks"), [(True, 1), (False, 0)])
def test_notices_to_an_institution_name_the_firm_with_the_mark(
    unverified: bool, marks: int
) -> None:
    told = build.story("quoted")
    Enterprise.objects.update(unverified_since=build.FRIDAY if unverified else None)
    Outbox.objects.all().delete()
    send_message(actor=told.firm, take_up_no=told.take_up.no, words="您好", at=told.at)
    told.reload()
    build.bring(told, "accepted")
    consent = Consent.objects.get(ended_at=None)
    revoke_consent(actor=told.firm, consent_no=consent.no, at=told.at)

    kinds = ("take_up.message", "take_up.accepted", "consent.revoked")
    rows = Outbox.objects.filter(kind__in=kinds, to=f"institution:{told.take_up.institution_id}")

    assert {row.kind for row in rows} == set(kinds)
    for row in rows:
        assert sentence_of(row.kind, row.facts, "zh-hans").count("（身份未核验）") == marks, (
            row.kind
        )
        english = sentence_of(row.kind, row.facts, "en")
        assert english.count("(identity not verified)") == marks
        assert "—" not in english


def test_what_an_institution_writes_carries_no_mark() -> None:
    told = build.story("taken")
    send_message(actor=told.clerk, take_up_no=told.take_up.no, words="您好", at=told.at)

    row = Outbox.objects.get(kind="take_up.message")

    assert sentence_of(row.kind, row.facts, "en").startswith(
        f"{told.take_up.institution.name} sent"
    )
