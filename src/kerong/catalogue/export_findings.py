"""Exporting findings: a folder with which anyone replays them without this database."""

import json
from dataclasses import dataclass
from io import TextIOBase
from pathlib import Path
from typing import Any

from kerong.catalogue.access import REPLAY
from kerong.catalogue.models import Revision, StoredFinding
from kerong.kernel.actor import Actor
from kerong.rules.archives import FINDINGS, RULES, TABLES
from kerong.rules.findings import Finding, cards_cited

AT_ONCE = 500


@dataclass
class Exported:
    """`erased` findings have nothing left to replay and stay behind."""

    findings: int = 0
    revisions: int = 0
    erased: int = 0


class _Once:
    """A file in which every digest is written once."""

    def __init__(self, file: TextIOBase) -> None:
        self._file = file
        self.seen: set[str] = set()

    def put(self, digest: str, **row: Any) -> str:
        if digest not in self.seen:
            self.seen.add(digest)
            _write(self._file, {"digest": digest, **row})
        return digest


def export_findings(*, actor: Actor, folder: Path) -> Exported:
    """Write every stored finding, the texts and tables it cites; firms stay unnamed."""
    REPLAY.require(actor)
    folder.mkdir(parents=True, exist_ok=True)
    made = Exported()
    stored_rows = StoredFinding.objects.select_related(
        "revision__offering", "listing_revision", "listing", "reference"
    )
    with (
        (folder / RULES).open("w", encoding="utf-8") as rules_file,
        (folder / TABLES).open("w", encoding="utf-8") as tables_file,
        (folder / FINDINGS).open("w", encoding="utf-8") as findings_file,
    ):
        rules, tables = _Once(rules_file), _Once(tables_file)
        for stored in stored_rows.order_by("pk").iterator(AT_ONCE):
            if stored.erased_at is not None:
                made.erased += 1
                continue
            made.findings += 1
            _write(findings_file, _row(stored, rules, tables))
        made.revisions = len(rules.seen)
    return made


def _row(stored: StoredFinding, rules: _Once, tables: _Once) -> dict[str, Any]:
    numbers = stored.listing_revision
    alone = stored.listing is None or numbers is None
    return {
        "digest": stored.digest,
        "rules": _put(stored.revision, rules),
        "tables": tables.put(stored.reference_id, body=json.loads(stored.reference.body)),
        "listing": None if alone or stored.listing is None else stored.listing.code,
        "numbers": None if alone or numbers is None else numbers.numbers,
        "cards": [_put(each, rules) for each in _cards_of(stored)],
        "body": stored.body,
    }


def _put(revision: Revision, rules: _Once) -> str:
    file = f"{revision.offering.code}/{revision.no}"
    return rules.put(revision.digest, file=file, body=revision.body)


def _cards_of(stored: StoredFinding) -> list[Revision]:
    """The scorecards that fed facts to the finding, in the order replays take them."""
    cited = cards_cited(Finding.from_bytes(stored.body.encode()))
    if not cited:
        return []
    held = Revision.objects.filter(rules_digest__in=cited).select_related("offering")
    return list(held.order_by("rules_digest", "pk"))


def _write(file: Any, row: dict[str, Any]) -> None:
    file.write(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n")
