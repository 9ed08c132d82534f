"""Beginnings worth a life: each sets something going that lives by themselves seldom come to."""

from tests.model.carrying import ways
from tests.model.next_steps import place
from tests.model.reference.fen import WAN
from tests.model.rules_runs import QUARTERS
from tests.model.rules_subsidies import YEAR
from tests.model.scenes_bridges import BridgeScenes

SCENES = (
    *("lost", "guaranteed", "single", "bridged", "called_off", "lent", "awarded", "given_way"),
    *("owing", "letter_out", "interest", "late", "renewing", "shared", "unpaid", "fees"),
    *("forgotten", "watched", "warned", "let_in"),
)


class Scenes(BridgeScenes):
    """Each is told a `chance` that decides between ways it may go."""

    # --- loans and what covers them ---

    def _lost(self, chance: int) -> None:
        self.open_loan(0, 0, 133 * WAN + 33, 70, 12, True, 0)
        self.fall_behind(1, 4, 12_345, 61)
        self._claimed(chance)

    def _guaranteed(self, chance: int) -> None:
        self.ask_for_a_letter(1, 75 * WAN + 1, "batch", 0)
        self.draw_on_a_letter(1, 0, 0)
        self.fall_behind(1, 1, 1_000_000, 61)
        self._claimed(chance)

    def _claimed(self, chance: int) -> None:
        """A claim that came to nothing leaves its loan free for another; the last goes on."""
        for way in ways(chance, 6, 2):
            self.file(1, 0, 1)
            if not self.life.claims.claims:
                return
            if way in (1, 2):
                self.ask_to_correct(1)
                self.look_around(chance)
            if way == 2:
                self.correct(1, 8)
            elif way == 3:
                self.propose(1, "settle", 4, "officer/0")
                self.look_around(chance)
                self.send_claim_back(1)
            elif way == 4:
                self.propose(1, "refuse", 4, "officer/0")
                self.approve_claim(1, "officer/1")
            if way < 4:
                self.withdraw(1, "clerk")
            self.look_around(chance)
        self.file(1, 0, 1)
        self._carried("claim", chance % 9)
        if self.life.claims.claims[-1].state == "settled" and chance % 3:
            self.recover(1, 1, 0)
            self.reject_told(1)
            self.look_around(chance)

    def _single(self, chance: int) -> None:
        """Letters that two people look into: given, sent back, refused or given up."""
        for way in ways(chance, 6, 3):
            self.ask_for_a_letter(2, 75 * WAN + 1, "single", 0)
            self.look_around(chance)
            if way >= 2:
                self.propose_to_guarantee(1, "guarantor/clerk")
                self.look_around(chance)
            if way == 5:
                self.approve_to_guarantee(1)
            else:
                to = ("refused", "withdrawn", "refused", "withdrawn", "asked")[way]
                self.turn_a_letter_down(1, to)
            self.look_around(chance)

    def _letter_out(self, chance: int) -> None:
        """One letter waits for its loan, another one is given up."""
        for _ in range(2):
            self.ask_for_a_letter(2, 75 * WAN + 1, "batch", 0)
        self.turn_a_letter_down(1, "withdrawn")

    def _fees(self, chance: int) -> None:
        """A quarter goes by, its fee is billed and received or waived."""
        self.ask_for_a_letter(0, 75 * WAN + 1, "batch", 0)
        self.draw_on_a_letter(1, 0, 0)
        self.wait(65, False)
        self.wait(31, False)
        if any(row.fees for row in self.life.guarantees.rows):
            self.end_fee(1, bool(chance % 2))

    def _renewing(self, chance: int) -> None:
        """One is to be renewed once its interest was paid, another one to be extended."""
        for firm in range(2):
            self.open_loan(firm, 0, 60 * WAN + 1, 70, 3, True, 0)
        self.repay(3, 1, 1_000_000, 0)
        for way in ways(chance, 5, 3):
            self.ask_the_bank(1, "renewal", 12)
            self.look_around(chance)
            if way >= 2 and self.life.requests.rows:
                self.answer_the_firm(1, 1, 0, "clerk")
                self.look_around(chance)
            if self.life.requests.rows:
                to = ("refused", "withdrawn", "refused", "withdrawn", "submitted")[way]
                self.turn_a_request(1, to)
            self.look_around(chance)
        self.ask_the_bank(1, "extension", 3)
        if len(self.life.loans) > 1:
            self.asked(self.life.loans[-2], "renewal", 12)
        for _ in range(chance % 4):
            self._carried("request", 1)

    # --- subsidies and their payments ---

    def _late(self, chance: int) -> None:
        """Paid, and sent back by the bank afterwards."""
        self.award(0, "city", "second-2026", 8 * WAN, "max", YEAR, "project:P-4")
        self.order(1, "whole")
        self.pay_all_of("subsidy", False)
        self.come_back(1, 0, False, "officer/1")

    def _awarded(self, chance: int) -> None:
        wish = ("district", "upgrading-2026", 30 * WAN + 1, "max", YEAR, "project:P-1")
        self.award(0, *wish)
        self.order(1, "advance")
        self.pay_all_of("subsidy", False)

    def _given_way(self, chance: int) -> None:
        """The city pays more for the matter the district was to pay for."""
        budget = "shared-2026" if chance % 2 else "second-2026"
        self.award(1, "district", budget, 8 * WAN, "max", YEAR, "project:P-2")
        self.award(1, "city", "upgrading-2026", 30 * WAN, "max", YEAR, "project:P-2")

    def _owing(self, chance: int) -> None:
        """Half is taken back; what is awarded next is kept, whole or in part."""
        self.award(0, "province", "second-2026", 8 * WAN, "max", YEAR, "project:P-3")
        self.order(1, "whole")
        self.pay_all_of("subsidy", False)
        self.take_back(1, 2)
        if chance % 3 == 0:
            self.award(0, "city", "second-2026", 3 * WAN, "max", YEAR, "project:P-5")
            self.order(1, "whole")

    def _interest(self, chance: int) -> None:
        """A quarter is subsidised and paid; then the bank says that the loan was in arrears."""
        self.open_loan(0, 1, 100 * WAN, 70, 6, False, 0)
        self.repay(1, 0, 1_000_000, 0)
        self.draft_a_run(QUARTERS[0], "upgrading-2026", "officer/0")
        self.submit_a_run(1)
        self.look_around(chance)
        if chance % 2:
            self.return_a_run(1)
            self.look_around(chance)
            self.draft_a_run(QUARTERS[0], "upgrading-2026", "officer/0")
            self.submit_a_run(1)
        self.approve_a_run(1, "officer/1")
        if self.life.subsidies.awards:
            self.order(1, "advance")
            self.pay_all_of("subsidy", False)
        self.look_around(chance)
        if chance % 3:
            self.fall_behind(1, 1, 0, 61)

    def _shared(self, chance: int) -> None:
        """66 万 and a fen wait for 40 万."""
        for firm, fen in ((0, 8 * WAN), (1, 8 * WAN), (1, 50 * WAN + 1)):
            self.award(firm, "province", "shared-2026", fen, "max", YEAR, f"project:P-{fen}")
        if chance % 3:
            self.ask_to_share("shared-2026", "officer/0")
        if chance % 3 == 2 and self.life.distributions.rows:
            self.send_shares_back(1)

    def _unpaid(self, chance: int) -> None:
        """Called off while it waits for an account or lies in a batch, taken out of it, or
        returned by the bank.
        """
        for no, way in enumerate(ways(chance // 3, 6, 4)):
            self.award((chance + no) % 3, "city", "second-2026", 8 * WAN, "max", YEAR,
                       f"project:P-6{no}")  # fmt: skip
            self.order(1, "whole")
            self._put_aside(way)
            self.look_around(chance)

    def _put_aside(self, way: int) -> None:
        if way == 1:
            self.pay_all_of("subsidy", True)
            return
        batch = self.drafted("subsidy", "officer/0") if way else None
        self.look_around(way, closely=True)
        if batch is not None and way in (2, 5):
            self.discard(1)
            self.look_around(way, closely=True)
            batch = self.drafted("subsidy", "officer/0")
        batch = self.life.bank.batches[batch.key] if batch is not None else None
        if batch is not None and way == 5:
            self.approved(batch, "officer/1", batch.version)
            self.look_around(way, closely=True)
            self.answer(1, 0, False)
        elif batch is not None and way == 2:
            self.discard(1)
        elif batch is not None and way == 3:
            for payment in list(self.life.bank.items(batch)):
                self.take_an_item_out(1, place(self.life.bank.payments, payment.key))
            batch = self.life.bank.batches[batch.key]
            self.approved(batch, "officer/1", batch.version)
            self.look_around(way, closely=True)
        else:
            self.cancel(1)

    # --- breakers ---

    def _watched(self, chance: int) -> None:
        """3.9 % overdue warns, 5.6 % stops; what is lent now is kept out."""
        for fen in (1000 * WAN, 41 * WAN, 20 * WAN):
            self.open_loan(1, 1, fen, 70, 12, True, 0)
        for newest in (3, 1):
            self.fall_behind(newest, 1, 0, 5)
        self.open_loan(1, 1, 20 * WAN, 0, 12, True, 0)
        self.ask_for_a_letter(1, 40 * WAN, "batch", 0)
        if self.life.breakers.rows and chance % 2:
            self.ask_breaker(0, "resume", 90, "officer/0")
            self.decided_wish(self.life.breakers.wishes[-1], "officer/1", bool(chance // 2 % 2))

    def _warned(self, chance: int) -> None:
        """3.9 % overdue warns; paid, all is well again; a night later it is more, or not."""
        for fen in (1000 * WAN, 41 * WAN):
            self.open_loan(2, 1, fen, 70, 12, True, 0)
        self.fall_behind(1, 1, 0, 5)
        if chance % 2:
            self.fall_behind(1, 0, 0, 0)

    def _let_in(self, chance: int) -> None:
        """Kept out while 5.6 % were overdue, let in once they are paid, or not."""
        self._watched(0)
        for newest in (5, 3):
            self.fall_behind(newest, 0, 0, 0)
        if self.life.breakers.kept_out:
            self.ask_in(1, "officer/0")
            self.decide_in(1, "officer/1", bool(chance % 2))
