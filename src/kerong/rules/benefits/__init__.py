"""Benefits 政策待遇: what a policy gives, to whom in which clause, read from the text of a pack."""
