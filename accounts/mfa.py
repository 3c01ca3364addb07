"""How django-allauth's second factor behaves in this house: nothing in the clear, nothing sent, one answer."""

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from accounts import sealing

# What a value belongs to where only django-allauth knows; ours are bound to the person (accounts.factors).
ALLAUTHS = "allauth.mfa"


class MFAAdapter(DefaultMFAAdapter):
    """Whatever django-allauth stores of its own accord is sealed too."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right, or it was used already. Wait for the next one."),
    }

    def encrypt(self, text: str) -> str:
        return sealing.seal(text, ALLAUTHS)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text, ALLAUTHS)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Only through accounts.factors, which keeps the last one of those who need one."""
        return False

    def get_totp_issuer(self) -> str:
        return "Kua"

    def get_totp_label(self, user) -> str:
        return user.username

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Kua"}

    def send_notification_mail(self, *args, **kwargs) -> None:
        """No e-mail is sent: what happened to an account is on its page."""
