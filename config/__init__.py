"""The wiring: settings, URLs, servers and the launcher. Nothing of the domain."""
