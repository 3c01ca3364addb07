"""What must not happen, and that it does not: every address, every role, hostile input, secrets."""
