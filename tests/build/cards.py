"""A small scorecard that feeds points: so many for each patent, and a product that asks for 50."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tests.build import catalogue

OFFERING = """\
key: patent-points
revision: {revision}
kind: scorecard
title: {{zh: 专利积分, en: Patent points}}
basis: {{document: 示例文件, source: 示例来源, verified: {verified}}}
open: {{from: 2026-01-01}}
"""
SCORECARD = """\
feeds: points
groups:
  - {{code: ip, title: {{zh: 知识产权, en: Intellectual property}}, most: "100"}}
indicators:
  - {{code: patents, group: ip, title: {{zh: 发明专利, en: Inventions}}, raw: invention_patents,
     weight: "100", direct: "{each} * invention_patents", category: 23, clause: 第一条}}
grades:
  - {{code: {best}, from: "50"}}
  - {{code: B}}
"""


@dataclass(frozen=True)
class PatentCard:
    """`each` points a patent, in decimals; `best` is the grade from 50 points on."""

    each: str = "10"
    revision: int = 1
    verified: bool = True
    best: str = "A"


def card_folder(folder: Path, card: PatentCard = PatentCard()) -> Path:
    """The files of the card, with three worked examples."""
    examples = "\n".join(
        f"  - {{name: {count} 件, day: 2026-03-06, facts: {{invention_patents: {count}}},"
        f" expect: {{value: '{count * Decimal(card.each)}'}}}}"
        for count in (1, 3, 5)
    )
    words = {"revision": card.revision, "verified": str(card.verified).lower()}
    made = catalogue.pack_folder(folder, OFFERING.format(**words), f"examples:\n{examples}\n")
    text = SCORECARD.format(each=card.each, best=card.best)
    (made / "scorecard.yaml").write_text(text, encoding="utf-8")
    return made
