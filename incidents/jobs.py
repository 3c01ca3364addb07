"""Background jobs, run by the job worker that bin/run starts: housekeeping. What people see change is in domain/."""

import contextlib

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app

from accounts import limits, sessions
from incidents.domain import audit_batches, evidence, identity, rekeying, retention, texts, turns
from incidents.domain.bulk import running
from incidents.domain.bundles import building
from incidents.domain.bundles import verbs as bundles
from incidents.domain.documented import keeping as counts
from incidents.domain.estimating import verbs as estimating
from incidents.domain.evidence import checking, deriving, sealing
from incidents.domain.exporting import making
from incidents.domain.exporting import verbs as exporting
from incidents.domain.imports import committing, trying, undoing
from incidents.domain.reconciling import running as rows
from incidents.exports import csv
from incidents.exports.formats import FORMATS
from incidents.policies import Denied


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """A worker that was killed leaves its job behind: put such jobs back into the queue."""
    for job in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(job)


@app.periodic(cron="7 3 * * *")
@app.task(queueing_lock="forget_done_jobs", pass_context=True)
async def forget_done_jobs(context: JobContext, timestamp: int) -> None:
    """Jobs that were done a week ago; those that failed stay for an admin to look at."""
    await context.app.job_manager.delete_old_jobs(nb_hours=7 * 24)


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="forget_ended_sessions")
def forget_ended_sessions(timestamp: int) -> None:
    """Sessions that ended, and counts of wrong tries, are deleted: nobody needs to know later who was here when."""
    at = timezone.now()
    Session.objects.filter(expire_date__lt=at).delete()
    sessions.forget(at)
    limits.forget(at)


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="sweep_files")
def sweep_files(timestamp: int) -> None:
    """Files that a killed server left without a row are taken away."""
    evidence.sweep(at=timezone.now())


@app.task
def derive_copies(original: int) -> None:
    """Copies to look at, of a file that came in."""
    deriving.derive_one(key=original, at=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="derive_waiting")
def derive_waiting(timestamp: int) -> None:
    """Files that still wait for their copies, because Kua was sealed or a worker was killed, are brought back."""
    deriving.remind()


@app.task(pass_context=False)
def build_bundle(ref: str) -> None:
    """A case bundle that somebody asked for is built and signed; killed on the way, it is begun anew."""
    building.build(ref, clock=timezone.now, write_csv=csv.write)


@app.periodic(cron="57 * * * *")
@app.task(queueing_lock="expire_bundles")
def expire_bundles(timestamp: int) -> None:
    """Case bundles whose days are over are deleted."""
    bundles.expire(at=timezone.now())


@app.task(pass_context=False)
def build_export(ref: str) -> None:
    """A list that somebody asked for is made and signed; killed on the way, it is begun anew."""
    making.make(ref, clock=timezone.now, formats=FORMATS)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="sign_exports", lock="sign_exports")
def sign_exports(timestamp: int = 0) -> None:
    """What was made in the web server, which has no key, is signed."""
    making.sign()


@app.periodic(cron="52 * * * *")
@app.task(queueing_lock="expire_exports")
def expire_exports(timestamp: int) -> None:
    """Lists that went out and whose days are over are deleted; those that were left half-way are made."""
    exporting.expire(at=timezone.now())
    exporting.remind()


@app.task(pass_context=False)
def run_estimate(ref: str) -> None:
    """How many were perhaps on no list is reckoned, or refused; killed on the way, it is begun anew."""
    estimating.run(ref, clock=timezone.now)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="remind_estimates")
def remind_estimates(timestamp: int) -> None:
    """Estimates that a killed worker left half-way are brought back into the queue."""
    estimating.remind()


@app.task(pass_context=False)
def count_answer(key: str) -> None:
    """The documented people are counted for an answer that is kept; killed on the way, it is begun anew."""
    counts.run(key, clock=timezone.now)


@app.periodic(cron="42 * * * *")
@app.task(queueing_lock="refresh_counts", priority=-10)
def refresh_counts(timestamp: int) -> None:
    """Counts that somebody looked at in the last days are counted anew; those that nobody looks at are forgotten."""
    counts.refresh(at=timezone.now())


