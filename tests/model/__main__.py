"""Adds the tallies of runs that share a night, prints them as one, and fails where it missed
something: `python -m tests.model one.json two.json`.
"""

import sys
from pathlib import Path

from tests.model.tally import Tally


def whole(paths: list[str]) -> Tally:
    found = Tally()
    for path in paths:
        found.add(Path(path))
    return found


if __name__ == "__main__":
    night = whole(sys.argv[1:])
    sys.stdout.write(night.printed() + "\n")
    if missed := night.missed():
        sys.exit("\n".join(["", "missed:", *missed]))
