"""How Kua starts and stops: the messages of every failure, and real processes where only those tell."""
