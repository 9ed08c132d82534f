"""A rule is tried, published by a second person, run by the worker, and leads a bank to a firm."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from kerong.jobs.schedule import plan_schedules
from kerong.jobs.worker import run_once
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.notices.deliver import deliver_due
from kerong.notices.models import Notice
from kerong.population.models import PreApproval, Run, WhatIfSheet
from kerong.trail.reads import events_of
from tests.build import catalogue, parties, whatif
from tests.build import population as build
from tests.build.web import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
LOWER = ("fact: tax_paid, at_least: $min_tax", 'fact: tax_paid, at_least: "@least_tax"')
PARAMETER = "parameters: {least_tax: {2026-01-01: 2万}}\nlisting_fields:"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(catalogue.MOMENT, tick=False) as coordinates:
        yield coordinates


def worker_rounds(clock: time_machine.Traveller, hours: int) -> None:
    """The worker at its post: a few rounds every half an hour."""
    plan_schedules(timezone.now())
    for _ in range(2 * hours):
        clock.shift(timedelta(minutes=30))
        for _ in range(3):
            run_once(timezone.now, "worker")


def text(actor: Actor, address: str) -> str:
    """Signed in anew each time: hours pass between two looks."""
    answer = signed_in(actor).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def post(actor: Actor, address: str, form: Any = None) -> int:
    return signed_in(actor).post(address, form or {}).status_code


def draft_files(folder: Path) -> dict[str, SimpleUploadedFile]:
    names = {"offering": "offering.yaml", "examples": "examples.yaml", "readme": "README.md"}
    return {
        key: SimpleUploadedFile(name, (folder / name).read_bytes()) for key, name in names.items()
    }


def looser(tmp_path: Path) -> Path:
    """The small loan from two 万 of tax on, whatever the product asks."""
    folder = whatif.draft_folder(tmp_path, LOWER, ("listing_fields:", PARAMETER))
    examples = catalogue.EXAMPLES_TEXT.replace("49999.99", "19999.99").replace("240000", "90000")
    examples = examples.replace('"50000.00"', '"20000.00"').replace('"250000.00"', '"100000.00"')
    (folder / "examples.yaml").write_text(examples, encoding="utf-8")
    return folder


def test_from_a_draft_to_an_invitation_and_back(
    clock: time_machine.Traveller, tmp_path: Path
) -> None:
    screening = build.screened(tmp_path)
    firms = build.firms(9)
    firm = firms[2]  # three 万 of tax: below the product's line, above the draft's
    owner = parties.actor(roles.FIRM_OWNER, enterprise=firm)
    bank = parties.actor(roles.INSTITUTION_CLERK, institution=screening.institution)
    author = parties.actor(roles.OPERATOR)
    second = parties.actor(roles.OPERATOR)

    # An operator tries the looser text on all firms; the worker runs it.
    assert post(author, reverse("console:trial-new"), draft_files(looser(tmp_path))) == 302
    worker_rounds(clock, 1)
    sheet = WhatIfSheet.objects.get()
    page = reverse("console:trial", args=[sheet.run.no])
    assert re.search(r"受益企业</small><b>3</b>", text(author, page))

    # Its author may not publish; the second person may, and the text counts from then on.
    publication = reverse("console:trial-publish", args=[sheet.run.no])
    assert post(author, publication) == 422
    assert post(second, publication) == 302
    assert events_of("offering:small-loan")[-1].facts["sheet"] == sheet.digest

    # At night the worker runs all firms; the firm hears that it qualifies, the bank sees nobody.
    worker_rounds(clock, 24)
    assert Run.objects.filter(kind="nightly", state="done").exists()
    assert PreApproval.objects.filter(enterprise=firm, until_on=None).count() == 1
    while deliver_due(timezone.now()):
        pass
    assert Notice.objects.get(kind="population.qualifies").reader == f"person:{owner.person_id}"
    listed = reverse("workbench:screening", args=[screening.no])
    assert firm.name not in text(bank, listed)
    assert "15 万元" in text(owner, reverse("portal:limits"))

    # The firm lets the bank see it; the bank invites; the firm is told and takes it back.
    consent = {
        "institution": screening.institution_id,
        "purpose": "pre_screen",
        "categories": [str(number) for number in range(1, 33)],
        "expires_on": "2026-06-30",
    }
    assert post(owner, reverse("portal:consent-new"), consent) == 302
    assert firm.name in text(bank, listed)
    limit = PreApproval.objects.get(enterprise=firm, until_on=None)
    post(bank, reverse("workbench:invitation", args=[screening.no, limit.pk]))
    limits = text(owner, reverse("portal:limits"))
    assert "已受邀" in limits
    revocation = re.search(r'href="(/profile/consents/[^"]+/revocation/)"', limits)
    assert revocation is not None
    assert post(owner, revocation[1]) == 302
    assert firm.name not in text(bank, listed)
