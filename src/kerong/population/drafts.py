"""Drafts of packs: unpacked for the reader of packs, and laid beside what is in force."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kerong.catalogue.models import Revision
from kerong.catalogue.pack_files import FILES, Pack, read_pack
from kerong.catalogue.plans import listings_on
from kerong.catalogue.revisions import revisions_in_force, rules_of
from kerong.kernel.canonical import canonical_json
from kerong.population.models import PackDraft, Run, WhatIfSheet
from kerong.population.trial import Texts, Trial
from kerong.population.trial_beside import read_beside
from kerong.population.trial_products import Product
from kerong.reference.rules_tables import reference_tables
from kerong.rules.offering import (
    LISTED_KINDS,
    OFFERING_KINDS,
    POLICY,
)

EXAMPLE = "EXAMPLE"


@contextmanager
def unpacked(draft: PackDraft) -> Iterator[Path]:
    """The draft as a folder, named by its key, for whoever reads packs from disk."""
    with TemporaryDirectory(prefix="kerong-draft-") as place:
        folder = Path(place) / draft.key
        folder.mkdir()
        for name in FILES:
            if name in draft.files:
                (folder / name).write_text(draft.files[name], encoding="utf-8")
        yield folder


def pack_of(draft: PackDraft) -> Pack:
    with unpacked(draft) as folder:
        return read_pack(folder)


def in_force(key: str, on: date) -> Revision | None:
    """The revision of the offering a draft is compared with; None for a new offering."""
    revisions = revisions_in_force(on, OFFERING_KINDS)
    return next((each for each in revisions if each.offering.code == key), None)


def products_for(pack: Pack, on: date) -> list[Product]:
    """The offering's products on the shelf; without any, those that need no shelf."""
    rows = [row for row in listings_on(on) if row.listing.offering.code == pack.rules.key]
    if rows:
        return [Product(row.listing.code, row.listing.name, row.numbers) for row in rows]
    return products_alone(pack)


def products_alone(pack: Pack) -> list[Product]:
    """The clauses of a policy; of others one product with the numbers of the first example."""
    if pack.rules.kind == POLICY:
        written = json.loads(pack.body).get("clauses") or {}
        return [
            Product(each.code, each.title[0], written.get(each.code, {}).get("numbers", {}))
            for each in pack.rules.clauses
        ]
    alone = pack.rules.kind not in LISTED_KINDS
    return [Product(EXAMPLE, pack.rules.title.zh, {} if alone else pack.examples[0].listing)]


def trial_of(run: Run) -> Trial:
    """The trial of a what-if run, laid out once a process for what its sheet keeps."""
    sheet = WhatIfSheet.objects.select_related("draft").get(run=run)
    products, beside = (canonical_json(each).decode() for each in (sheet.products, sheet.beside))
    digest, on = run.reference_digest, run.decided_on
    return _trial(_Laid(sheet.draft.digest, sheet.against, products, beside, digest, on))


@dataclass(frozen=True, slots=True)
class _Laid:
    """What a trial is laid out of, by digest; `products` and `beside` as canonical JSON."""

    draft: str
    against: str
    products: str
    beside: str
    reference: str
    on: date


@lru_cache(maxsize=4)
def _trial(laid: _Laid) -> Trial:
    pack = pack_of(PackDraft.objects.get(digest=laid.draft))
    revisions = Revision.objects.filter(offering__code=pack.rules.key)
    held = revisions.get(digest=laid.against) if laid.against else None
    cards, behind = read_beside(json.loads(laid.beside))
    return Trial(
        Texts(
            rules_of(held) if held else None,
            pack.rules,
            tuple(Product(*each) for each in json.loads(laid.products)),
            reference_tables(),
            laid.on,
            cards,
            behind,
        )
    )
