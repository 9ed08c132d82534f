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
    ("float in money code", "src/kerong/cases/contention.py"): "seconds to wait",
    (
        "float in money code",
        "src/kerong/rules/factsfile.py",
    ): "a caller's float is read by its shortest spelling, never calculated with",
}
