"""One encrypted file with the database and the files: made from one snapshot, checked whole, put back whole."""
