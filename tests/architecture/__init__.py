"""Rules about the source itself; exceptions stand in one list, each with its reason."""
