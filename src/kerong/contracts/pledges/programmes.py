"""The programmes a pledge stands under: rates by kind, the registrar's days and refusal codes."""

from datetime import date

from kerong.contracts.pledges.parameters import desk_rule
from kerong.rules.programmes.held import Row
from kerong.rules.programmes.pledges import PledgeRates, RegistrationTerms
from kerong.rules.programmes.shipped import named, pledge_rates, pledge_registrations


def rates_on(day: date) -> Row[PledgeRates]:
    """Raises NotInForce."""
    return named(pledge_rates(), desk_rule(day).rates).on(day)


def registration_on(day: date) -> Row[RegistrationTerms]:
    """Raises NotInForce."""
    return named(pledge_registrations(), desk_rule(day).registration).on(day)
