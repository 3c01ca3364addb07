"""What a house that is broken into usually had: text that becomes code, weak sums, guessable numbers. None is here."""

import ast
import re
from functools import cache

from tests.architecture.house import APPS, ROOT, Module, called, dotted, modules

RUNS_TEXT = {"eval", "exec", "compile", "__import__", "execfile"}
RUNS_A_SHELL = {"os.system", "os.popen", "commands.getoutput", "subprocess.getoutput", "subprocess.getstatusoutput"}
MAKES_THINGS_OF_BYTES = ("pickle", "marshal", "shelve", "dill", "jsonpickle", "yaml", "xml", "lxml")
# RFC 6238 is what telephones speak: the code of a half minute is an HMAC with SHA-1.
MAY_SUM_WEAKLY = {"accounts/codes.py"}
# Invented people for measuring are the same from the same seed; the demo likewise.
MAY_GUESS = ("incidents/management/invented/", "incidents/demo/")
# A QR code that we drew ourselves; nothing that somebody typed stands in it as text. Charts and maps are drawn there of
# elements whose texts and attributes are escaped as they are made.
MAY_TRUST = {"accounts/pictures.py", "incidents/exports/charts/paper.py"}
CRYPTOGRAPHY = (
    "cryptography.exceptions.",
    "cryptography.hazmat.primitives.ciphers.aead.AESGCM",
    "cryptography.hazmat.primitives.asymmetric.x25519.",
    "cryptography.hazmat.primitives.asymmetric.ed25519.",
    "cryptography.hazmat.primitives.hashes.SHA256",
    "cryptography.hazmat.primitives.kdf.hkdf.HKDF",
    "cryptography.hazmat.primitives.kdf.scrypt.Scrypt",
    "cryptography.hazmat.primitives.serialization.",
    "cryptography.x509",
)
# The addresses of programs are known there, and nothing of a request reaches them: the second starts Python itself, to
# decode a file in a process that can open nothing.
STARTS_PROGRAMS = ("config/launch/", "incidents/domain/decoding/child.py", "incidents/exports/printing.py")
# Their SQL holds names of tables from PostgreSQL's own catalogue, quoted by the driver; no request reaches them. Search by
# names puts a query of Django's own, with its values apart, into a larger one; its scratch schema has a name that it made.
PUTS_NAMES_IN = (
    "incidents/management/backup/",
    "incidents/management/commands/grant_web_role.py",
    "incidents/management/matching/scratch.py",
    "incidents/domain/seekers/fetching.py",
)


@cache
def calls(module: Module) -> list[ast.Call]:
    return [node for node in ast.walk(module.tree) if isinstance(node, ast.Call)]


@cache
def imported() -> list[tuple[str, str]]:
    """Every module of the house with each name that it imports."""
    return [(str(module), name) for module in modules(*APPS) for name in module.imports()]


def every(wanted, *folders: str) -> list[str]:
    """Where a call of the house is what is looked for."""
    return [module.at(node) for module in modules(*(folders or APPS)) for node in calls(module) if wanted(node)]


def test_no_text_is_ever_run_as_code():
    assert every(lambda node: isinstance(node.func, ast.Name) and node.func.id in RUNS_TEXT) == []


def test_no_command_goes_through_a_shell():
    def is_shell(node: ast.Call) -> bool:
        asked = any(word.arg == "shell" for word in node.keywords)
        return asked or dotted(node.func) in RUNS_A_SHELL or dotted(node.func).startswith("os.spawn")

    assert every(is_shell) == []


def test_only_the_launcher_and_the_decoding_of_files_start_programs():
    asking = [module for module, name in imported() if name.startswith("subprocess")]
    assert [module for module in asking if not module.startswith(STARTS_PROGRAMS)] == []


def test_no_bytes_from_outside_become_things():
    """JSON gives words and numbers only; nothing else is read back."""
    assert [pair for pair in imported() if pair[1].split(".")[0] in MAKES_THINGS_OF_BYTES] == []


