"""Two people share out a budget among the awards that wait for it."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from kerong.contracts.subsidies.approve_distribution import approve_distribution
from kerong.contracts.subsidies.ask_distribution import ask_distribution
from kerong.contracts.subsidies.models import Distribution as DistributionRow
from kerong.contracts.subsidies.return_distribution import return_distribution
from tests.model.machine import PICKS, Machine
from tests.model.reference.distributions import Distribution
from tests.model.world import SHARED

OFFICERS = st.sampled_from(["officer/0", "officer/1"])


def some(self: Any) -> bool:
    return bool(self.life.distributions.rows)


class Distributions(Machine):
    @rule(budget=st.sampled_from(sorted(SHARED)), by=OFFICERS)
    def ask_to_share(self, budget: str, by: str) -> None:
        told = {"budget": budget, "actor": self.world.person(by), "at": self.at}
        row = self.both(
            "ask distribution",
            lambda: self.life.distributions.ask(budget, by),
            lambda: ask_distribution(**told),
        )
        if row is not None:
            self.call("distribution", len(self.life.distributions.rows) - 1, row.pk)

    @precondition(some)
    @rule(pick=PICKS, by=OFFICERS)
    def share_out(self, pick: int, by: str) -> None:
        row, pk = self._distribution(pick)
        told = {"pk": pk, "digest": DistributionRow.objects.get(pk=pk).digest, "at": self.at}
        self.both(
            "approve distribution",
            lambda: self.life.distributions.approve(row, by),
            lambda: approve_distribution(actor=self.world.person(by), **told),
        )

    @precondition(some)
    @rule(pick=PICKS)
    def send_shares_back(self, pick: int) -> None:
        row, pk = self._distribution(pick)
        told = {"pk": pk, "words": "比例请再核对", "at": self.at}
        self.both(
            "return distribution",
            lambda: self.life.distributions.send_back(row),
            lambda: return_distribution(actor=self.world.person("officer/1"), **told),
        )

    def _distribution(self, pick: int) -> tuple[Distribution, int]:
        row = self.one(self.life.distributions.rows, pick)
        return row, self.name("distribution", row.key)
