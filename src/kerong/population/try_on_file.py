"""A draft tried on the firms of a file instead of those of the platform; writes no record."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kerong.catalogue.examples import run_examples
from kerong.catalogue.pack_files import read_pack
from kerong.catalogue.revisions import rules_of
from kerong.evidence.derive import with_size
from kerong.kernel.canonical import digest
from kerong.population.compare import FirmPlace, place_of
from kerong.population.drafts import in_force, products_for
from kerong.population.errors import DraftPublished, DraftUnsound
from kerong.population.sheets import FORM, cost_of
from kerong.population.tally import added, empty_tally, tally_of
from kerong.population.trial import FirmTried, Trial
from kerong.population.try_draft import Budget
from kerong.reference.rules_tables import reference_tables
from kerong.rules.populations.errors import PopulationUnreadable
from kerong.rules.populations.reading import Population

ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class FileFirm:
    """One firm of the file, with what the draft does for it."""

    credit_code: str
    place: FirmPlace
    tried: FirmTried


Seen = Callable[[list[FileFirm]], None]


def try_on_file(
    *, folder: Path, population: Population, on: date, budget: Budget, seen: Seen
) -> dict[str, Any]:
    """The body of the sheet, in the form of those the platform keeps, with its `digest`.

    `seen` gets the firms block by block. Raises RuleTextFault or DraftUnsound for the draft,
    DraftPublished when it is what is in force, PopulationUnreadable for the file.
    """
    pack = read_pack(folder)
    problems = run_examples(pack, reference_tables())
    if problems:
        raise DraftUnsound.of(problems)
    held = in_force(pack.rules.key, on)
    if held is not None and held.digest == pack.digest:
        raise DraftPublished()
    products, tables = products_for(pack, on), reference_tables()
    trial = Trial(rules_of(held) if held else None, pack.rules, products, tables, on)
    total = empty_tally()
    for block in population.blocks(ROWS_AT_ONCE):
        if block.faults:
            raise PopulationUnreadable(block.faults)
        firms = []
        for row, code in enumerate(block.columns.credit_codes):
            facts = with_size(block.columns.facts(row), on=on, tables=tables)
            firms.append(FileFirm(code, place_of(facts), trial.of(facts)))
        total = added(total, tally_of((firm.place, firm.tried) for firm in firms))
        seen(firms)
    body = {
        "form": FORM,
        "draft": {"key": pack.rules.key, "revision": pack.rules.revision, "digest": pack.digest},
        "against": held.digest if held else "",
        "on": on.isoformat(),
        "facts": population.digest(),
        "reference": tables.digest_on(on),
        "products": digest([[each.code, each.name, dict(each.numbers)] for each in products]),
        "stranded": sorted(trial.stranded),
        "counts": total,
        "cost": cost_of(total, budget.budget_fen, budget.cost_share_ppm),
    }
    return {**body, "digest": digest(body)}
