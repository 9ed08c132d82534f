"""Where a subject such as "case:N2026-000123" is read: each door registers its own addresses."""

from collections.abc import Iterable

from django.urls import NoReverseMatch, reverse

from kerong.kernel.actor import Actor

_ROUTES: dict[tuple[str, str], str] = {}


def register_subject(kind: str, roles: Iterable[str], route: str) -> None:
    """For these roles subjects of this kind are read at `route`, which takes the number."""
    for role in roles:
        _ROUTES[kind, role] = route


def address_for(actor: Actor, subject: str) -> str:
    """The address for this reader, or nothing where the reader has no page for it."""
    kind, _, no = subject.partition(":")
    route = _ROUTES.get((kind, actor.role))
    if not route or not no:
        return ""
    try:
        return reverse(route, args=[no])
    except NoReverseMatch:
        return ""


def number_of(subject: str, *unsaid: str) -> str:
    """ "loan:L2026-000001" as people call it, by its number; nothing of the kinds left unsaid."""
    kind, colon, no = subject.partition(":")
    return "" if kind in unsaid else no if colon else subject
