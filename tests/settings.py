"""Settings of the tests: the real ones, with a database of their own and cheap passwords."""

import json
import os
import tempfile

from tests import rings

os.environ.setdefault("KUA_SECRET_KEY", "only-for-tests-and-nothing-else-0123456789")
os.environ["KUA_KEYS"] = json.dumps(rings.RING)
os.environ.setdefault("KUA_SIGN_IN_KEY", "ffeeddccbbaa99887766554433221100" * 2)
os.environ.setdefault("KUA_AUDIT_KEY", "5ea1" * 16)
os.environ.setdefault("KUA_VAR", tempfile.mkdtemp(prefix="kua-tests-"))

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, STORAGES  # noqa: E402

DEMO = False
DATABASES["default"]["TEST"] = {"NAME": "test_" + os.environ.get("KUA_TEST_DB", "kua"), "TEMPLATE": "template0"}
DATABASES["default"]["CONN_MAX_AGE"] = 0
# A database of tests has no statistics and many rows that were rolled back: without this its plans walk all of them.
DATABASES["default"]["OPTIONS"]["options"] = "-c enable_seqscan=off"
PASSWORD_HASHERS = ["tests.hashers.CheapArgon2PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
