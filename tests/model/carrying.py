"""What scenes are made of: one thing carried on, and looks at what may not be."""

from tests.model.next_steps import NextSteps


def ways(chance: int, many: int, times: int) -> list[int]:
    """So many times one of so many ways."""
    return [chance // many**no % many for no in range(times)]


class Carrying(NextSteps):
    def _carried(self, kind: str, far: int) -> None:
        """The newest thing of a kind, so many steps."""
        for no in range(far):
            steps = [each for each in self.steps_ahead() if each[0][0] == kind]
            if not steps:
                return
            max(steps, key=lambda each: each[0][1])[1]()
            self.look_around(far + no)

    def look_around(self, pick: int, *, closely: bool = False) -> None:
        """Between two steps: a place to try what may not be."""
