"""Rights of a firm: kept once, read from registers before the firm's word, never another's."""

from datetime import date

import pytest

from kerong.contracts.pledges.access import assets_seen_by
from kerong.contracts.pledges.adopt_records import adopt_records
from kerong.contracts.pledges.errors import (
    AssetKnown,
    AssetNotFound,
    CoOwnerKnown,
    FigureWrong,
    WordsWanted,
)
from kerong.contracts.pledges.models import IpAsset
from kerong.contracts.pledges.reads import asset_page, asset_rows
from kerong.contracts.pledges.standing import standing_of
from kerong.contracts.pledges.words import one_number
from kerong.kernel import roles
from tests.build import evidence, parties
from tests.build import pledges as build
from tests.build.pledges import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build.world()


@pytest.mark.parametrize(
    ("kind", "typed", "held"),
    [
        ("invention_patent", " zl 2020 1012 3456.7", "202010123456.7"),
        ("invention_patent", "ＺＬ２０２０１０１２３４５６．７", "202010123456.7"),
        ("utility_patent", "CN202020123456.X", "202020123456.X"),
        ("trademark", "第 12345678 号", "12345678"),
        ("software_copyright", "2020SR0123456", "2020SR0123456"),
    ],
)
def test_a_number_has_one_spelling(kind: str, typed: str, held: str) -> None:
    assert one_number(kind, typed) == held


def test_a_right_is_kept_once_however_its_number_is_typed(world: World) -> None:
    first = world.asset(number="ZL202010123456.7")

    with pytest.raises(AssetKnown) as known:
        world.asset(number="zl 2020 1012 3456.7")

    assert known.value.facts["no"] == first.no
    world.asset("utility_patent", number="ZL202010123456.7")  # another kind is another right


@pytest.mark.parametrize(
    ("said", "field"),
    [({"kind": "secret"}, "kind"), ({"filed_on": date(2026, 3, 7)}, "filed_on")],
)
def test_what_cannot_be_is_not_kept(world: World, said: dict, field: str) -> None:
    with pytest.raises(FigureWrong) as wrong:
        world.asset(**said)
    assert wrong.value.facts == {"field": field}
    with pytest.raises(WordsWanted):
        world.asset(title=" ")


def test_records_are_taken_over_without_typing_and_once(world: World) -> None:
    evidence.keep_record(world.firm, "invention_patent", "ZL2020.1", title="一种方法")
    evidence.keep_record(world.firm, "trademark", "88", title="渝芯")
    evidence.keep_record(world.firm, "design_patent", "ZL2020.2", status="expired")
    evidence.keep_record(world.firm, "lawsuit", "（2026）渝0112民初1号", status="pending")
    world.asset(number="zl2020.1")

    told = {"actor": world.owner, "at": world.at}
    assert [adopt_records(**told), adopt_records(**told)] == [1, 0]

    held = IpAsset.objects.filter(from_record=True).get()
    assert (held.kind, held.number, held.title) == ("trademark", "88", "渝芯")


def test_a_register_speaks_before_the_firm_and_the_later_reading_holds(world: World) -> None:
    asset = world.asset(number="ZL2020.1")
    world.read(asset, by=world.owner, status="valid", expires_on=date(2040, 1, 1))
    assert standing_of(asset, world.at.date()).by_register is False

    evidence.keep_record(
        world.firm, "invention_patent", "ZL2020.1", holder="别家公司", valid_to=date(2036, 1, 1)
    )
    seen = standing_of(asset, world.at.date())
    assert (seen.status, seen.expires_on) == ("valid", date(2036, 1, 1))
    assert (seen.holder, seen.by_register) == ("别家公司", True)
    assert seen.fee_until_on == build.FEE_UNTIL  # nobody but the firm said it

    world.read(asset, status="lapsed", expires_on=None)
    seen = standing_of(asset, world.at.date())
    assert (seen.status, seen.expires_on) == ("lapsed", date(2036, 1, 1))
    assert standing_of(asset, date(2026, 3, 5)).status == "valid"  # as known the day before


def test_a_reading_of_tomorrow_is_refused(world: World) -> None:
    asset = world.asset()
    with pytest.raises(FigureWrong):
        world.read(asset, observed_on=date(2026, 3, 7))
    with pytest.raises(FigureWrong):
        world.read(asset, status="perfect")


def test_a_co_owner_is_named_once(world: World) -> None:
    asset = world.asset()
    world.co_owner(asset)
    with pytest.raises(CoOwnerKnown):
        world.co_owner(asset)


def test_a_list_says_what_is_known_and_what_is_pledged(world: World) -> None:
    pledge = world.until_signed()
    world.asset()

    rows = asset_rows(world.owner, on=world.at.date())

    assert [row.pledged for row in rows] == [False, True]
    assert [row.standing.status for row in rows] == ["", "valid"]
    page = asset_page(world.owner, rows[1].asset.no, on=world.at.date())
    assert [row.no for row in page.pledges] == [pledge.no] and page.rate is not None


def test_nobody_else_sees_a_right(world: World) -> None:
    valuation = world.worth()
    bank = parties.actor(roles.INSTITUTION_CLERK, institution=parties.institution())
    rival = parties.actor(roles.FIRM_OWNER)

    for actor in (bank, rival, world.clerk):
        assert not assets_seen_by(actor).exists()
        with pytest.raises(AssetNotFound):
            asset_page(actor, valuation.asset.no, on=world.at.date())
    for actor in (world.valuer, world.officer, world.owner):
        assert assets_seen_by(actor).count() == 1
