"""One page for each role: what its work looks like in numbers."""