def test_no_statement_is_put_together_of_words():
    """Values are bound by the driver: what is executed is a text of ours, whole."""

    def is_glued(node: ast.Call) -> bool:
        first = node.args[0] if node.args else None
        return called(node) in ("execute", "executemany", "raw", "RawSQL") and (
            isinstance(first, ast.JoinedStr | ast.BinOp)
            or (isinstance(first, ast.Call) and called(first) in ("format", "join", "format_map"))
        )

    glued = every(is_glued, "accounts", "incidents")
    assert [place for place in glued if not place.startswith(PUTS_NAMES_IN)] == []


def test_a_condition_in_sql_has_its_values_bound():
    def is_open(node: ast.Call) -> bool:
        words = {word.arg for word in node.keywords}
        return (called(node) == "extra" and "where" in words and "params" not in words) or called(node) == "RawSQL"

    assert every(is_open, "accounts", "incidents") == []
    assert every(lambda node: dotted(node.func).endswith("objects.raw"), "accounts", "incidents") == []


def test_sha_1_is_named_by_the_codes_of_a_telephone_alone_and_md5_by_nobody():
    weak = {str(module) for module in modules(*APPS) if re.search(r"hashlib\.(sha1|md5|new)\b", module.text)}
    assert weak <= MAY_SUM_WEAKLY
    assert not any(re.search(r"hashlib\.(md5|new)\b", module.text) for module in modules(*APPS))


def test_only_these_pieces_of_cryptography_are_used():
    used = [pair for pair in imported() if pair[1].startswith("cryptography")]
    assert used != []
    assert [pair for pair in used if not pair[1].startswith(CRYPTOGRAPHY)] == []


def test_nothing_that_must_not_be_guessed_comes_from_random():
    drawn = [module for module, name in imported() if name == "random" or name.startswith("random.")]
    assert [module for module in drawn if not module.startswith(MAY_GUESS)] == []


def test_no_text_is_called_safe_that_was_not_escaped():
    trusted = every(lambda node: called(node) == "mark_safe")
    assert {place.partition(":")[0] for place in trusted} <= MAY_TRUST
    plain = every(
        lambda node: called(node) == "SafeString" and not all(isinstance(a, ast.Constant | ast.Name) for a in node.args)
    )
    assert plain == []


# --- Scripts --------------------------------------------------------------------------------------------------------
KEEPS = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.|serviceWorker")
LISTENS = re.compile(
    r"postMessage|addEventListener\(\s*[\"']message|Object\.assign|__proto__|\bnew Function\b|document\.write"
)


def scripts() -> dict[str, str]:
    """Every script of ours by its name."""
    found = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "static" / "kua").glob("*.js"))}
    assert len(found) >= 4
    return found


def test_the_browser_keeps_nothing_but_whether_the_shortcuts_are_off():
    """A seized telephone must not tell."""
    kept = {name: text for name, text in scripts().items() if KEEPS.search(text)}
    assert list(kept) == ["keys.js"]
    assert set(re.findall(r"localStorage\.\w+\(\"([\w-]+)\"", kept["keys.js"])) == {"kua-keys"}
    assert len(KEEPS.findall(kept["keys.js"])) == 2


def test_no_script_takes_messages_of_others_or_copies_what_it_gets_into_objects():
    assert [name for name, text in scripts().items() if LISTENS.search(text)] == []


def test_no_script_meddles_with_what_is_pasted_and_every_password_says_which_it_is():
    """So that a password manager can do its work."""
    assert [name for name, text in scripts().items() if re.search(r"paste|oncopy|type=.password", text)] == []
    fields = (ROOT / "accounts" / "forms.py").read_text(encoding="utf-8")
    assert re.findall(r"PasswordInput\(attrs=\{(.*?)\}", fields) == ['"autocomplete": autocomplete']
