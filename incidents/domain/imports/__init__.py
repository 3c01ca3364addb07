"""A list comes in: how its columns and words are read, the check, the import as one act, and its exact undoing."""
