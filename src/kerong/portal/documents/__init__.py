"""Documents issued to the firm, and the public page that verifies them."""
