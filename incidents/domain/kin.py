"""Pure domain: kinship read from either side. “Aidar is the father of Dana” makes Dana his child."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incidents.vocabulary import KinKind

INVERSE = {
    KinKind.SPOUSE: KinKind.SPOUSE,
    KinKind.PARENT: KinKind.CHILD,
    KinKind.CHILD: KinKind.PARENT,
    KinKind.OLDER_SIBLING: KinKind.YOUNGER_SIBLING,
    KinKind.YOUNGER_SIBLING: KinKind.OLDER_SIBLING,
    KinKind.SIBLING: KinKind.SIBLING,
    KinKind.OTHER: KinKind.OTHER,
}
RELATIVE = {
    KinKind.SPOUSE: _("husband or wife"),
    KinKind.PARENT: _("father or mother"),
    KinKind.CHILD: _("son or daughter"),
    KinKind.OLDER_SIBLING: _("older brother or sister"),
    KinKind.YOUNGER_SIBLING: _("younger brother or sister"),
    KinKind.SIBLING: _("brother or sister"),
    KinKind.OTHER: pgettext_lazy("kin", "other relative"),
}


def relative(kind: str, is_first: bool) -> str:
    """What the relative is to the person of the page. The tie says "the first is `kind` the second"."""
    tie = KinKind(kind)
    return str(RELATIVE[INVERSE[tie] if is_first else tie])
