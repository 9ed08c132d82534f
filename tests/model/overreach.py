"""What may not be done to a thing in its state, tried on purpose: every act, in every state."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.model.going_on import GoingOn
from tests.model.machine import PICKS
from tests.model.next_steps import place
from tests.model.reference.fen import WAN
from tests.model.ways import ACTS, states, things

MOST, A_LOOK = 6, 6  # acts a step, and between two
# What most lives come through, so that it is looked into now and then only.
COMMON = {
    ("loan", "active"),
    *(("payment", state) for state in ("due", "batched", "sent", "confirmed")),
    *(("batch", state) for state in ("draft", "sent", "closed")),
    *(("award", state) for state in ("held", "ordered", "paid")),
    ("guarantee", "issued"),
    ("guarantee", "effective"),
}
Attempt = Callable[[Any, int], object]
# What is done → how it is done to the thing that a pick chooses.
ATTEMPTS: dict[str, dict[str, Attempt]] = {
    "loan": {
        "repay": lambda on, pick: on.repay(pick, 1, 1, 0),
        "repay early": lambda on, pick: on.reported(
            "repay early", loan := on.one(on.life.loans, pick),
            on.said(loan, "early_repayment", principal=1, interest=0),
        ),
        "settle loan": lambda on, pick: on.settle_loan(pick, 0, 0),
        "arrears": lambda on, pick: on.fall_behind(pick, 1, 1, 5),
        "penalty": lambda on, pick: on.charge_penalty(pick, 1),
        "draw": lambda on, pick: on.draw_more(pick, 10 * WAN, 0),
        "propose to extend": lambda on, pick: on.extend(pick, 1, "b"),
        "propose to change rate": lambda on, pick: on.change_rate(pick, 30_000, "b"),
        "propose to write off": lambda on, pick: on.weighty(
            "write off", loan := on.one(on.life.loans, pick),
            on.said(loan, "write_off", principal=1), "b",
        ),
        "apply for bridge": lambda on, pick: on.applied(on.one(on.life.loans, pick), 3, 1000),
        "ask renewal": lambda on, pick: on.asked(on.one(on.life.loans, pick), "renewal", 6),
        "ask extension": lambda on, pick: on.asked(on.one(on.life.loans, pick), "extension", 1),
    },
    "request": {
        "propose answer": lambda on, pick: on.answer_the_firm(pick, 1, 0, "clerk"),
        "approve answer": lambda on, pick: on.grant(pick),
        "request submitted": lambda on, pick: on.turn_a_request(pick, "submitted"),
        "request refused": lambda on, pick: on.turn_a_request(pick, "refused"),
        "request withdrawn": lambda on, pick: on.turn_a_request(pick, "withdrawn"),
        "renew loan": lambda on, pick: on.renew(pick),
    },
    "bridge": {
        "promise renewal": lambda on, pick: on.opine(pick, "clerk", 0, 40),
        "sign promise": lambda on, pick: on.sign(pick),
        "propose bridge": lambda on, pick: on.propose_a_bridge(pick, "officer/0"),
        "approve bridge": lambda on, pick: on.approve_a_bridge(pick, "officer/1"),
        "release bridge": lambda on, pick: on.release(pick),
        "receive own_funds": lambda on, pick: on.receive(pick, "own_funds", 1, 0, 0),
        "receive new_loan": lambda on, pick: on.receive(pick, "new_loan", 1, 0, 0),
        "draw new loan": lambda on, pick: on.draw_the_new_loan(pick, 0),
        "settle bridge": lambda on, pick: on.settle_a_bridge(pick),
        "call bridge off": lambda on, pick: on.call_off(pick),
        "bridge: opinion back": lambda on, pick: on.turn_a_bridge(pick, "opinion back"),
        "bridge: approval back": lambda on, pick: on.turn_a_bridge(pick, "approval back"),
        "bridge: bank refuses": lambda on, pick: on.turn_a_bridge(pick, "bank refuses"),
        "bridge: office refuses": lambda on, pick: on.turn_a_bridge(pick, "office refuses"),
        "bridge: withdrawn": lambda on, pick: on.turn_a_bridge(pick, "withdrawn"),
    },
    "claim": {
        "propose to advance": lambda on, pick: on.propose(pick, "advance", 4, "officer/0"),
        "propose to settle": lambda on, pick: on.propose(pick, "settle", 4, "officer/0"),
        "propose to refuse": lambda on, pick: on.propose(pick, "refuse", 4, "officer/0"),
        "decide claim": lambda on, pick: on.approve_claim(pick, "officer/1"),
        "send proposal back": lambda on, pick: on.send_claim_back(pick),
        "withdraw claim": lambda on, pick: on.withdraw(pick, "clerk"),
        "ask correction": lambda on, pick: on.ask_to_correct(pick),
        "correct claim": lambda on, pick: on.correct(pick, 8),
        "report recovery": lambda on, pick: on.recover(pick, 1, 0),
    },
    "recovery": {
        "confirm recovery": lambda on, pick: on.confirm_told(pick, "officer/1"),
        "reject recovery": lambda on, pick: on.reject_told(pick),
    },
    "guarantee": {
        "propose guarantee": lambda on, pick: on.propose_to_guarantee(pick, "guarantor/clerk"),
        "approve guarantee": lambda on, pick: on.approve_to_guarantee(pick),
        "letter asked": lambda on, pick: on.turn_a_letter_down(pick, "asked"),
        "letter refused": lambda on, pick: on.turn_a_letter_down(pick, "refused"),
        "letter withdrawn": lambda on, pick: on.turn_a_letter_down(pick, "withdrawn"),
    },
    "fee": {
        "receive fee": lambda on, pick: on.end_fee(pick, False),
        "waive fee": lambda on, pick: on.end_fee(pick, True),
    },
    "award": {
        "order subsidy": lambda on, pick: on.order(pick, "whole"),
        "cancel subsidy": lambda on, pick: on.cancel(pick),
        "order back": lambda on, pick: on.back_of(on.one(on.life.subsidies.awards, pick), 1),
    },
    "distribution": {
        "approve distribution": lambda on, pick: on.share_out(pick, "officer/1"),
        "return distribution": lambda on, pick: on.send_shares_back(pick),
    },
    "claw-back": {
        "confirm claw-back": lambda on, pick: on.confirm_back(pick, 0),
        "drop claw-back": lambda on, pick: on.drop_back(pick),
        "receive claw-back": lambda on, pick: on.receive_back(pick, 1, False),
        "ask waiver": lambda on, pick: on.ask_waiver(pick, "officer/0"),
        "waive claw-back": lambda on, pick: on.waive(pick, "officer/1"),
    },
    "payment": {
        "take out": lambda on, pick: on.life.bank.batches and on.take_an_item_out(1, pick),
        "reissue": lambda on, pick: on.paid_again(on.one(on.life.bank.payments, pick), True),
        "late return": lambda on, pick: on.came_back(
            on.one(on.life.bank.payments, pick), 0, "officer/1"
        ),
    },
    "run": {
        "submit run": lambda on, pick: on.submit_a_run(pick),
        "approve run": lambda on, pick: on.approve_a_run(pick, "officer/1"),
        "return run": lambda on, pick: on.return_a_run(pick),
    },
    "wish": {
        "decide breaker change": lambda on, pick: on.decided_wish(
            on.one(on.life.breakers.wishes, pick), "officer/1", True
        ),
    },
    "kept out": {
        "ask to let in": lambda on, pick: on.ask_in(pick, "officer/0"),
        "decide to let in": lambda on, pick: on.decide_in(pick, "officer/1", True),
    },
    "batch": {
        "approve batch": lambda on, pick: on.approve(pick, "officer/1", 0),
        "discard batch": lambda on, pick: on.discard(pick),
        "bank answers": lambda on, pick: on.answer_all(pick),
    },
}  # fmt: skip


def wrong_in(kind: str, state: str) -> list[str]:
    return [what for what, since in ACTS.get(kind, {}).items() if state not in since]


class MoneyLife(GoingOn):
    @rule(pick=PICKS, first=st.integers(0, 20))
    def overreach(self, pick: int, first: int) -> None:
        self._try_all(pick, first)

    @rule(pick=PICKS, first=st.integers(0, 20))
    def overreach_again(self, pick: int, first: int) -> None:
        """As often once more: most states are rare, and what may be done in them is little."""
        self._try_all(pick, first)

    def _try_all(self, pick: int, first: int) -> None:
        """One state that something is in, and what may not be done there."""
        held = states(self.life)
        self.arrived.clear()
        groups: dict[tuple[str, str], list[Any]] = defaultdict(list)
        rows: dict[str, list[Any]] = defaultdict(list)
        for kind, key, _ in things(self.life):
            groups[kind, held[kind, key]].append(key)
            rows[kind].append(key)
        if not groups:
            return
        seldom = [each for each in sorted(groups) if each not in COMMON]
        open_ = seldom if seldom and pick % 3 else sorted(groups)
        kind, state = open_[pick % len(open_)]
        key = groups[kind, state][-1]
        self._try(kind, state, place(rows[kind], rows[kind].index(key)), first, MOST)

    def turn_aside(self, kind: str, key: Any, aside: int) -> None:
        held = {(name, of): each for name, of, each in things(self.life)}
        if kind not in ACTS or (kind, key) not in held:
            return
        state = states(self.life)[kind, key]
        right = [what for what, since in ACTS[kind].items() if state in since]
        if right:
            rows = [of for name, of in held if name == kind]
            ATTEMPTS[kind][right[aside % len(right)]](self, place(rows, rows.index(key)))

    def look_around(self, pick: int, *, closely: bool = False) -> None:
        """What has just come into a state, the one with the most that may not be done there;
        everything, common states too, where it looks `closely`.
        """
        arrived, self.arrived = self.arrived, []
        held = states(self.life)
        self.looks += 1
        cells = [((kind, held[kind, key]), key) for kind, key in dict.fromkeys(arrived)]
        if not closely and (pick + self.looks) % 4:
            cells = [each for each in cells if each[0] not in COMMON]
        if not cells:
            return
        cells.sort(key=lambda each: -len(wrong_in(*each[0])))
        for cell, key in cells if closely else cells[:1]:
            rows = [of for kind, of, _ in things(self.life) if kind == cell[0]]
            first = pick + A_LOOK * self.looks
            self._try(*cell, place(rows, rows.index(key)), first, A_LOOK)
        self.arrived.clear()

    def _try(self, kind: str, state: str, chosen: int, first: int, most: int) -> None:
        wrong = wrong_in(kind, state)
        for no in range(min(most, len(wrong))):
            ATTEMPTS[kind][wrong[(first + no) % len(wrong)]](self, chosen)
