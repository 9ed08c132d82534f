"""The national points card published, a firm it gives 59 points, and a product that asks for 50."""

from pathlib import Path

from kerong.catalogue.forms import ListingForm
from kerong.catalogue.models import Revision
from kerong.catalogue.publish_pack import publish_pack
from kerong.config.paths import PACKS
from kerong.kernel.actor import SYSTEM
from tests.build import catalogue as build
from tests.build.parties import MOMENT

POINTS = PACKS / "national" / "points"
FIRM = {
    "rd_expense": "750000.00",
    "operating_revenue": "10000000.00",
    "rd_staff": 20,
    "employees": 80,
    "rd_tax_relief": "100000.00",
    "invention_patents": 2,
    "plant_varieties": 0,
    "ic_layouts": 0,
    "utility_patents": 3,
    "design_patents": 0,
    "software_copyrights": 0,
    "technology_contracts": "0.00",
    "high_tech_revenue": "6000000.00",
    "operating_revenue_prev": "8000000.00",
    "net_profit": "800000.00",
    "total_assets": "10000000.00",
    "total_liabilities": "6000000.00",
    "national_projects_led": 0,
    "awards_province_2y": 1,
    "high_value_class1_ip": 0,
    "is_gazelle": False,
}
PRODUCT = """\
key: small-loan
revision: 1
kind: loan
title: {zh: 积分贷, en: Points loan}
basis: {document: 示例文件, source: 示例来源, verified: true}
open: {from: 2026-01-01}
listing_fields:
  min_points: {type: points, from: "0", to: "1000", optional: true, title: {zh: 积分, en: Points}}
eligibility:
  all:
    - {fact: points, at_least: $min_points, clause: 第一条,
       say: {zh: "积分 {asked} 以上", en: "Points {asked} or more"}}
offer: {limit: "max(points, 0) * 1万", rate: "5%", term: "12"}
"""


def published(folder: Path) -> Revision:
    return publish_pack(actor=SYSTEM, folder=folder, at=MOMENT).revision


def shelf(tmp_path: Path, *, card: bool = True) -> str:
    """The code of one product that asks for 50 points, beside the national card."""
    build.reference()
    examples = "\n".join(
        f"  - {{name: {points} 分, day: 2026-03-06, listing: {{min_points: '50'}},"
        f" facts: {{points: '{points}'}}, expect: {{outcome: {outcome}}}}}"
        for points, outcome in (("50", "meets"), ("49", "fails"), ("99", "meets"))
    )
    published(build.pack_folder(tmp_path / "small-loan", PRODUCT, f"examples:\n{examples}\n"))
    if card:
        published(POINTS)
    form = ListingForm(
        name="积分贷",
        category="points_loan",
        source="本行产品手册",
        numbers={"min_points": "50"},
        guarantee="credit",
        method="interest-first",
    )
    return build.on_shelf(filled=form).code
