"""A small world for pages: a product on the shelf, a firm that is known, time standing still."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from kerong.catalogue.models import Listing
from kerong.kernel.actor import Actor
from kerong.parties.models import Enterprise
from tests.build import cases, catalogue, evidence, parties
from tests.build.web import signed_in

NOON = cases.FRIDAY + timedelta(hours=2)


@pytest.fixture
def standing_still() -> Iterator[None]:
    """It is noon on the Friday all stories begin."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def calendar(db: None) -> None:
    cases.hold_calendar(2025, 2026, 2027)


@pytest.fixture
def product(tmp_path: Path, db: None) -> Listing:
    """A loan of five times the tax paid, at most a million, for firms two years old."""
    catalogue.published(tmp_path / "small-loan")
    return catalogue.on_shelf()


@pytest.fixture
def enterprise(db: None) -> Enterprise:
    """Pays 100,000 in tax, founded six years ago; whether anything is overdue is not known."""
    firm = parties.enterprise("渝芯测试技术（示例）有限公司")
    evidence.observe(firm, {"tax_paid": "10000000", "operating_revenue": "3860000000"})
    evidence.observe(firm, {"founded_on": "2020-03-01"}, source="market_registry")
    return firm


@pytest.fixture
def owner(enterprise: Enterprise) -> Actor:
    return cases.firm(enterprise)


@pytest.fixture
def owner_page(owner: Actor, standing_still: None) -> Client:
    """The owner of the firm at the browser."""
    return signed_in(owner)


@pytest.fixture
def visitor(standing_still: None) -> Client:
    """Nobody known."""
    return Client()
