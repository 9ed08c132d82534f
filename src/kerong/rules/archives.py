"""Archives 测算存档: findings with every text and table they stand on, replayed without a database.

A folder of three files of JSON lines. `rules.jsonl` and `tables.jsonl` have each text once by the
digest under which `findings.jsonl` cites it. Nothing but Python and the rules is needed to make
every finding again.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from kerong.rules.errors import ReplayMismatch
from kerong.rules.findings import Finding, Replayer
from kerong.rules.listings import arguments_alone, listing_arguments
from kerong.rules.offering import OfferingRules
from kerong.rules.reference_text import read
from kerong.rules.texts import parse_offering

RULES, TABLES, FINDINGS = "rules.jsonl", "tables.jsonl", "findings.jsonl"


@dataclass
class ArchiveReplay:
    """`bytes_digest` is over the bytes of all findings as they came out again, in order."""

    findings: int = 0
    identical: int = 0
    revisions: int = 0
    different: list[str] = field(default_factory=list)
    bytes_digest: str = ""

    def document(self) -> dict[str, Any]:
        return {
            "findings": self.findings,
            "revisions": self.revisions,
            "identical": self.identical,
            "different": self.different,
            "bytes_digest": self.bytes_digest,
        }


class Archive:
    """The texts of a folder, each read once and only when a finding cites it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._parsed: dict[str, OfferingRules] = {}
        self._replayers: dict[str, Replayer] = {}

    @cached_property
    def _texts(self) -> dict[str, dict[str, Any]]:
        return {row["digest"]: row for row in _lines(self._folder / RULES)}

    @cached_property
    def _tables(self) -> dict[str, dict[str, Any]]:
        return {row["digest"]: row["body"] for row in _lines(self._folder / TABLES)}

    def findings(self) -> Iterator[dict[str, Any]]:
        yield from _lines(self._folder / FINDINGS)

    def again(self, row: Mapping[str, Any]) -> bytes | None:
        """The bytes of one finding made again; None where what it cites is not in the archive."""
        rules = self._rules(row["rules"])
        finding = Finding.from_bytes(row["body"].encode())
        if row["listing"] is None:
            arguments = arguments_alone(rules, finding.document["listing"])
        else:
            arguments = listing_arguments(rules, row["listing"], row["numbers"])
        cards = [self._rules(digest) for digest in row["cards"]]
        try:
            return self._replayer(row["tables"]).replay(finding, rules, arguments, cards)
        except ReplayMismatch:
            return None

    def _rules(self, digest: str) -> OfferingRules:
        if digest not in self._parsed:
            text = self._texts[digest]
            self._parsed[digest] = parse_offering(json.loads(text["body"]), file=text["file"])
        return self._parsed[digest]

    def _replayer(self, digest: str) -> Replayer:
        if digest not in self._replayers:
            self._replayers[digest] = Replayer(read(self._tables[digest]))
        return self._replayers[digest]


def replay_archive(folder: Path) -> ArchiveReplay:
    """Make every finding of the folder again and hold its bytes against those kept."""
    archive, report, whole = Archive(folder), ArchiveReplay(), sha256()
    revisions = set()
    for row in archive.findings():
        report.findings += 1
        revisions.add(row["rules"])
        content = archive.again(row)
        whole.update(content or b"")
        kept = row["body"].encode()
        if content == kept and sha256(kept).hexdigest() == row["digest"]:
            report.identical += 1
        else:
            report.different.append(row["digest"])
    report.revisions, report.bytes_digest = len(revisions), whole.hexdigest()
    return report


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
