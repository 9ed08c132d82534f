"""One population run in a process of its own, to be killed: FACTS FOLDER WORKERS."""

import os
import sys
from pathlib import Path

from kerong.rules.populations.reading import read_population
from kerong.rules.populations.runs import Settings, run_population


def _say(firms: int, blocks: int) -> None:
    os.write(1, b"%d\n" % blocks)


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "kerong.config.settings.test"
    import django

    django.setup()
    from tests.rules.populations.firms import material

    facts, folder, workers = sys.argv[1:]
    run_population(
        read_population(facts),
        material(),
        Path(folder),
        Settings(workers=int(workers), rows=50),
        _say,
    )


if __name__ == "__main__":
    main()
