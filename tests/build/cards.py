"""A small scorecard that feeds points: so many for each patent, and a product that asks for 50."""

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
  - {{code: A, from: "50"}}
  - {{code: B}}
"""


def card_folder(folder: Path, *, each: int = 10, revision: int = 1, verified: bool = True) -> Path:
    """The files of the card, with three worked examples: `each` points a patent."""
    examples = "\n".join(
        f"  - {{name: {count} 件, day: 2026-03-06, facts: {{invention_patents: {count}}},"
        f" expect: {{value: '{count * each}'}}}}"
        for count in (0, 1, 5)
    )
    words = {"revision": revision, "verified": str(verified).lower()}
    made = catalogue.pack_folder(folder, OFFERING.format(**words), f"examples:\n{examples}\n")
    (made / "scorecard.yaml").write_text(SCORECARD.format(each=each), encoding="utf-8")
    return made