@app.task(pass_context=False)
def decide_rows(number: int) -> None:
    """What somebody asked for about many rows of a list is looked for, decided or taken back; killed, it goes on."""
    try:
        rows.run(number, clock=timezone.now)
    except Denied as denied:
        rows.refuse(number, denied, at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="bind_audit")
def bind_audit(timestamp: int) -> None:
    """What was written into the audit log is bound into signed batches, where the key is at hand."""
    if settings.AUDIT_KEY:
        audit_batches.bind(at=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="check_audit")
def check_audit(timestamp: int) -> None:
    """The newest batches of the audit log are held against its lines."""
    if audit_batches.public_keys():
        audit_batches.check(at=timezone.now(), part="newest")


@app.periodic(cron="17 4 * * *")
@app.task(queueing_lock="check_whole_audit")
def check_whole_audit(timestamp: int) -> None:
    """All batches of the audit log are held against its lines."""
    if audit_batches.public_keys():
        audit_batches.check(at=timezone.now(), part="whole")


@app.periodic(cron="37 1 * * *")
@app.task(queueing_lock="check_originals", priority=-10)
def check_originals(timestamp: int) -> None:
    """Originals are hashed anew, a minute at a time: what waits in the queue comes in between. While Kua is sealed, or
    the store is away, the run waits for the next night."""
    with contextlib.suppress(Denied):
        if checking.run(at=timezone.now(), stop_after=60).ended_at is None:
            checking.go_on()


@app.periodic(cron="37 3 * * *")
@app.task(queueing_lock="fill_contact_hashes")
def fill_contact_hashes(timestamp: int) -> None:
    """Contacts that came in while Kua was sealed, or of a former form, get the hash by which they are found again."""
    with contextlib.suppress(Denied):
        identity.fill_hashes()


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="fill_texts", lock="fill_texts")
def fill_texts(timestamp: int) -> None:
    """Reports and incidents whose words cannot be found yet, as after an upgrade, are read."""
    texts.fill()


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="seal_originals")
def seal_originals(timestamp: int) -> None:
    """Files of evidence from before files were sealed are sealed; while a backup runs, later."""
    with contextlib.suppress(turns.Busy, Denied):
        if sealing.waiting():
            sealing.seal(at=timezone.now())


@app.periodic(cron="27 4 * * *")
@app.task(queueing_lock="delete_by_policy")
def delete_by_policy(timestamp: int) -> None:
    """What the policies KUA_KEEP_…_DAYS say is deleted; while a backup runs, tomorrow."""
    with contextlib.suppress(turns.Busy):
        retention.run(at=timezone.now())


@app.periodic(cron="27 2 * * *")
@app.task(queueing_lock="match_pairs", priority=-10)
def match_pairs(timestamp: int) -> None:
    """Everybody is looked through for likely same persons: each night, and when a reviewer asked for it (0)."""
    with contextlib.suppress(running.Busy):
        running.run(at=timezone.now(), only_asked=not timestamp)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="make_keys", priority=-10)
def make_keys(timestamp: int) -> None:
    """Names whose keys were made by an older reading of names get new ones, a few minutes at a time."""
    with contextlib.suppress(Denied):
        if rekeying.is_due():
            rekeying.run(at=timezone.now(), stop_after=240)


@app.task(pass_context=False)
def check_list(ref: str) -> None:
    """The file of a list is read as somebody said; what its rows would become is kept. Killed, it is begun anew."""
    trying.run(ref, clock=timezone.now)


@app.task(pass_context=False)
def import_list(ref: str) -> None:
    """A file that was checked is imported, as one act; killed on the way it left nothing, and is begun anew."""
    committing.run(ref, clock=timezone.now)


@app.task(pass_context=False)
def undo_list(ref: str) -> None:
    """An import is taken back, exactly; killed on the way it changed nothing, and is begun anew."""
    undoing.undo(ref, clock=timezone.now)
