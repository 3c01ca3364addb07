"""Whether Splink on DuckDB earns a place as the shortlist of linking in bulk. In an environment of its own."""
