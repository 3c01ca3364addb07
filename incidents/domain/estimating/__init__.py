"""How many were perhaps on no list at all, from how lists overlap; or why that cannot be said."""
