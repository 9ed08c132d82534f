"""The sentences of notices: packages register one in Chinese and English per kind."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from kerong.kernel.sentences import fill

_YUAN = re.compile(r"-?[0-9]{4,}\.[0-9]{2}")
_registered: dict[str, tuple[str, str]] = {}


def register_kind(code: str, zh: str, en: str) -> None:
    """Declare a kind; belongs into the package's AppConfig.ready. Raises ValueError on a clash."""
    if _registered.setdefault(code, (zh, en)) != (zh, en):
        raise ValueError(f"two kinds of notice are called {code}")


def kinds() -> Mapping[str, tuple[str, str]]:
    return MappingProxyType(_registered)


def require_kind(code: str) -> None:
    """Raises ValueError for a kind nobody registered: our mistake, caught by the first test."""
    if code not in _registered:
        raise ValueError(f"no sentence is registered for notices of kind {code!r}")


def sentence_of(kind: str, facts: Mapping[str, Any], language: str) -> str:
    """The sentence in "zh…" or else English; facts are put in as text, never evaluated.

    A fact that is missing shows as a dash, so that an old notice never breaks a page. Amounts in
    yuan are kept as plain text and shown in thousands: `300000.00` as `300,000.00`.
    """
    zh, en = _registered.get(kind, (kind, kind))
    template = zh if language.lower().startswith("zh") else en
    return fill(template, {name: _grouped(fact) for name, fact in facts.items()})


def _grouped(fact: Any) -> Any:
    if not isinstance(fact, str) or not _YUAN.fullmatch(fact):
        return fact
    whole, _, rest = fact.partition(".")
    return f"{int(whole):,}.{rest}"
