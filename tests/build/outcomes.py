"""Files of outcomes for tests of back-tests."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kerong.catalogue.models import Revision
from kerong.catalogue.publish_pack import publish_pack
from kerong.config.paths import PACKS
from kerong.kernel.actor import SYSTEM, Actor
from kerong.population.back_test import OutcomesSent, back_test
from kerong.population.models import BackTest
from tests.build import catalogue
from tests.build.parties import MOMENT
from tests.build.population import DAY

SHOP: dict[str, str] = {
    "legal_form": "individual_business",
    "shop_turnover_12m": "1200000.00",
    "account_inflow_12m": "600000.00",
    "bank_deposits_avg_12m": "60000.00",
    "founded_on": "2022-01-01",
    "is_integrity_shop": "true",
    "is_overdue_now": "false",
    "is_dishonest_debtor": "false",
    "is_abnormal_operation": "false",
    "overdue_count_2y": "0",
}  # 68 points on 2026-03-06 with the points of the limits for shops
WORDS = "示例：二十家虚构企业，结果为有无逾期九十天。"


def csv_file(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return held.getvalue().encode()


def scores(count: int = 20) -> bytes:
    """Scores 0, 1, 2 …; the lower half and every fifth went bad."""
    rows = (
        (
            f"P{at}",
            f"2025-{at % 12 + 1:02d}-01",
            at,
            "bad" if at < count // 2 or at % 5 == 0 else "good",
        )
        for at in range(count)
    )
    return csv_file(("party", "observed_on", "score", "outcome"), rows)


def shops(*changes: Mapping[str, str]) -> bytes:
    """Rows of facts, each a shop of 68 points but for its changes; `outcome` among them."""
    header = ("party", "observed_on", "outcome", *SHOP)
    whole = [{"observed_on": "2026-03-06", **SHOP, **each} for each in changes]
    return csv_file(
        header,
        ([f"P{no}", *(row[name] for name in header[1:])] for no, row in enumerate(whole)),
    )


def card() -> Revision:
    """The points behind limits for shops, published."""
    catalogue.reference()
    folder: Path = PACKS / "district" / "shop-preapproval"
    return publish_pack(actor=SYSTEM, folder=folder, at=MOMENT).revision


def made(actor: Actor, content: bytes | None = None, scorecard: str = "") -> BackTest:
    sent = OutcomesSent("示例回测", WORDS, scorecard, "outcomes.csv", content or scores())
    return back_test(actor=actor, sent=sent, at=MOMENT, on=DAY)
