"""贴息批次复核: the lines that were awarded are those two people saw; part of `ledger-check`."""

import json
from collections.abc import Iterator

from kerong.contracts.subsidies.models import InterestLine, InterestRun
from kerong.kernel.canonical import digest
from kerong.kernel.references import reference
from kerong.ledger.check import LedgerFault
from kerong.trail.against import Saying, differing_rows

SENTENCES = {
    "run.lines": (
        "贴息批次的明细与提交复核时不符。",
        "The lines of a run are not the ones that were submitted.",
    ),
    "run.line": (
        "贴息明细的金额与其计算过程不符。",
        "The amount of a line is not what its calculation says.",
    ),
}
_SUBMITTED = "interest_run.submitted"
_State = InterestLine.State
_DECIDED = {_State.AWARDED: _State.KEPT, _State.REFUSED: _State.KEPT}  # as they were seen


def check_runs() -> Iterator[LedgerFault]:
    """Every run somebody submitted: its lines against its digest, its digest against the trail."""
    submitted = InterestRun.objects.exclude(digest="")
    for run in submitted.order_by("pk"):
        yield from _lines(run)
    for run, differs in differing_rows(submitted, _SUBMITTED, _as_submitted):
        yield _fault("run.lines", run.no, what=differs)


def _lines(run: InterestRun) -> Iterator[LedgerFault]:
    seen = []
    for line in run.lines.order_by("no").iterator(1000):
        said = json.loads(line.calculation)
        if digest(said) != line.digest or said["amount_fen"] != line.amount_fen:
            yield _fault("run.line", f"{run.no}.{line.no}")
        state = _DECIDED.get(_State(line.state), _State(line.state))
        seen.append([line.no, line.digest, line.amount_fen, str(state)])
    if digest(seen) != run.digest:
        yield _fault("run.lines", run.no)


def _as_submitted(run: InterestRun) -> Saying:
    stream = reference("interest_run", run.no)
    return Saying(stream, stream, {"digest": run.digest})


def _fault(code: str, where: str, **facts: str) -> LedgerFault:
    return LedgerFault(code, where, *SENTENCES[code], facts)
