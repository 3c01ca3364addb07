"""The parts of a backup, without a database."""
