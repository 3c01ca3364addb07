"""Argon2 as in production, with the smallest cost, so that the suite spends its time on the product."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class CheapArgon2PasswordHasher(Argon2PasswordHasher):
    """One pass over eight kilobytes."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
