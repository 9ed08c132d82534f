"""Beginnings about bridges: turned aside, called off, lent, forgotten."""

from tests.model.carrying import Carrying, ways
from tests.model.reference.fen import WAN


class BridgeScenes(Carrying):
    """As `scenes.Scenes`."""

    def _bridged(self, chance: int) -> None:
        """Asked for again and again, each time some steps further or less far."""
        self.open_loan(1, 1, 60 * WAN + 1, 70, 3, False, 0)
        for way in ways(chance, 12, 6):
            self.apply(1, 3, 1000)
            if not self.life.bridges.rows:
                return
            self._carried("bridge", way // 3)
            ends = ("withdrawn", "bank refuses" if way < 6 else "office refuses", "back")
            to = ends[way % 3]
            if to == "back":
                self.turn_a_bridge(1, "opinion back" if way < 6 else "approval back")
                self.look_around(way)
                to = "bank refuses" if way < 6 else "office refuses"
            self.turn_a_bridge(1, to)
            self.look_around(way)
        self.apply(1, 3, 1000 * (chance % 2))
        self._carried("bridge", chance // 2 % 5)
        if chance // 10 % 3:  # the old loan's end is the end of what is undecided
            self.settle_loan(1, 0, 0)
            self.wait(1, False)

    def _called_off(self, chance: int) -> None:
        """Approved, and the firm repays by itself."""
        for firm in (2, 0):
            self.open_loan(firm, 0, 60 * WAN + 1, 70, 3, False, 0)
            self.apply(1, 3, 1000)
            self._carried("bridge", 4 + (chance + firm) % 3)
            if self.life.bridges.rows:
                self.call_off(1)
                self.look_around(chance + firm)
                self._carried("bridge", 4)

    def _lent(self, chance: int) -> None:
        """As far as the old loan's end; the money sent to repay it comes back, or not."""
        self.open_loan(0, 0, 60 * WAN + 1, 70, 3, False, 0)
        self.apply(1, 3, 1000 * (chance % 2))
        self._carried("bridge", 8)
        if chance % 3 == 0 and self.life.bank.payments:
            self.come_back(1, 0, False, "officer/1")
        else:
            self._carried("bridge", 12)

    def _forgotten(self, chance: int) -> None:
        """What nobody decides or draws on is over one day."""
        self.ask_for_a_letter(2, 75 * WAN + 1, "batch", 0)
        self.open_loan(0, 0, 60 * WAN + 1, 70, 3, False, 0)
        self.ask_the_bank(1, "renewal", 12)
        if chance % 2:
            self._carried("request", 1)
        self.apply(1, 3, 1000)
        self._carried("bridge", chance // 2 % 6)
        self.wait(65, False)
        self.wait(31, False)
