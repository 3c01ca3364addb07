"""Four eyes cannot be done with two. KUA_STEPS=10000 bin/test tests/security/test_four_eyes.py searches longer."""

import os
import time

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.security.four_eyes import FourEyes

pytestmark = pytest.mark.django_db
STEPS = int(os.environ.get("KUA_STEPS") or 200)
AT_ONCE = 50


def test_no_order_of_verbs_lets_one_person_do_what_needs_two():
    """In the suite always the same few hundred steps; with KUA_STEPS as many new ones as one likes."""
    FourEyes.prepare()
    begun, long = time.perf_counter(), STEPS > 200
    search = settings(max_examples=max(1, STEPS // AT_ONCE), stateful_step_count=AT_ONCE, deadline=None, database=None,
                      derandomize=not long, phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck))  # fmt: skip
    runs = 0
    while runs == 0 or FourEyes.steps < STEPS:
        run_state_machine_as_test(FourEyes, settings=search)
        runs += 1
        if not long:
            break
    print(
        f"{FourEyes.steps} verbs tried in {time.perf_counter() - begun:.1f} s: nobody did alone what needs two; done: {dict(FourEyes.done)}"
    )
