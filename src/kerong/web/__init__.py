"""Page frame, route policies, tables, exports and forms; no models."""
