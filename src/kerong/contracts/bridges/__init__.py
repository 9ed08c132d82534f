"""应急转贷 bridges: public money lent for a few days so that a maturing loan can be renewed."""
