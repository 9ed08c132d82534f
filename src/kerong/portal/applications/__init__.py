"""Applying for policies: the form, the firm's applications, what is public and objections to it."""
