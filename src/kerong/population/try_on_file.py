"""A draft tried on the firms of a file instead of those of the platform; writes no record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kerong.catalogue.assessments import is_open
from kerong.catalogue.examples import run_examples
from kerong.catalogue.one_card_a_place import require_place_of_its_own
from kerong.catalogue.pack_files import Pack, read_pack
from kerong.catalogue.revisions import rules_of
from kerong.kernel.canonical import digest
from kerong.population.drafts import in_force, products_alone, products_for
from kerong.population.errors import DraftPublished, DraftUnsound, ShelfNeeded
from kerong.population.file_workers import FileFirm, tried_blocks
from kerong.population.sheets import FORM, cost_of
from kerong.population.tally import added, empty_tally
from kerong.population.trial import Texts, Trial
from kerong.population.trial_beside import behind_of, cards_of, fixed_on, written_beside
from kerong.population.trial_products import fed_by_draft
from kerong.population.trial_readings import is_founded
from kerong.population.try_draft import Budget
from kerong.reference.rules_tables import reference_tables, shipped_tables
from kerong.rules.offering import LISTED_KINDS
from kerong.rules.populations.errors import PopulationUnreadable
from kerong.rules.populations.reading import Population

Seen = Callable[[list[FileFirm]], None]


@dataclass(frozen=True, slots=True)
class FileTrial:
    """What is tried on what: the folder of the draft, the firms, the day and the public money."""

    folder: Path
    population: Population
    on: date
    budget: Budget


def try_on_file(
    trial: FileTrial, *, packs: Sequence[Path] | None = None, workers: int = 1, seen: Seen
) -> dict[str, Any]:
    """The body of the sheet, in the form of those the platform keeps, with its `digest`.

    The draft is held against what the platform has in force or, given `packs`, against the pack of
    its key among these folders, without a database. `seen` gets the firms block by block in the
    order of the file. Raises RuleTextFault or DraftUnsound for the draft, DraftPublished when it
    is what is in force, ShelfNeeded for products of institutions without a database,
    PopulationUnreadable for the file.
    """
    on, population = trial.on, trial.population
    tables = reference_tables() if packs is None else shipped_tables()
    pack = read_pack(trial.folder)
    problems = run_examples(pack, tables)
    if problems:
        raise DraftUnsound.of(problems)
    against, texts = _laid(pack, on) if packs is None else _laid_from(packs, pack, on)
    if against == pack.digest:
        raise DraftPublished()
    stranded = sorted(Trial(texts).stranded)
    total = empty_tally()
    for block in tried_blocks(population, texts, workers):
        if block.faults:
            raise PopulationUnreadable(block.faults)
        total = added(total, block.tally)
        seen(block.firms)
    body = {
        "form": FORM,
        "draft": {"key": pack.rules.key, "revision": pack.rules.revision, "digest": pack.digest},
        "against": against,
        "on": on.isoformat(),
        "facts": population.digest(),
        "reference": tables.digest_on(on),
        "products": digest([[each.code, each.name, dict(each.numbers)] for each in texts.products]),
        "beside": digest(written_beside((texts.cards, texts.behind))),
        "stranded": stranded,
        "verified": is_founded(texts),
        "counts": total,
        "cost": cost_of(total, trial.budget.budget_fen, trial.budget.cost_share_ppm),
    }
    return {**body, "digest": digest(body)}


def _laid(pack: Pack, on: date) -> tuple[str, Texts]:
    """The draft beside what is published, on the products on the shelf."""
    held = in_force(pack.rules.key, on)
    products = tuple(products_for(pack, on))
    old = rules_of(held) if held else None
    require_place_of_its_own(pack.rules)
    fixed = fixed_on(pack.rules, old, on)
    texts = Texts(old, pack.rules, products, reference_tables(), on, *fixed)
    return held.digest if held else "", texts


def _laid_from(folders: Sequence[Path], pack: Pack, on: date) -> tuple[str, Texts]:
    """The draft beside the pack of its key, the scorecards and the tests open on the day."""
    if pack.rules.kind in LISTED_KINDS:
        raise ShelfNeeded()
    packs = [each for each in map(read_pack, folders) if is_open(each.rules, on)]
    held = next((each for each in packs if each.rules.key == pack.rules.key), None)
    open_ = [each.rules for each in packs]
    old, products = held.rules if held else None, tuple(products_alone(pack))
    behind = behind_of(open_, pack.rules.key, fed_by_draft(old, pack.rules), {})
    texts = Texts(old, pack.rules, products, shipped_tables(), on, cards_of(open_), behind)
    return held.digest if held else "", texts
