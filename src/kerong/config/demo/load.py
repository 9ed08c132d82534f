"""Fills a fresh demo database, step by step, each step one package's own loader."""

from datetime import datetime

from kerong.config.demo.accounts import load_accounts
from kerong.config.demo.applications import load_applications
from kerong.config.demo.back_tests import load_back_tests
from kerong.config.demo.bridges import load_bridges
from kerong.config.demo.compensation import load_compensation
from kerong.config.demo.firms import load_firms
from kerong.config.demo.guarantees import load_guarantees, load_guarantor
from kerong.config.demo.insurance import load_insurance
from kerong.config.demo.listed_firms import load_listed_firms
from kerong.config.demo.listings import load_listings
from kerong.config.demo.loans import load_loans
from kerong.config.demo.needs import load_needs
from kerong.config.demo.payments import load_payments
from kerong.config.demo.pledges import load_pledges
from kerong.config.demo.policies import load_policies
from kerong.config.demo.pools import load_assessments, load_pools, load_screening
from kerong.config.demo.subsidies import load_subsidies
from kerong.reference.loading import load_reference


def load_demo(at: datetime) -> dict[str, str]:
    """Fill everything as of `at`; returns the API tokens given out, by login."""
    load_reference(at)
    load_listings(at)
    load_assessments(at)
    load_policies(at)
    load_firms(at)
    load_listed_firms(at)
    load_guarantor(at)
    tokens = load_accounts(at)
    load_pools(at)
    load_screening(at)
    load_needs(at)
    load_loans(at)
    load_subsidies(at)
    load_bridges(at)
    load_pledges(at)
    load_insurance(at)
    load_guarantees(at)
    load_applications(at)
    load_compensation(at)
    load_payments(at)
    load_back_tests(at)
    return tokens
