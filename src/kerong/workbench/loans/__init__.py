"""Loans of the institution: lists, one loan with its reports, applications, files."""
