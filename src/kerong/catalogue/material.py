"""What a run over many firms stands on: the plan of a day as values that travel to processes."""

from datetime import date

from kerong.catalogue.access import CALCULATE
from kerong.catalogue.plans import plan_asked
from kerong.kernel.actor import Actor
from kerong.rules.populations.material import Material, material_of


def population_material(*, on: date, actor: Actor) -> Material:
    """Every listing that counts on the day; raises DayOutOfReach before the first revision."""
    CALCULATE.require(actor)
    return material_of(plan_asked(on, today=None).plan, on)


def policies_material(*, on: date, actor: Actor) -> Material:
    """Every clause of a policy in force on the day: outcome and amount come out in columns too."""
    CALCULATE.require(actor)
    return material_of(plan_asked(on, today=None).policies.plan, on)
