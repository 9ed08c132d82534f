"""The tables shipped with the product, by kind and name, each read once a process."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from kerong.finance.bridge_fees import BridgeTerms
from kerong.finance.subsidy_terms import SubsidyTerms
from kerong.kernel.errors import Invalid
from kerong.rules.programmes.bridges import read_bridge
from kerong.rules.programmes.guarantees import (
    BreakerTerms,
    GuaranteeTerms,
    read_breaker,
    read_guarantee,
)
from kerong.rules.programmes.held import Table
from kerong.rules.programmes.pledges import (
    PledgeRates,
    RegistrationTerms,
    read_pledge_rates,
    read_registration,
)
from kerong.rules.programmes.splits import SplitTerms, read_split
from kerong.rules.programmes.subsidies import read_subsidy

TABLES = Path(__file__).parent / "tables"
SPLITS, SUBSIDIES, BRIDGES, GUARANTEES, BREAKERS = (
    "loss-splits",
    "subsidies",
    "bridge-funds",
    "guarantees",
    "breakers",
)
PLEDGE_RATES, REGISTRATIONS = "pledge-rates", "pledge-registration"
T = TypeVar("T")


class ProgrammeUnknown(Invalid):
    """Facts: `name`, `nearest`, `names`."""

    code = "programme.unknown"
    zh = "没有名为「{name}」的规则，是否为「{nearest}」？可选：{names}"
    en = "No rule is named {name}; nearest: {nearest}; there are {names}"


def splits() -> Mapping[str, Table[SplitTerms]]:
    """Every split by name, in the order of names."""
    return _tables(SPLITS, read_split)


def subsidies() -> Mapping[str, Table[SubsidyTerms]]:
    return _tables(SUBSIDIES, read_subsidy)


def bridge_funds() -> Mapping[str, Table[BridgeTerms]]:
    return _tables(BRIDGES, read_bridge)


def guarantees() -> Mapping[str, Table[GuaranteeTerms]]:
    return _tables(GUARANTEES, read_guarantee)


def breakers() -> Mapping[str, Table[BreakerTerms]]:
    return _tables(BREAKERS, read_breaker)


def pledge_rates() -> Mapping[str, Table[PledgeRates]]:
    return _tables(PLEDGE_RATES, read_pledge_rates)


def pledge_registrations() -> Mapping[str, Table[RegistrationTerms]]:
    return _tables(REGISTRATIONS, read_registration)


def named(tables: Mapping[str, Table[T]], name: str) -> Table[T]:
    """Raises ProgrammeUnknown with the nearest name."""
    if name not in tables:
        nearest = get_close_matches(name, tables, n=1, cutoff=0.3)
        raise ProgrammeUnknown(
            name=name, nearest=nearest[0] if nearest else "-", names=", ".join(tables)
        )
    return tables[name]


@cache
def _tables(folder: str, read: Callable[..., Table[Any]]) -> Mapping[str, Table[Any]]:
    found: dict[str, Table[Any]] = {}
    for path in sorted((TABLES / folder).glob("*.yaml")):
        table = read(path.read_bytes(), file=f"{folder}/{path.name}")
        found[table.key] = table
    return MappingProxyType(found)
