"""What `kerong demo` fills a fresh database with: reference tables, packs, firms, accounts."""
