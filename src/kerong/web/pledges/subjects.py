"""The pages of pledges by subject: a pledge, a right, a valuation; what their heads say."""

from typing import Any

from kerong.contracts.pledges.reads import (
    AssetPage,
    PledgePage,
    ValuationPage,
    asset_page,
    pledge_page,
    valuation_page,
)
from kerong.web.pledges.steps import Subject


def _of_pledge(page: PledgePage) -> dict[str, Any]:
    pledge = page.pledge
    return {
        "pledge": pledge,
        "title": pledge.enterprise.name,
        "amount_fen": pledge.secured_fen,
        "state": pledge.state,
        "states": "pledge_state",
    }


def _of_asset(page: AssetPage) -> dict[str, Any]:
    asset = page.asset
    return {
        "asset": asset,
        "title": asset.title,
        "amount_fen": None,
        "state": page.standing.status,
        "states": "ip_status",
    }


def _of_valuation(page: ValuationPage) -> dict[str, Any]:
    row = page.valuation
    return {
        "asset": row.asset,
        "valuation": row,
        "title": row.asset.title,
        "amount_fen": row.value_fen,
        "state": row.state,
        "states": "valuation_state",
    }


PLEDGE = Subject(
    name="pledge",
    path="pledges",
    given="pledge_no",
    read=pledge_page,
    part="web/pledges/pledge.html",
    head=_of_pledge,
)
ASSET = Subject(
    name="ip-asset",
    path="ip-assets",
    given="asset_no",
    read=asset_page,
    part="web/pledges/asset.html",
    head=_of_asset,
)
VALUATION = Subject(
    name="ip-valuation",
    path="ip-valuations",
    given="valuation_no",
    read=valuation_page,
    part="web/pledges/valuation.html",
    head=_of_valuation,
)
