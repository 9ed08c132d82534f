"""Loans as banks report them, with the schedule computed beside."""
