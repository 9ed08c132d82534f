"""On whose behalf a file is read: decides the firms and sources it may speak of."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kerong.evidence.imports.cells import CellRefused, read_words
from kerong.evidence.sources import FIRM, PLATFORM, find_source, nearest_source, sources
from kerong.kernel import roles
from kerong.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Writer:
    """`only` is the one enterprise the writer may speak of, None for the platform's people."""

    only: int | None
    today: date

    @property
    def kind(self) -> str:
        return PLATFORM if self.only is None else FIRM

    def read_source(self, text: str) -> tuple[str, str]:
        """Code and citation of "annual_report：2021年年度报告"; raises CellRefused."""
        return _read_source(self.kind, text)


def writer_of(actor: Actor, today: date) -> Writer:
    """A firm's people write for their firm alone, officers and operators for everyone."""
    return Writer(actor.enterprise_id if actor.role in roles.FIRM else None, today)


@lru_cache(maxsize=4096)
def _read_source(kind: str, text: str) -> tuple[str, str]:
    name, _, citation = text.replace("：", ":", 1).partition(":")
    source = find_source(name.strip())
    if source is None:
        nearest = nearest_source(name.strip())
        raise CellRefused("source.unknown", text=name[:40], nearest=nearest)
    if kind not in source.writers:
        yours = [own.code for own in sources().values() if kind in own.writers]
        raise CellRefused("source.not_yours", text=source.zh, yours=yours[0] if yours else None)
    return source.code, read_words(citation.strip())[:200]
