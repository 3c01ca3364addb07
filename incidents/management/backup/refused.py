"""Why a backup cannot be made, read or put back: one sentence for the person at the terminal."""


class Refused(Exception):
    """Nothing was changed. The message says why and what to do."""
