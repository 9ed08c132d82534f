"""Pages of runs and pools say where a reading they rest on was verified by nobody."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kerong.catalogue.publish_pack import publish_pack
from kerong.config.paths import PACKS
from kerong.kernel.actor import SYSTEM
from tests.build import catalogue
from tests.build import population as build
from tests.build.parties import MOMENT
from tests.console.test_population import NOW, browser, on_that_day, page

__all__ = ["on_that_day"]  # travels to the day of these tests too
pytestmark = pytest.mark.django_db


def test_grades_of_a_card_nobody_verified_say_so() -> None:
    catalogue.reference()
    folder = PACKS / "chongqing/knowledge-value"
    publish_pack(actor=SYSTEM, folder=folder, at=MOMENT - timedelta(days=1))
    build.firms(1)

    assert "未核实" in page(browser(), "console:run", build.done(NOW).no)


def test_a_firm_is_shown_which_of_its_pools_rest_on_a_rule_nobody_verified() -> None:
    (firm,) = build.firms(1, tax_wan=8)
    officer = browser()
    text = build.POOL_TEXT.replace("verified: true", "verified: false")
    officer.post(reverse("console:pool-new"), {"text": text})
    build.done(NOW)

    assert "纳税大户培育库 · 未核实" in page(officer, "console:pool-firm", firm.pk)
