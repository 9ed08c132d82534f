"""Dated tables everybody looks up: working days, LPR, divisions, industries, size limits."""
