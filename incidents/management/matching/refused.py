"""What a command of matching cannot do, in a sentence for whoever typed it."""


class Refused(Exception):
    """The message says what is wrong and with which file or word."""
