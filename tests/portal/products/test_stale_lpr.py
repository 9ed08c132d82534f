"""A rate that rests on an LPR nobody has renewed says so, with its day, wherever it is shown."""

from datetime import date
from types import SimpleNamespace

import pytest

from kerong.portal.calculator.asked import Asked
from kerong.portal.calculator.cards import answers_of
from kerong.reference.models import Lpr
from tests.portal.answers import document, result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar", "standing_still")]


def publish(day: date) -> None:
    Lpr.objects.create(published_on=day, one_year_ppm=31_000, five_year_ppm=36_000, source="测试")


@pytest.fixture
def pages(product):
    return ["/products/", f"/products/{product.code}/"]


def test_what_follows_an_old_lpr_is_marked_on_list_and_page(visitor, pages):
    Lpr.objects.all().delete()
    publish(date(2024, 12, 20))
    for url in pages:
        assert "LPR <time>2024-12-20</time>，未核实" in visitor.get(url).content.decode(), url


def test_what_follows_the_newest_lpr_is_not_marked(visitor, pages):
    publish(date(2026, 2, 24))
    for url in pages:
        assert "，未核实" not in visitor.get(url).content.decode(), url


def test_the_headline_says_whether_its_rate_follows_the_lpr():
    shelved = {
        "A": SimpleNamespace(guarantee="credit", follows_lpr=True),
        "B": SimpleNamespace(guarantee="credit", follows_lpr=False),
    }
    cheap_a = document(result("A", annual_rate="0.03"), result("B", annual_rate="0.04"))
    cheap_b = document(result("A", annual_rate="0.05"), result("B", annual_rate="0.04"))
    assert answers_of(cheap_a, Asked(), shelved).headline.rate_follows_lpr
    assert not answers_of(cheap_b, Asked(), shelved).headline.rate_follows_lpr
