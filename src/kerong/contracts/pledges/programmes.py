"""The programmes a pledge stands under: rates by kind, the registrar's days and refusal codes."""

from datetime import date

from django.utils.timezone import localdate

from kerong.contracts.pledges.models import Filing
from kerong.contracts.pledges.parameters import desk_rule
from kerong.rules.programmes.held import Row
from kerong.rules.programmes.pledges import PledgeRates, RegistrationTerms
from kerong.rules.programmes.shipped import named, pledge_rates, pledge_registrations


def rates_on(day: date) -> Row[PledgeRates]:
    """Raises NotInForce."""
    return named(pledge_rates(), desk_rule(day).rates).on(day)


def register_of(kind: str, day: date) -> str:
    """The table of the register that rights of the kind stand in."""
    return desk_rule(day).registers[kind]


def registration_on(day: date, register: str) -> Row[RegistrationTerms]:
    """Raises NotInForce."""
    return named(pledge_registrations(), register).on(day)


def window_row(filing: Filing) -> Row[RegistrationTerms]:
    """The row by which a filing is judged: of its register, of the day it was submitted."""
    on = localdate(filing.submitted_at or filing.drafted_at)
    return registration_on(on, filing.pledge.register)
