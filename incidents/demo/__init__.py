"""Demo data: invented people in the pattern of January 2022, walked through the real verbs. Read by seed_demo only."""
