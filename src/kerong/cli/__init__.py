"""The kerong command: arguments in, one document out."""
