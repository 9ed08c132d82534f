"""Columns of the same kind in every list: a firm, money, a share, a day, a moment."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from kerong.web import formats
from kerong.web.tables import Column, walk
from kerong.web.words import said


def firm_column() -> Column:
    """The name of the firm a row is about."""
    return Column(
        key="firm", title=_("Firm"), cell="enterprise.name", order_by=("enterprise__name",)
    )


def credit_code_column() -> Column:
    return Column(
        key="code",
        title=_("Credit code"),
        cell="enterprise.credit_code",
        order_by=("enterprise__credit_code",),
    )


def money_column(key: str, title: Any, path: str, *, order: bool = True) -> Column:
    """Fen at the end of an attribute path, shown in 元 and set to the right."""
    return replace(_column(key, title, path, formats.money, order), align="right")


def rate_column(key: str, title: Any, path: str, *, order: bool = True) -> Column:
    """Parts per million, shown in percent and set to the right."""
    return replace(_column(key, title, path, formats.rate, order), align="right")


def day_column(key: str, title: Any, path: str, *, order: bool = True) -> Column:
    return _column(key, title, path, formats.day, order)


def moment_column(key: str, title: Any, path: str, *, order: bool = True) -> Column:
    return _column(key, title, path, formats.moment, order)


def said_column(
    key: str, title: Any, vocabulary: str, path: str = "", *, order: bool = True
) -> Column:
    """A code in words; the path is that of the key where none is given."""
    path = path or key
    return _column(key, title, path, lambda code: said(code, vocabulary), order)


def state_column(vocabulary: str, *, order: bool = True) -> Column:
    return said_column("state", _("State"), vocabulary, order=order)


def reading_column(path: str = "verified") -> Column:
    """Whether what the row rests on was read from its document and checked."""

    def told(row: Any) -> str:
        return str(_("verified") if walk(row, path) else _("not verified"))

    return Column(key="readings", title=_("Readings it rests on"), cell=told)


def _column(key: str, title: Any, path: str, shown: Callable[[Any], str], order: bool) -> Column:
    return Column(
        key=key,
        title=title,
        cell=lambda row: shown(walk(row, path)),
        order_by=(path.replace(".", "__"),) if order else (),
    )
