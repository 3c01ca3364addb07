"""What starts Kua on a machine: its environment, its database, its processes. Knows no form and no record."""
