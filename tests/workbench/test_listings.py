"""A bank keeps its products: one fills the form, another approves, the shelf follows."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from kerong.catalogue.models import Listing, ListingRevision
from kerong.reference.models import Division
from tests.build import catalogue as build
from tests.build import policies
from tests.build.scores import published
from tests.build.web import signed_in

pytestmark = pytest.mark.django_db

FILLED = {
    "name": "小额快贷",
    "category": "online_credit",
    "source": "产品说明（示例）",
    "n.amount_cap": "500",
}


@pytest.fixture
def pack(tmp_path: Path) -> str:
    build.reference()
    return build.published(build.pack_folder(tmp_path)).offering.code


@pytest.fixture(autouse=True)
def _clock():  # type: ignore[no-untyped-def]
    with time_machine.travel(build.MOMENT + timedelta(minutes=1), tick=False):
        yield


def test_a_product_goes_from_the_form_to_the_shelf_through_two_people(pack: str) -> None:
    clerk, approver = (signed_in(actor) for actor in build.bank_people())

    kept = clerk.post(f"/workbench/listings/new/{pack}/", FILLED)
    page = kept["Location"]
    clerk.post(page + "submission/")
    own = clerk.post(page + "approval/", {"digest": newest().digest})
    approved = approver.post(page + "approval/", {"digest": newest().digest})

    assert own.status_code == 403
    assert approved.status_code == 302
    assert Listing.objects.get().state == Listing.State.LIVE
    assert "500 万" in approver.get(page).content.decode()


def test_the_form_names_the_field_that_leaves_the_range_of_the_pack(pack: str) -> None:
    clerk, _ = (signed_in(actor) for actor in build.bank_people())

    answer = clerk.post(f"/workbench/listings/new/{pack}/", FILLED | {"n.amount_cap": "9,000,000"})

    assert answer.status_code == 400
    assert "#id_n.amount_cap" in answer.content.decode()
    assert "小额快贷" in answer.content.decode()
    assert not Listing.objects.exists()


def test_what_was_changed_after_it_was_seen_cannot_be_approved(pack: str) -> None:
    clerk, approver = (signed_in(actor) for actor in build.bank_people())
    page = clerk.post(f"/workbench/listings/new/{pack}/", FILLED)["Location"]
    clerk.post(page + "submission/")

    answer = approver.post(page + "approval/", {"digest": "0" * 64})

    assert answer.status_code == 409
    assert newest().state == ListingRevision.State.SUBMITTED


def test_a_form_sent_back_shows_why_and_can_be_filled_again(pack: str) -> None:
    clerk, approver = (signed_in(actor) for actor in build.bank_people())
    page = clerk.post(f"/workbench/listings/new/{pack}/", FILLED)["Location"]
    clerk.post(page + "submission/")

    approver.post(page + "return/", {"words": "上限与产品手册不一致"})
    shown = clerk.get(page).content.decode()
    changed = clerk.post(page + "change/", FILLED | {"n.amount_cap": "300"})

    assert "上限与产品手册不一致" in shown
    assert changed.status_code == 302
    assert newest().numbers["amount_cap"].startswith("3000000")


def test_a_product_is_taken_off_the_shelf_with_a_reason(pack: str) -> None:
    clerk, approver = (signed_in(actor) for actor in build.bank_people())
    page = on_shelf(clerk, approver, pack)

    without = approver.post(page + "retirement/", {"words": ""})
    with_reason = approver.post(page + "retirement/", {"words": "产品到期"})

    assert (without.status_code, with_reason.status_code) == (400, 302)
    assert Listing.objects.get().state == Listing.State.RETIRED


def test_another_banks_product_is_as_absent_as_none(pack: str) -> None:
    clerk, approver = (signed_in(actor) for actor in build.bank_people())
    page = on_shelf(clerk, approver, pack)
    stranger = signed_in(build.bank_people()[1])

    assert stranger.get(page).status_code == 404
    assert stranger.post(page + "retirement/", {"words": "产品到期"}).status_code == 404


def test_rates_are_typed_in_percent_and_amounts_in_ten_thousands(pack: str) -> None:
    clerk, _ = (signed_in(actor) for actor in build.bank_people())
    typed = {
        "n.rate_add": "0.15",
        "n.lpr_share": "1",
        "n.min_tax": "5",
        "n.term_months": "12",
        "switches": ["require_good_credit"],
        "rate_to": "4.85",
        "fee": "0.8",
    }

    page = clerk.post(f"/workbench/listings/new/{pack}/", FILLED | typed)["Location"]

    kept = newest()
    assert kept.numbers == {
        "amount_cap": "5000000.00",
        "rate_add": "0.001500",
        "lpr_share": "1.000000",
        "min_tax": "50000.00",
        "term_months": "12",
        "require_good_credit": "true",
    }
    assert (kept.rate_to_ppm, kept.fee_ppm) == (48_500, 8_000)
    shown = clerk.get(page).content.decode()
    assert "1 倍" in shown and "0.15%" in shown and "线上信用贷" in shown


def test_the_form_of_a_change_begins_with_what_is_kept_and_keeps_it(pack: str) -> None:
    clerk, _ = (signed_in(actor) for actor in build.bank_people())
    typed = FILLED | {"n.rate_add": "0.15", "n.multiple": "5", "switches": ["require_good_credit"]}
    page = clerk.post(f"/workbench/listings/new/{pack}/", typed | {"rate_to": "4.85"})["Location"]
    before = newest().digest

    form = clerk.get(page + "change/").context["form"]
    again = {name: form[name].value() for name in form.fields}
    shown = {name: value for name, value in again.items() if value not in (None, "", [])}
    clerk.post(page + "change/", shown)

    assert shown["n.amount_cap"] == "500" and shown["n.rate_add"] == "0.15"
    assert shown["n.multiple"] == "5" and shown["rate_to"] == "4.85"
    assert newest().digest == before


def test_nothing_typed_is_lost_when_one_field_is_wrong(pack: str) -> None:
    clerk, _ = (signed_in(actor) for actor in build.bank_people())
    typed = FILLED | {"n.rate_add": "百分之三", "words": "另行核实用途", "n.min_tax": "5.5"}

    answer = clerk.post(f"/workbench/listings/new/{pack}/", typed)

    html = answer.content.decode()
    assert answer.status_code == 400
    assert all(each in html for each in ("百分之三", "另行核实用途", 'value="5.5"'))


def test_a_category_without_a_word_is_kept_as_it_is(pack: str) -> None:
    clerk, _ = (signed_in(actor) for actor in build.bank_people())
    page = clerk.post(f"/workbench/listings/new/{pack}/", FILLED)["Location"]
    ListingRevision.objects.update(category="own_kind")

    kept = clerk.post(page + "change/", FILLED | {"category": "own_kind"})
    other = clerk.post(page + "change/", FILLED | {"category": "another"})

    assert (kept.status_code, other.status_code) == (302, 400)
    assert newest().category == "own_kind"


def test_places_are_chosen_by_name(pack: str) -> None:
    Division.objects.get_or_create(
        code="500000", defaults={"name": "重庆市", "level": "province", "parent_code": ""}
    )
    clerk, _ = (signed_in(actor) for actor in build.bank_people())

    empty = clerk.get(f"/workbench/listings/new/{pack}/").content.decode()
    page = clerk.post(f"/workbench/listings/new/{pack}/", FILLED | {"n.divisions": ["50"]})

    assert "重庆市（全部）" in empty
    assert newest().numbers["divisions"] == ["50"]
    assert "重庆市" in clerk.get(page["Location"]).content.decode()


def test_a_draft_shows_what_a_firm_will_see_before_anybody_approves_it(pack: str) -> None:
    clerk, _ = (signed_in(actor) for actor in build.bank_people())
    typed = {"n.rate_add": "0.5", "n.lpr_share": "1", "n.min_tax": "5", "words": "另看用途"}

    page = clerk.post(f"/workbench/listings/new/{pack}/", FILLED | typed)["Location"]
    preview = clerk.get(page).context["preview"]

    shown = {str(row.title): str(row.value) for row in preview.rows}
    assert shown["额度上限"] == "500 万元"
    assert shown["年化利率"] == "3.60%"  # LPR of one year 3.10 % and half a point
    assert [line["say"] for line in preview.conditions] == ["年纳税 5 万元 以上"]
    assert preview.words == "另看用途"


def test_numbers_a_later_pack_no_longer_takes_leave_out_the_preview_and_nothing_else(
    pack: str,
) -> None:
    clerk, _ = (signed_in(actor) for actor in build.bank_people())
    page = clerk.post(f"/workbench/listings/new/{pack}/", FILLED)["Location"]
    ListingRevision.objects.update(numbers={"amount_cap": "900000000.00"})

    answer = clerk.get(page)

    assert answer.status_code == 200 and answer.context["preview"] is None


def test_the_list_shows_what_waits_for_a_second_pair_of_eyes(pack: str) -> None:
    clerk, approver = (signed_in(actor) for actor in build.bank_people())
    page = clerk.post(f"/workbench/listings/new/{pack}/", FILLED)["Location"]
    clerk.post(page + "submission/")

    assert 'id="waiting"' in approver.get("/workbench/listings/").content.decode()
    assert 'id="waiting"' not in clerk.get("/workbench/listings/").content.decode()


def on_shelf(clerk: Client, approver: Client, pack: str) -> str:
    page: str = clerk.post(f"/workbench/listings/new/{pack}/", FILLED)["Location"]
    clerk.post(page + "submission/")
    approver.post(page + "approval/", {"digest": newest().digest})
    return page


def newest() -> ListingRevision:
    return ListingRevision.objects.latest("pk")


def test_a_service_is_asked_nothing_that_only_a_loan_has(pack: str) -> None:
    service = published(build.ZONE / "finance-service").offering.code
    clerk, _ = (signed_in(actor) for actor in build.bank_people())
    of_loans = ["guarantee", "method", "day_count", "rate_to", "fee", "repayment_words"]

    loan = clerk.get(f"/workbench/listings/new/{pack}/").content.decode()
    page = clerk.get(f"/workbench/listings/new/{service}/").content.decode()
    kept = clerk.post(
        f"/workbench/listings/new/{service}/",
        {"name": "代发工资", "category": "payroll", "source": "服务手册（示例）"},
    )

    assert all(f'name="{name}"' in loan for name in of_loans)
    assert not any(f'name="{name}"' in page for name in of_loans)
    assert kept.status_code == 302
    assert (newest().method, newest().guarantee, newest().category) == ("", "", "payroll")


def test_a_bank_names_the_policies_a_product_is_lent_under(pack: str) -> None:
    policies.publish("sci-guarantee", "beibei-ip-interest")
    clerk, _ = (signed_in(actor) for actor in build.bank_people())
    form = clerk.get(f"/workbench/listings/new/{pack}/").content.decode()

    named = FILLED | {"programmes": ["sci-guarantee"]}
    page = clerk.post(f"/workbench/listings/new/{pack}/", named)["Location"]

    assert 'value="sci-guarantee"' in form
    assert 'value="beibei-ip-interest"' not in form  # counts on any product
    assert newest().programmes == "sci-guarantee"
    assert "支持科技创新专项担保计划" in clerk.get(page).content.decode()
    assert 'value="sci-guarantee" id="id_programmes_0" checked' in " ".join(
        clerk.get(page + "change/").content.decode().split()
    )
