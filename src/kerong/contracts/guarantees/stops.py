"""Hard stops: why no letter may be given now. Higher packages (a breaker) register theirs here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a letter is asked for, as every stop sees it; money in fen."""

    agreement_no: str
    programme: str
    bank_id: int
    guarantor_id: int
    enterprise_id: int
    division_code: str
    listing_id: int | None
    award: str
    amount_fen: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One reason, in Chinese and English, with the clause it rests on and where that is written."""

    code: str
    zh: str
    en: str
    clause: str = ""
    source: str = ""
    verified: bool = False

    def say(self, language: str) -> str:
        return self.en if language.lower().startswith("en") else self.zh


Handler = Callable[[Asked], Stop | None]
_handlers: dict[str, Handler] = {}


def register_stop(name: str, handler: Handler) -> None:
    """The handler answers with a reason, or with nothing. Raises ValueError for a name taken."""
    if _handlers.setdefault(name, handler) != handler:
        raise ValueError(f"two stops are called {name}")


def registered_stops(asked: Asked) -> tuple[Stop, ...]:
    """What the registered stops say, by name."""
    found = (_handlers[name](asked) for name in sorted(_handlers))
    return tuple(stop for stop in found if stop is not None)
