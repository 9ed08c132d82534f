"""Where a number comes from, as commands and pages print it."""

from typing import Any

from kerong.rules.offering import Words
from kerong.rules.programmes.held import Row


def origin_document(row: Row[Any], language: str = "zh-hans") -> dict[str, Any]:
    """`{"since", "document", "clause", "source", "verified", "assumed"}`."""
    return {
        "since": row.since.isoformat(),
        "document": row.document,
        "clause": row.clause,
        "source": row.source,
        "verified": row.verified,
        "assumed": _said(row.assumed, language),
    }


def _said(words: Words | None, language: str) -> str | None:
    if words is None:
        return None
    return words.en if language.lower().startswith("en") else words.zh
