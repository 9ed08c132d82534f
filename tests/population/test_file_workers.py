"""What a process that tries blocks of a file starts with."""

import subprocess
import sys

LOADED = """
import sys
import kerong.population.file_workers
print([name for name in sys.modules if name == "django.db" or name.endswith(".models")])
"""


def test_a_process_of_a_trial_on_a_file_knows_no_database() -> None:
    started = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=False, timeout=60
    )

    assert (started.stdout.strip(), started.stderr) == ("[]", "")
