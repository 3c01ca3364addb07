"""Reads for the desk, one file for each work. Every queryset starts from the one scope of policies."""
