"""Handing over: an admin makes a bundle of an incident on a small screen without scripts, and somebody else checks it."""

import hashlib
import subprocess
import sys
from pathlib import Path

from django.utils import timezone

from incidents import jobs
from incidents.models import AuditEvent, CaseBundle
from incidents.vocabulary import Consent, ReportStatus, Rights
from tests.architecture.house import ROOT
from tests.factories import IncidentFactory, ReportFactory
from tests.incidents.domain.evidence import copies
from tests.incidents.people_samples import held


def test_an_incident_is_handed_over_and_checked_on_another_machine(walker, team, tmp_path: Path):
    event = IncidentFactory(title="Shots at the northern bridge")
    report = ReportFactory(consent=Consent.PUBLIC, status=ReportStatus.ACCEPTED, taken_by=team["reviewer"])
    held(team["reviewer"], name="Айдар Тасгеров", report=report, incident=event)
    copies.picture(report, rights=Rights.OWN)
    admin = walker(team["admin"], width=360, js=False)
    admin.go(f"/desk/incidents/{event.ref}/")
    admin.page.click(f"a[href='/desk/bundles/new/?incident={event.ref}']")
    admin.page.check("input[name=disclosure][value=public]")
    admin.page.click("main form[method=get] button")
    assert "picture to look at" in admin.page.locator("main details").text_content()
    admin.page.fill("input[name=reason]", "For a newspaper.")
    admin.page.click("main form[method=post] button")
    bundle = CaseBundle.objects.get()
    jobs.build_bundle(bundle.ref)
    admin.page.click("main a.btn-primary")
    with admin.page.expect_download() as got:
        admin.page.click(f"main a[href='/desk/bundles/{bundle.ref}/download/']")
    (tmp_path / "elsewhere").mkdir()
    got.value.save_as(tmp_path / "elsewhere" / "bundle.zip")
    whole = (tmp_path / "elsewhere" / "bundle.zip").read_bytes()
    sha256, shown = hashlib.sha256(whole).hexdigest(), admin.page.inner_text("main")
    assert f"SHA-256 {sha256}" in shown
    logged = AuditEvent.objects.filter(
        kind="bundle", ref=bundle.ref, verb__in=("evidence_exported", "bundle_downloaded")
    )
    assert [line.detail["sha256"] for line in logged] == [sha256, sha256]
    assert admin.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert CaseBundle.objects.get().expires_at > timezone.now()
    (tmp_path / "elsewhere" / "verify_bundle.py").write_bytes((ROOT / "tools" / "verify_bundle.py").read_bytes())
    verified = subprocess.run(
        [sys.executable, "-I", "verify_bundle.py", "bundle.zip", "--key", shown.split("file:")[1].split()[0]],
        cwd=tmp_path / "elsewhere", capture_output=True, text=True, env={},
    )  # fmt: skip
    assert (verified.returncode, verified.stdout.split(":")[0]) == (0, "OK")
