"""复核文件: papers about money are what was issued; part of `ledger-check`."""

from collections.abc import Iterator

from kerong.documents.unchanged import changed_papers
from kerong.ledger.check import LedgerFault

SENTENCE = (
    "出具的文件与出具时的留痕不符。",
    "A paper is not what was issued, as the trail has it.",
)


def check_papers() -> Iterator[LedgerFault]:
    """Letters, decisions, notices, payment lists and extracts alike."""
    for no, differs in changed_papers():
        yield LedgerFault("document.changed", no, *SENTENCE, {"what": differs})
