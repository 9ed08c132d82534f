"""Assets, their cases and readings, sheets, valuations, pledges, filings, papers, alarms."""

from kerong.contracts.pledges.models.asset import AssetReading, CoOwner, IpAsset
from kerong.contracts.pledges.models.case import RightsCase
from kerong.contracts.pledges.models.filing import Filing
from kerong.contracts.pledges.models.paper import PledgePaper
from kerong.contracts.pledges.models.pledge import OwnerConsent, Pledge, PledgeItem
from kerong.contracts.pledges.models.valuation import AssessmentSheet, Valuation
from kerong.contracts.pledges.models.watch import PledgeAlarm, Realisation

__all__ = [
    "AssessmentSheet",
    "AssetReading",
    "CoOwner",
    "Filing",
    "IpAsset",
    "OwnerConsent",
    "Pledge",
    "PledgeAlarm",
    "PledgeItem",
    "PledgePaper",
    "Realisation",
    "RightsCase",
    "Valuation",
]
