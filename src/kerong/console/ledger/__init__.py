"""Pages of the ledger: accounts, statements, transfers, the journal and the closing of months."""
