"""What people are told: outbox rows, deliveries, the inbox."""
