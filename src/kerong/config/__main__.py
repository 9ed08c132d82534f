"""Django's own commands: `python -m kerong.config migrate` and so on."""

import sys

from django.core.management import execute_from_command_line

from kerong.config.profile import choose_settings

if __name__ == "__main__":
    choose_settings()
    execute_from_command_line(["kerong.config", *sys.argv[1:]])
