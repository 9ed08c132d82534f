"""What a right is worth: the firm's free sheet in three dimensions, and valuations ordered."""

from datetime import date, timedelta
from typing import Any

import pytest

from kerong.catalogue.errors import AssessmentAbsent
from kerong.catalogue.replay_findings import replay_all
from kerong.contracts.pledges.assess_asset import Told, assess_asset, years_left
from kerong.contracts.pledges.decline_valuation import decline_valuation
from kerong.contracts.pledges.errors import (
    AppraiserNotPossible,
    FigureWrong,
    NotAssessable,
    SheetNotFound,
    ValuationMoved,
    ValuationOrdered,
)
from kerong.contracts.pledges.give_valuation import Valued, give_valuation
from kerong.contracts.pledges.models import AssessmentSheet, IpAsset, Valuation
from kerong.contracts.pledges.order_valuation import order_valuation
from kerong.contracts.pledges.reads import sheet_document
from kerong.contracts.pledges.withdraw_valuation import withdraw_valuation
from kerong.notices.models import Outbox
from tests.build import evidence, parties
from tests.build import pledges as build
from tests.build.cases import WAN
from tests.build.pledges import World

pytestmark = pytest.mark.django_db
# What is known of the firm; the right itself adds the other half.
FIRM = {
    "core_inventor_employed": "true",
    "rd_staff": "25",
    "employees": "100",
    "team_sector_years": "8",
    "equity_raised": "0",
    "tax_credit_grade": "B",
    "overdue_count": "0",
    "enforcement_amount": "0",
    "total_assets": str(1000 * WAN),
    "total_liabilities": str(600 * WAN),
    "utility_arrears": "0",
    "social_insurance_arrears": "0",
    "operating_revenue": str(3000 * WAN),
}
TOLD = Told(value_fen=800 * WAN, claims=6, citations=5, has_family=True, revenue_ppm=200_000)


@pytest.fixture
def world() -> World:
    build.published_card()
    return build.world()


def known(world: World) -> None:
    """What is known of the firm, with an award of last year and no penalty."""
    evidence.observe(world.firm, FIRM)
    evidence.keep_record(world.firm, "provincial_award", valid_from=date(2025, 6, 1))
    evidence.keep_record(world.firm, "penalty", status="none")


def assessed(world: World, asset: IpAsset, told: Told = TOLD) -> AssessmentSheet:
    return assess_asset(actor=world.owner, asset_no=asset.no, told=told, at=world.at)


def test_a_sheet_by_hand(world: World) -> None:
    """A utility model with seven years left, six claims, five citations, a family, 20 % revenue.

    Patent 12 + 10 + 0 + 10 + 10 + 0 + 10 = 52; team 30 + 25 × 25 % ÷ 50 % = 12.5 + 16 + 25 =
    83.5; credit 25 + 25 + 20 + 15 + 15 = 100. 0.4 × 52 + 0.3 × 83.5 + 0.3 × 100 = 75.85, grade B;
    min(15 % × 800 万, 20 % × 3,000 万, 1,000 万) = 120 万.
    """
    known(world)
    asset = world.asset("utility_patent")
    world.read(asset, expires_on=date(2033, 3, 6))

    sheet = assessed(world, asset)

    assert (sheet.points, sheet.grade, sheet.limit_fen) == ("75.85", "B", 120 * WAN)
    assert sheet.verified is False  # the weights are the platform's own until confirmed
    _, document = sheet_document(world.owner, sheet.no, "zh-hans")
    groups = {group["code"]: group["points"] for group in document["groups"]}
    assert groups == {"patent": "52", "team": "83.5", "credit": "100"}


def test_what_is_not_known_is_a_range_and_not_nought(world: World) -> None:
    known(world)
    asset = world.asset("utility_patent")  # nobody has read the register

    sheet = assessed(world, asset)

    # Known 12 + 0 + 10 + 10 + 0 = 32; life gives 5–15, dispute 0–10: patent 37–57, 55.05 beside it.
    assert (sheet.points, sheet.low, sheet.high) == ("", "69.85", "77.85")
    assert sheet.limit_fen is None  # what is unknown gives no amount
    assert sheet.value_fen == 800 * WAN


