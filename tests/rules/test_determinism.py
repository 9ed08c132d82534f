"""The same findings in every process: hash seeds, time zones, locales and optimisation aside."""

import json
import os
import subprocess
import sys

import pytest

from tests.rules.golden import WRITTEN_DOWN

SETTINGS = [
    {"PYTHONHASHSEED": "0"},
    {"PYTHONHASHSEED": "1", "TZ": "America/New_York", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "424242", "TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "random", "PYTHONOPTIMIZE": "2", "TZ": "Asia/Shanghai"},
]


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_process_of_its_own_makes_the_same_bytes(setting):
    program = "import django; django.setup(); from tests.rules import golden; import json; "
    program += "print(json.dumps(golden.digests()))"

    ran = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **setting},
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(ran.stdout) == json.loads(WRITTEN_DOWN.read_text(encoding="utf-8"))
