"""Files of products: each row a draft listing, wrong cells named, nothing half written."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kerong.catalogue import import_listings as importing
from kerong.catalogue.approve_listing import approve_listing
from kerong.catalogue.errors import SamePerson
from kerong.catalogue.import_listings import Upload, import_listings
from kerong.catalogue.models import Listing, ListingRevision
from kerong.evidence.imports.report import ImportReport
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.errors import Conflict, Forbidden
from kerong.trail.reads import events_of
from tests.build import catalogue as build
from tests.build import parties
from tests.build.parties import MOMENT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_loan")]
State = ListingRevision.State
HEAD = (
    "offering,name,category,source,guarantee,"
    "amount_cap,multiple,min_years,divisions,require_good_credit"
)
ROW = "small-loan,税金贷,tax_loan,本行手册,信用,100万,5,2,500107 500108,是"


def brought(actor: Actor, *rows: str, head: str = HEAD, **options: bool) -> ImportReport:
    content = "\n".join((head, *rows, "")).encode()
    return import_listings(actor=actor, upload=Upload("p.csv", content, **options), at=MOMENT)


def faults(report: ImportReport) -> list[tuple[str, str, str]]:
    return [(fault.cell, fault.column, fault.code) for fault in report.errors]


def only_revision() -> ListingRevision:
    return ListingRevision.objects.select_related("listing").get()


def test_a_row_becomes_a_draft_of_whoever_sent_it() -> None:
    clerk, _ = build.bank_people()

    report = brought(clerk, ROW)

    revision = only_revision()
    assert (report.rows, report.written, report.unchanged, report.ok) == (1, 1, 0, True)
    assert (revision.state, revision.drafted_by_id) == (State.DRAFT, clerk.person_id)
    assert revision.listing.institution_id == clerk.institution_id
    assert (revision.name, revision.guarantee) == ("税金贷", "credit")
    assert revision.numbers == {
        "amount_cap": "1000000.00",
        "multiple": "5.000000",
        "min_years": "2",
        "divisions": ["500107", "500108"],
        "require_good_credit": "true",
    }


def test_a_row_says_what_the_form_of_the_workbench_would() -> None:
    """The same product filled by hand gets the same digest: there is one way to write it."""
    clerk, _ = build.bank_people()
    numbers = {
        "amount_cap": "1000000", "multiple": "5.0", "min_years": "2",
        "divisions": ["500107", "500108"], "require_good_credit": "true",
        "rate_add": None, "lpr_share": None, "term_months": None, "min_tax": None,
    }  # fmt: skip
    form = build.form("税金贷", source="本行手册", method="", numbers=numbers)
    by_hand = build.submitted(clerk, form)

    assert brought(clerk, ROW).unchanged == 1
    assert ListingRevision.objects.get() == by_hand


def test_the_same_file_twice_changes_nothing() -> None:
    clerk, _ = build.bank_people()
    brought(clerk, ROW)
    before = len(events_of(only_revision().listing.reference))

    again = brought(clerk, ROW)

    assert (again.written, again.unchanged) == (0, 1)
    assert len(events_of(only_revision().listing.reference)) == before


def test_a_changed_row_overwrites_the_draft_and_follows_an_approved_one() -> None:
    clerk, approver = build.bank_people()
    brought(clerk, ROW)
    assert brought(clerk, ROW.replace("100万", "200万"), submit=True).written == 1
    revision = only_revision()
    approve_listing(actor=approver, code=revision.listing.code, digest=revision.digest, at=MOMENT)

    brought(clerk, ROW.replace("100万", "300万"))

    caps = [each.cap_fen for each in ListingRevision.objects.order_by("no")]
    assert caps == [200_000_000, 300_000_000]
    assert Listing.objects.count() == 1


def test_submitting_hands_drafts_over_once() -> None:
    clerk, _ = build.bank_people()
    brought(clerk, ROW)

    assert brought(clerk, ROW, submit=True).written == 1
    assert only_revision().state == State.SUBMITTED
    assert brought(clerk, ROW, submit=True).written == 0


def test_whoever_sent_the_file_cannot_approve_its_products() -> None:
    bank = parties.institution()
    approver = parties.actor(roles.INSTITUTION_APPROVER, institution=bank)
    brought(approver, ROW, submit=True)
    revision = only_revision()

    with pytest.raises(SamePerson):
        approve_listing(
            actor=approver, code=revision.listing.code, digest=revision.digest, at=MOMENT
        )


def test_a_product_that_waits_for_its_second_person_is_not_changed_by_a_file() -> None:
    clerk, _ = build.bank_people()
    brought(clerk, ROW, submit=True)

    report = brought(clerk, ROW.replace("100万", "200万"))

    assert faults(report) == [("B2", "name", "listing.state")]


def test_a_code_names_the_product_and_lets_it_be_renamed() -> None:
    clerk, _ = build.bank_people()
    brought(clerk, ROW)
    code = only_revision().listing.code

    report = brought(clerk, f"{ROW.replace('税金贷', '税金快贷')},{code}", head=f"{HEAD},code")

    assert report.written == 1
    assert Listing.objects.get().name == "税金快贷"


def test_the_code_of_another_bank_is_as_absent_as_no_code() -> None:
    clerk, _ = build.bank_people()
    other, _ = build.bank_people()
    brought(other, ROW)
    foreign = only_revision().listing.code

    for code in (foreign, "P999999"):
        report = brought(clerk, f"{ROW},{code}", head=f"{HEAD},code")
        assert [fault[2] for fault in faults(report)] == ["listing.absent"]
    assert Listing.objects.count() == 1


def test_a_retired_product_is_not_revived() -> None:
    clerk, _ = build.bank_people()
    brought(clerk, ROW)
    listing = only_revision().listing
    Listing.objects.filter(pk=listing.pk).update(
        state=Listing.State.RETIRED, retired_at=MOMENT, retired_on=MOMENT.date()
    )

    assert brought(clerk, ROW).written == 1  # the name is free again
    report = brought(clerk, f"{ROW},{listing.code}", head=f"{HEAD},code")
    assert faults(report) == [("K2", "code", "listing.retired")]


def test_every_wrong_cell_of_every_row_is_named_and_nothing_is_written() -> None:
    clerk, _ = build.bank_people()

    report = brought(
        clerk,
        ROW,
        "small-loans,甲,x,y,,,,,,",
        "small-loan,乙,x,y,质押,,,,,",
        "small-loan,丙,x,y,,99亿,0.1,两,5,也许",
        "small-loan,,x,=1,,,,,,",
    )

    assert not Listing.objects.exists()
    assert faults(report) == [
        ("B6", "name", "cell.required"),
        ("A3", "offering", "value.choice"),
        ("E4", "guarantee", "value.choice"),
        ("F5", "amount_cap", "fact.bounds"),
        ("G5", "multiple", "fact.bounds"),
        ("H5", "min_years", report.errors[5].code),
        ("J5", "require_good_credit", report.errors[6].code),
    ]
    assert report.errors_count == 7
    assert all(fault.say() and fault.say("en") for fault in report.errors)


def test_a_rate_that_is_no_fraction_and_a_number_of_another_pack_are_named() -> None:
    clerk, _ = build.bank_people()
    head = "offering,name,category,source,rate_to"

    assert faults(brought(clerk, "small-loan,甲,x,y,4.85%", head=head)) == [
        ("E2", "rate_to", "listing.text")
    ]
    unknown = brought(clerk, "small-loan,甲,x,y,1", head=head.replace("rate_to", "tax_multiple"))
    assert faults(unknown)[0][2] == "header.unknown"


@pytest.mark.parametrize(
    ("second", "code"), [(ROW, "row.twice"), (ROW[:-1] + "否", "row.contradicts")]
)
def test_a_product_that_stands_twice_is_refused(second: str, code: str) -> None:
    clerk, _ = build.bank_people()

    assert [fault[2] for fault in faults(brought(clerk, ROW, second))] == [code]


def test_json_rows_and_chinese_headings_are_read() -> None:
    clerk, _ = build.bank_people()
    row = {"业务包": "small-loan", "产品名称": "甲", "产品类别": "x", "来源": "y", "min_years": 3}
    content = json.dumps({"rows": [row]}).encode()

    report = import_listings(actor=clerk, upload=Upload("p.json", content), at=MOMENT)

    assert report.written == 1 and only_revision().numbers == {"min_years": "3"}


def test_a_dry_run_counts_and_writes_nothing() -> None:
    clerk, _ = build.bank_people()

    report = brought(clerk, ROW, dry_run=True)

    assert (report.written, report.dry_run) == (1, True) and not Listing.objects.exists()


def test_what_another_hand_moved_meanwhile_undoes_the_whole_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clerk, _ = build.bank_people()
    real = importing.keep_draft

    def second_moves(**given):  # type: ignore[no-untyped-def]
        if given["form"].name == "乙":
            raise Conflict()
        return real(**given)

    monkeypatch.setattr(importing, "keep_draft", second_moves)
    report = brought(clerk, ROW, ROW.replace("税金贷", "乙"))

    assert (report.written, report.errors[0].row) == (0, 3)
    assert not Listing.objects.exists()


def test_the_largest_file_is_written_in_one_short_transaction() -> None:
    """Statements are counted, a clock on a shared machine would not be."""
    clerk, _ = build.bank_people()
    rows = [ROW.replace("税金贷", f"产品{no}") for no in range(importing.MOST_ROWS)]

    with CaptureQueriesContext(connection) as queries:
        report = brought(clerk, *rows)

    assert report.written == importing.MOST_ROWS
    assert len(queries) <= 20 + 10 * len(rows)


def test_more_rows_than_one_transaction_holds_are_refused() -> None:
    clerk, _ = build.bank_people()
    rows = [ROW.replace("税金贷", f"产品{no}") for no in range(importing.MOST_ROWS + 1)]

    assert faults(brought(clerk, *rows)) == [("", "", "file.rows")]


@pytest.mark.parametrize(("text", "code"), [("", "file.empty"), (HEAD, "file.no_rows")])
def test_a_file_without_products_says_so(text: str, code: str) -> None:
    clerk, _ = build.bank_people()
    report = import_listings(actor=clerk, upload=Upload("p.csv", text.encode()), at=MOMENT)

    assert report.errors[0].code == code


def test_a_firm_or_an_officer_sends_no_products() -> None:
    for actor in (parties.actor(roles.FIRM_OWNER), parties.actor(roles.OFFICER)):
        with pytest.raises(Forbidden):
            brought(actor, ROW)
