"""The text of a pool: an offering's head and two sets of lines, one to enter by and one to stay."""

from collections.abc import Mapping as Readable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn

from kerong.kernel.canonical import digest
from kerong.rules.errors import RuleTextFault
from kerong.rules.offering import SERVICE, OfferingRules, Words
from kerong.rules.reasons import Unreadable
from kerong.rules.texts import parse_offering
from kerong.rules.yaml_text import Mapping, read_yaml

ENTER, STAY = "enter", "stay"
OWN_KEYS = frozenset({ENTER, STAY, "tells_firms"})
REFUSED = frozenset({"kind", "eligibility", "offer", "listing_fields", "process"})


@dataclass(frozen=True, slots=True)
class PoolText:
    """A firm enters when `enter` is met, and leaves when `stay` fails; unknown moves nobody.

    A class is entered by naming a class test instead of lines. `stay` without lines of its own
    is `enter` once more.
    """

    code: str
    title: Words
    tells_firms: bool
    verified: bool
    enter: OfferingRules | None
    stay: OfferingRules | None
    entry_class: str
    digest: str


@lru_cache(maxsize=256)
def read_pool(text: str, *, file: str = "pool.yaml") -> PoolText:
    """Raises RuleTextFault with file, line and reason; a text is parsed once a process."""
    document = read_yaml(text, file=file)
    for key in document:
        if key in REFUSED:
            _refuse(file, key, "text.unknown_key", key=key, nearest=ENTER)
    tells = document.get("tells_firms", True)
    if not isinstance(tells, bool):
        _refuse(file, "tells_firms", "value.flag", text=str(tells)[:40])
    entry = document.get(ENTER)
    if not isinstance(entry, dict):
        _refuse(file, ENTER, "text.missing", key=ENTER)
    by_class = _class_of(entry, file)
    head = parse_offering(_offering(document, None if by_class else entry), file=file)
    enter = None if by_class else head
    written = document.get(STAY)
    stay = parse_offering(_offering(document, written), file=file) if written else enter
    return PoolText(
        code=head.key,
        title=head.title,
        tells_firms=tells,
        verified=head.basis.verified,
        enter=enter,
        stay=stay,
        entry_class=by_class,
        digest=digest(_plain(document)),
    )


def _class_of(entry: dict[str, Any], file: str) -> str:
    """The class test an entry names, "" for an entry by lines."""
    if "class" not in entry:
        return ""
    if set(entry) != {"class"} or not isinstance(entry["class"], str):
        _refuse(file, f"{ENTER}.class", "text.name", name=str(entry["class"])[:60])
    return str(entry["class"])


def _offering(document: dict[str, Any], lines: Any) -> dict[str, Any]:
    """The same head with the lines where an offering has them; line numbers are kept."""
    made: dict[str, Any] = {}
    if isinstance(document, Mapping):
        made = Mapping(document.line)
        made.lines = {**document.lines, "eligibility": document.lines.get(ENTER, document.line)}
        made.lines["kind"] = document.line
    made.update({key: value for key, value in document.items() if key not in OWN_KEYS})
    made["kind"] = SERVICE
    if lines is not None:
        made["eligibility"] = lines
    return made


def _plain(value: Any) -> Any:
    if isinstance(value, Readable):
        return {str(key): _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _refuse(file: str, place: str, code: str, **facts: Any) -> NoReturn:
    raise RuleTextFault.of(Unreadable(code, **facts), file=file, line=None, place=place)
