"""What public money should do, written from the rules alone: nothing here imports the product."""
