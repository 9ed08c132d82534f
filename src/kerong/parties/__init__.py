"""People, enterprises, institutions, departments and the mandates between them."""
