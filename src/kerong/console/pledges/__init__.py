"""The register's window: filings by the clock, pledges, alarms."""
