"""Bytes out: the files that lists leave as. Which columns they have, domain/disclosure says."""
