"""Products that policies touch: pledged, guaranteed under a plan, under a risk pool, and plain."""

from pathlib import Path
from typing import Any

from kerong.catalogue.models import Listing
from tests.build import policies
from tests.build.catalogue import bank_people, form, on_shelf, published
from tests.build.parties import institution

POOL = "shangcheng-risk-pool shangcheng-pool-fee hangzhou-guarantee-interest"
KNOWN = {
    "tax_paid": "1000000.00",
    "founded_on": "2020-03-01",
    "is_overdue_now": False,
    "size_class": "small",
}


def shelf(folder: Path) -> dict[str, Listing]:
    """By what they are; each lends a million at 3.6 %, a year, paid at once."""
    published(folder / "small-loan")
    policies.publish("beibei-ip-interest", "sci-guarantee", *POOL.split())
    people = bank_people(institution("示例嘉陵银行", short_name="嘉陵银行"))
    products: dict[str, dict[str, Any]] = {
        "plain": {"guarantee": "credit"},
        "pledged": {"guarantee": "ip_pledge"},
        "planned": {"guarantee": "guarantee", "fee": "0.012", "programmes": "sci-guarantee"},
        "pooled": {"guarantee": "guarantee", "fee": "0.01", "programmes": POOL},
    }
    return {
        name: on_shelf(people, form(f"{name} 贷", method="bullet", **fields))
        for name, fields in products.items()
    }
