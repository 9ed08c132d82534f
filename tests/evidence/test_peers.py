"""The crowd a card hides among, as the database holds it. Firms are invented."""

from datetime import date, timedelta

import pytest

from kerong.evidence.bands import levels_after, widening_steps
from kerong.evidence.card_names import CardNames
from kerong.evidence.cards import ListedCrowd, anonymous_card
from kerong.evidence.derive import with_size
from kerong.evidence.models import PeerBand
from kerong.evidence.peers import HeldCrowd, refresh_peers
from kerong.evidence.snapshot import facts_of
from kerong.reference.models import Division, Industry
from tests import build
from tests.build.evidence import observe

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
TODAY = date(2026, 3, 6)


def town(count=8, **fields):
    """Firms of one industry and place; every second has twice the revenue."""
    firms = []
    for place in range(count):
        firm = build.enterprise(industry_code="C3985", division_code="500112", **fields)
        revenue = 1_500_000_000 if place % 2 else 3_000_000_000
        observe(firm, {"operating_revenue": str(revenue), "employees": "50"})
        firms.append(firm)
    return firms


def test_the_held_crowd_counts_like_one_given_firm_by_firm():
    firms = [*town(), build.enterprise(industry_code="I6510"), build.enterprise()]
    facts = [with_size(facts_of(firm, as_of=TODAY, on=TODAY).facts, on=TODAY) for firm in firms]
    listed = ListedCrowd(facts, on=TODAY)
    refresh_peers(build.MOMENT)

    for cells in listed._firms:
        for step in range(len(widening_steps()) + 1):
            levels = levels_after(step)
            assert HeldCrowd().alike(cells, levels) == listed.alike(cells, levels)


def card_of(firm):
    facts = with_size(facts_of(firm, as_of=TODAY, on=TODAY).facts, on=TODAY)
    return anonymous_card(facts, HeldCrowd(), on=TODAY, names=CardNames(facts).of)


def test_a_card_names_industry_and_place_in_words():
    Industry.objects.create(code="C3985", name="电子专用材料制造", level=4)
    places = {"500000": "重庆市", "500100": "市辖区", "500112": "渝北区"}
    for code, name in places.items():
        Division.objects.create(code=code, name=name, level="")
    firm = town()[0]
    refresh_peers(build.MOMENT)

    made = card_of(firm)

    assert made["cells"]["industry"]["zh"] == "电子专用材料制造"
    assert made["cells"]["region"]["zh"] == "重庆市渝北区"


@pytest.mark.parametrize(
    ("code", "said"), [("50", "重庆市"), ("5001", "重庆市"), ("500112", "重庆市渝北区")]
)
def test_a_place_is_named_at_every_level_and_never_as_a_heading_of_the_table(code, said):
    for place, name in {"500000": "重庆市", "500100": "市辖区", "500112": "渝北区"}.items():
        Division.objects.create(code=place, name=name, level="")

    assert CardNames({"division_code": "500112"}).of("region", code) == (said, said)


def test_what_no_table_names_has_no_name():
    assert CardNames({}).of("industry", "Z9") is None


def test_a_lonely_firm_shows_nothing_that_would_name_it():
    firm = build.enterprise(industry_code="C3985", division_code="500112")
    refresh_peers(build.MOMENT)

    assert card_of(firm)["cells"] == {}


def test_bands_are_made_once_and_anew_after_a_day():
    firms = town(3)
    assert refresh_peers(build.MOMENT) == 3
    assert refresh_peers(build.MOMENT + timedelta(hours=23)) == 0

    observe(firms[0], {"tax_credit_grade": "A"})
    assert refresh_peers(build.MOMENT + timedelta(days=2)) == 3
    assert PeerBand.objects.get(enterprise=firms[0]).tax_grade == "A"


def test_a_card_takes_as_many_queries_whatever_the_crowd(django_assert_max_num_queries):
    firm = town(30)[0]
    refresh_peers(build.MOMENT)

    with django_assert_max_num_queries(15):
        card_of(firm)
