"""What a trial's sheet leads to: products behind a scorecard that flip, products it refuses."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import override

from kerong.catalogue.publish_pack import publish_pack
from kerong.config.paths import PACKS
from kerong.console.population.sheet import product_names
from kerong.kernel.actor import SYSTEM
from kerong.population.models import WhatIfSheet
from tests.build import catalogue, scores, whatif
from tests.build import population as build
from tests.build.cards import PatentCard, card_folder
from tests.build.parties import MOMENT
from tests.console.test_population import browser, on_that_day, page

__all__ = ["on_that_day"]  # travels to the day of these tests too
pytestmark = pytest.mark.django_db


def test_products_behind_a_scorecard_are_named_where_their_answer_flips(tmp_path: Path) -> None:
    """Ten points a patent in force, nine in the draft: five patents no longer reach the 50."""
    code = scores.shelf(tmp_path, card=False)
    earlier = MOMENT - timedelta(days=1)
    publish_pack(actor=SYSTEM, folder=card_folder(tmp_path / "card"), at=earlier)
    build.firm({"invention_patents": "5"})
    sheet = whatif.tried(card_folder(tmp_path / "draft", PatentCard("9", revision=2)))
    officer = browser()

    shown = page(officer, "console:trial", sheet.run.no)

    assert "依据本评分卡得分的产品与资质" in shown
    assert "积分贷" in shown and code not in shown
    firms = page(officer, "console:trial-firms", sheet.run.no)
    assert "结论变化" in firms and ">1</span>" in firms


def test_tests_behind_a_scorecard_are_named_in_the_language_of_the_page() -> None:
    catalogue.reference()
    for name in ("hnte-innovation", "hnte"):
        publish_pack(actor=SYSTEM, folder=PACKS / "national" / name, at=MOMENT)
    sheet = WhatIfSheet(products=[], beside={"behind": [["", [["hnte", "高新技术企业", {}]]]]})

    with override("en"):
        assert product_names(sheet)["hnte"].isascii()
    with override("zh-hans"):
        assert product_names(sheet)["hnte"] == "高新技术企业"


def test_every_product_the_draft_refuses_is_listed_paged_and_exported(tmp_path: Path) -> None:
    catalogue.published(tmp_path / "small-loan")
    product = catalogue.on_shelf()
    folder = whatif.draft_folder(tmp_path, ("to: 1000万", "to: 50万"))
    text = catalogue.EXAMPLES_TEXT.replace("100万", "50万")
    (folder / "examples.yaml").write_text(text, encoding="utf-8")
    build.firms(1)
    sheet = whatif.tried(folder)
    officer = browser()

    assert "草案拒收 1 款产品的数字" in page(officer, "console:trial", sheet.run.no)
    assert product.name in page(officer, "console:trial-refused", sheet.run.no)
    address = reverse("console:trial-refused", args=[sheet.run.no])
    file = officer.get(address, {"export": "csv"})
    assert product.code in b"".join(file).decode("utf-8-sig")


def test_a_draft_that_takes_every_product_says_so(tmp_path: Path) -> None:
    catalogue.published(tmp_path / "small-loan")
    catalogue.on_shelf()
    build.firms(1)
    sheet = whatif.tried(whatif.draft_folder(tmp_path))

    assert "草案接受全部产品" in page(browser(), "console:trial-refused", sheet.run.no)
