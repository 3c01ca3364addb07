"""An authority for time stamps, invented here: a root, a clock under it, and openssl that answers requests offline."""

import datetime as dt
import subprocess
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CONFIG = """
[clock]
serial = {folder}/serial
signer_cert = {folder}/clock.pem
certs = {folder}/root.pem
signer_key = {folder}/clock.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = {digests}
accuracy = secs:1
ess_cert_id_alg = sha256
"""
PEM = serialization.Encoding.PEM


class Authority:
    """A folder with its keys and certificates; `root` is the PEM that people would trust."""

    def __init__(self, folder: Path, name: str = "Invented Time House", digests: str = "sha256", days=(-1, 30)):
        self.folder = folder
        folder.mkdir()
        root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        root = certificate(f"{name} Root", root_key, f"{name} Root", root_key, days=(-40, 400))
        clock = certificate(f"{name} Clock", key, f"{name} Root", root_key, days=days, is_root=False)
        self.root = root.public_bytes(PEM)
        self.fingerprint = root.fingerprint(hashes.SHA256()).hex()
        (folder / "root.pem").write_bytes(self.root)
        (folder / "clock.pem").write_bytes(clock.public_bytes(PEM))
        (folder / "clock.key").write_bytes(
            key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        )
        (folder / "serial").write_text("01")
        (folder / "conf").write_text(CONFIG.format(folder=folder, digests=digests))

    def answer(self, request: bytes) -> bytes:
        """The receipt (TimeStampResp, DER), as it would come back on a stick."""
        (self.folder / "in.tsq").write_bytes(request)
        self.openssl("-reply", "-config", "conf", "-section", "clock", "-queryfile", "in.tsq", "-out", "out.tsr")
        return (self.folder / "out.tsr").read_bytes()

    def openssl(self, *words: str) -> str:
        """openssl ts, in the folder of the authority."""
        done = subprocess.run(["openssl", "ts", *words], cwd=self.folder, capture_output=True, text=True, check=True)
        return done.stdout


def certificate(name: str, key, issuer: str, issuer_key, *, days: tuple[int, int], is_root: bool = True):
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(called(name)).issuer_name(called(issuer)).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + dt.timedelta(days=days[0])).not_valid_after(now + dt.timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
    )  # fmt: skip
    if not is_root:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return made.sign(issuer_key, hashes.SHA256())


def called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
