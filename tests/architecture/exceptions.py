"""The one list of exceptions: (rule, where) → reason. A line that no longer applies is a fault."""

EXCEPTIONS: dict[tuple[str, str], str] = {
    ("banned name", "src/kerong/config/settings/base.py: base"): "Django's customary file name",
    ("process as a verb", "src/kerong/web/middleware.py: process_exception"): "Django's hook",
    ("clock in the domain", "src/kerong/jobs/worker.py"): "where time enters the background",
    ("clock in the domain", "src/kerong/jobs/queue.py"): "where time enters the background",
    (
        "float in money code",
        "src/kerong/finance/rates.py",
    ): "a first guess; exact bisection decides",
    (
        "float in money code",
        "src/kerong/rules/factsfile.py",
    ): "a caller's float is read by its shortest spelling, never calculated with",
    (
        "float in money code",
        "src/kerong/rules/engine_1/columns/placed.py",
    ): "a filter of bounded error; rows near a whole unit are divided exactly",
    (
        "float in money code",
        "src/kerong/rules/engine_1/columns/whole.py",
    ): "an estimate that finds rows about to leave 64 bits; no amount comes from it",
    (
        "float in money code",
        "src/kerong/rules/populations/cells.py",
    ): "a file's float is read as the decimal it is nearest to, never calculated with",
}
