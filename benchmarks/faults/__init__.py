"""What is left when processes are killed, the database goes away, or the disk is full: bin/bench faults."""
