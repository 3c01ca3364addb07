"""Which browser it is, in two words: enough to know one's own telephone again, too little to know anybody by."""

BROWSERS = (("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("Edg", "Edge"), ("OPR/", "Opera"), ("YaBrowser", "Yandex"),
            ("SamsungBrowser", "Samsung Internet"), ("Chrome/", "Chrome"), ("CriOS", "Chrome"), ("Safari/", "Safari"),
            )  # fmt: skip
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"),
           ("CrOS", "ChromeOS"), ("Linux", "Linux"))  # fmt: skip
WORDS = frozenset(word for _sign, word in (*BROWSERS, *SYSTEMS))


def family(user_agent: str) -> str:
    """The browser and the system: “Firefox, Android”; nothing where neither is known. Its own words it leaves."""
    if user_agent and set(user_agent.split(", ")) <= WORDS:
        return user_agent
    found = [next((word for sign, word in table if sign in user_agent), "") for table in (BROWSERS, SYSTEMS)]
    return ", ".join(word for word in found if word)
