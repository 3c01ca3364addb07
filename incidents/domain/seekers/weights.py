"""What words of a name are worth to whoever looks for it: levels of names.comparing in bits, and the share of rarity.

By hand, from the development queries and generated ones: somebody who searches knows whom they mean, leaves words out
and makes slips, so that a slip costs less here than between two records of which one is judged.
"""

_PLAIN = {
    "same": (0.0, 1.0),
    "ending": (-0.8, 1.0),
    "spelled": (-0.8, 0.95),
    "sound": (-1.5, 0.85),
    "nickname": (-1.0, 0.6),
    "slip": (-2.0, 0.8),
    "known_slip": (-4.5, 0.7),
    "slips": (-4.0, 0.75),
    "begins": (-1.0, 0.7),
    "longer": (-5.0, 0.4),
    "alike": (-5.5, 0.4),
    "other": (-9.0, 0.0),
}
_CROSSED = {level: (bits - 2.5, share) for level, (bits, share) in _PLAIN.items()}
_FATHER = {level: (bits * 0.8, share * 0.6) for level, (bits, share) in _PLAIN.items()}
_INITIALS = {"initial": (2.0, 0.0), "initial_other": (-6.0, 0.0)}
TABLE = {
    "family": _PLAIN,
    "given": _PLAIN,
    "word": _PLAIN,
    "crossed": _CROSSED,
    "father": _FATHER | _INITIALS | {"missing": (-0.6, 0.0)},
    "initial": _INITIALS,
    "extra": {"one_word": (-0.5, 0.0), "spare": (-0.5, 0.0)},
}
