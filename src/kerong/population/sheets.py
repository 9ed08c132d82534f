"""The what-if sheet: everything a trial found, as one canonical document named by its digest."""

import json
from datetime import datetime
from fractions import Fraction
from typing import Any

from kerong.kernel.canonical import canonical_json, digest
from kerong.kernel.ratios import MILLION, round_half_up
from kerong.population.drafts import trial_of
from kerong.population.models import Run, WhatIfSheet
from kerong.population.tally import added, empty_tally
from kerong.population.trial_readings import is_founded

FORM = 1


def sheet_of(run: Run, facts: str) -> WhatIfSheet:
    """The sheet of a run whose blocks are all done, added up but not written yet; `facts` is the
    digest of the facts of all blocks."""
    sheet = WhatIfSheet.objects.select_related("draft").get(run=run)
    total = empty_tally()
    for text in run.blocks.order_by("no").values_list("tally", flat=True).iterator():
        total = added(total, json.loads(text))
    body = _body(sheet, run, facts, total)
    sheet.body = canonical_json(body).decode()
    sheet.digest = digest(body)
    return sheet


def write_sheet(sheet: WhatIfSheet, *, at: datetime) -> None:
    """In the transaction that ends the run."""
    sheet.made_at = at
    sheet.save(update_fields=["body", "digest", "made_at"])


def _body(sheet: WhatIfSheet, run: Run, facts: str, total: dict[str, Any]) -> dict[str, Any]:
    """`{"form", "draft", "against", "on", "facts", "reference", "products", "beside", "stranded",
    "verified", "counts", "cost"}`; the same draft on the same firms gives the same bytes, whoever
    asks."""
    trial = trial_of(run)
    return {
        "form": FORM,
        "draft": {
            "key": sheet.draft.key,
            "revision": sheet.draft.revision,
            "digest": sheet.draft.digest,
        },
        "against": sheet.against,
        "on": run.decided_on.isoformat(),
        "facts": facts,
        "reference": run.reference_digest,
        "products": digest(sheet.products),
        "beside": digest(sheet.beside),
        "stranded": sorted(trial.stranded),
        "verified": is_founded(trial.texts),
        "counts": total,
        "cost": cost_of(total, sheet.budget_fen, sheet.cost_share_ppm),
    }


def cost_of(
    total: dict[str, Any], budget_fen: int | None, share_ppm: int | None
) -> dict[str, int | None]:
    """What public money would bear under either text, and what the budget leaves.

    One rounding: amounts times share, half up to the fen. Without a share nothing is claimed
    to be a cost. Example: 1 000 000.00 yuan at 2 % cost 20 000.00.
    """
    if share_ppm is None:
        return {"before_fen": None, "after_fen": None, "budget_fen": budget_fen, "left_fen": None}
    before, after = (
        round_half_up(Fraction(total["amounts"][name] * share_ppm, MILLION))
        for name in ("before_fen", "after_fen")
    )
    left = None if budget_fen is None else budget_fen - after
    return {"before_fen": before, "after_fen": after, "budget_fen": budget_fen, "left_fen": left}
