"""Plain arithmetic of loans: schedules, day counts, annual rates, all-in cost."""