def test_a_sheet_is_made_again_byte_for_byte_after_the_facts_moved_on(world: World) -> None:
    known(world)
    asset = world.asset("utility_patent")
    world.read(asset, expires_on=date(2033, 3, 6))
    sheet = assessed(world, asset)
    evidence.observe(world.firm, {"tax_credit_grade": "D"}, observed_on=date(2026, 3, 5))

    _, document = sheet_document(world.owner, sheet.no, "en")
    replayed = replay_all(actor=parties.actor("operator"))

    assert document["value"] == "75.85" and document["title"].startswith("Three")
    assert (replayed.findings, replayed.identical) == (1, 1)


def test_only_patents_have_a_sheet_and_a_value_is_needed(world: World) -> None:
    mark = world.asset("trademark", number="88")
    with pytest.raises(NotAssessable):
        assessed(world, mark)
    with pytest.raises(FigureWrong):
        assessed(world, world.asset(), Told(value_fen=0))


def test_without_the_card_nothing_is_kept() -> None:
    world = build.world()
    with pytest.raises(AssessmentAbsent):
        assessed(world, world.asset())
    assert not AssessmentSheet.objects.exists()


@pytest.mark.parametrize(
    ("expires_on", "years"),
    [
        (date(2036, 3, 6), 10),
        (date(2036, 3, 5), 9),
        (date(2026, 3, 5), 0),
        (date(2060, 1, 1), 20),
        (None, None),
    ],
)
def test_years_left_are_whole(expires_on: date | None, years: int | None) -> None:
    assert years_left(expires_on, date(2026, 3, 6)) == years


def test_a_bank_sees_the_sheet_while_the_right_is_offered_to_it(world: World) -> None:
    known(world)
    valuation = world.worth()
    sheet = assessed(world, valuation.asset)
    with pytest.raises(SheetNotFound):
        sheet_document(world.valuer, sheet.no, "en")  # who values sees the right alone

    world.offered(valuation)

    assert sheet_document(world.clerk, sheet.no, "en")[0] == sheet


def report(world: World, **said: Any) -> Valued:
    on = world.at.date()
    usual: dict[str, Any] = {
        "value_fen": 100 * WAN,
        "valued_on": on,
        "valid_until": on + timedelta(days=365),
        "method": "income",
        "report_no": "评报1号",
    }
    return Valued(**(usual | said))


def ordered(world: World, institution_id: int | None = None) -> Valuation:
    asset = IpAsset.objects.first() or world.asset()
    chosen = world.appraiser.pk if institution_id is None else institution_id
    told = {"asset_no": asset.no, "institution_id": chosen, "at": world.at}
    return order_valuation(actor=world.owner, **told)


def test_a_valuation_is_ordered_given_and_used() -> None:
    world = build.world()
    row = ordered(world)
    with pytest.raises(ValuationOrdered):
        ordered(world)
    ordered(world, world.bank.pk)  # the bank may value by itself

    given = give_valuation(
        actor=world.valuer, valuation_no=row.no, valued=report(world), at=world.at
    )

    assert (given.state, given.value_fen) == ("received", 100 * WAN)
    assert Outbox.objects.get(kind="pledge.valued").to == world.firm.reference
    with pytest.raises(ValuationMoved):
        give_valuation(actor=world.valuer, valuation_no=row.no, valued=report(world), at=world.at)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("value_fen", 0),
        ("fee_fen", -1),
        ("method", "gut"),
        ("valued_on", date(2026, 3, 7)),
        ("valid_until", date(2026, 3, 5)),
        ("valid_until", date(2027, 3, 7)),
    ],
)
def test_a_report_that_cannot_be_is_refused(field: str, value: Any) -> None:
    world = build.world()
    row = ordered(world)
    valued = report(world, **{field: value})

    with pytest.raises(FigureWrong) as wrong:
        give_valuation(actor=world.valuer, valuation_no=row.no, valued=valued, at=world.at)

    assert wrong.value.facts == {"field": field}


def test_an_order_is_declined_with_a_reason_or_taken_back() -> None:
    world = build.world()
    first = ordered(world)
    decline_valuation(actor=world.valuer, valuation_no=first.no, words="不评估该领域", at=world.at)
    second = ordered(world)
    withdraw_valuation(actor=world.owner, valuation_no=second.no, at=world.at)

    states = Valuation.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["declined", "withdrawn"]


def test_only_appraisers_and_banks_on_the_platform_are_asked() -> None:
    world = build.world()
    for kind in ("insurer", "guarantor"):
        with pytest.raises(AppraiserNotPossible):
            ordered(world, parties.institution(kind=kind).pk)
    with pytest.raises(AppraiserNotPossible):
        ordered(
            world,
            parties.institution(
                kind="appraiser", suspended_at=world.at, suspended_reason="停业"
            ).pk,
        )
