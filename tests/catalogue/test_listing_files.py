"""What a file of products looks like: its columns, its headings, the file to fill in."""

import csv
import io

import pytest

from kerong.catalogue.errors import OfferingAbsent
from kerong.catalogue.import_listings import Upload, import_listings
from kerong.catalogue.listing_files import Packs, template_csv
from kerong.catalogue.models import Offering
from kerong.web.words import WORDS
from tests.build import catalogue as build
from tests.build.parties import MOMENT
from tests.build.scores import published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_loan")]


def test_the_template_of_a_pack_is_a_file_that_is_taken() -> None:
    clerk, _ = build.bank_people()
    content = template_csv(MOMENT.date(), "small-loan").encode()

    report = import_listings(actor=clerk, upload=Upload("t.csv", content), at=MOMENT)

    assert (report.ok, report.written) == (True, 1)
    with pytest.raises(OfferingAbsent):
        template_csv(MOMENT.date(), "no-such-pack")


def test_a_title_that_two_fields_share_names_neither() -> None:
    """Both `multiple` and `lpr_share` may be called 倍数; a heading must mean one thing."""
    columns = {column.name: column.zh for column in Packs.on(MOMENT.date()).columns}

    assert (columns["amount_cap"], columns["multiple"]) == ("上限", "multiple")
    assert len(set(columns.values())) == len(columns)


def test_a_template_shows_the_fields_of_its_own_pack_only() -> None:
    head = template_csv(MOMENT.date(), "small-loan").splitlines()[0].split(",")

    assert head[:3] == ["业务包", "产品编号", "产品名称"]
    assert "require_good_credit" in head or "信用良好" in head


def test_packs_that_no_product_can_fill_have_no_file() -> None:
    Offering.objects.update(kind="scorecard")

    assert Packs.on(MOMENT.date()).revisions == []
    with pytest.raises(OfferingAbsent):
        template_csv(MOMENT.date())


@pytest.mark.parametrize("offering", ["bank-credit-standard", "finance-service"])
def test_the_example_of_a_template_is_of_a_category_people_have_a_word_for(offering: str) -> None:
    build.reference()
    kind = published(build.ZONE / offering).offering.kind

    head, row = csv.reader(io.StringIO(template_csv(build.DAY, offering)))
    cells = dict(zip(head, row, strict=True))

    assert cells["产品类别"] in WORDS[f"{kind}_category"]
    assert ("还款方式" in cells) is (kind == "loan")
