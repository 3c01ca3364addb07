"""The domain app: what was done to people, who says so, and what the team concludes."""
