"""The `kerong` command: reads the arguments and hands over to one function per subcommand."""


def main() -> int:
    return 0
