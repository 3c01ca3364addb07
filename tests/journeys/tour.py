"""Every page of the house with something real on it, by who may open it; and the states that a page can be in."""

import uuid
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from accounts import factors, invite
from accounts.models import User
from incidents.domain import evidence
from incidents.domain.bundles import verbs
from incidents.domain.evidence import makers, stamping
from incidents.domain.exporting import profiles
from incidents.domain.exporting import verbs as exporting
from incidents.models import Act, Evidence, Finding, Incident, Mention, Original, Report
from incidents.vocabulary import FindingStatus, ReportStatus
from tests.incidents.domain.evidence import copies
from tests.journeys import decided, figured, likely, listed
from tests.passkeys import Passkey
from tests.security.addresses import found

# What no person opens as a page: forms that are only sent, files, answers to scripts, and ways that lead elsewhere.
NO_PAGES = {
    "root", "healthz", "account_logout", "accounts:language", "accounts:exit", "accounts:invitation_revoke",
    "passkey_options", "passkey_sign_in", "accounts:session", "accounts:session_end", "accounts:sessions_end",
    "accounts:again", "accounts:totp_remove", "accounts:passkey_remove", "accounts:recovery_text",
    "accounts:recovery_renew", "accounts:person_factor_reset",
    "accounts:person_role", "accounts:person_suspend", "accounts:person_restore", "accounts:person_password_link",
    "desk:incoming_start", "desk:incoming_state", "desk:incoming_bytes", "desk:incoming_finish", "desk:incoming_drop",
    "desk:places", "desk:search_suggest", "desk:report_autosave", "desk:person_autosave", "desk:person_alike", "desk:act_autosave", "desk:evidence_download",
    "desk:review_take", "desk:review_put_back", "desk:review_ask", "desk:review_accept", "desk:review_reject",
    "desk:review_match", "desk:review_reopen", "desk:review_rate", "desk:review_origin", "desk:review_incident",
    "desk:compare_decide", "desk:merge_undo", "desk:pair_undo", "desk:evidence_copy", "desk:evidence_bearing_remove", "desk:review_propose", "desk:finding_agree", "desk:finding_dispute", "desk:finding_withdraw",
    "desk:integrity_check", "desk:match_run_start", "desk:match_run_stop", "desk:stamp_new", "desk:stamp_file", "desk:note_remove", "desk:own_contact_remove", "desk:unseal", "desk:source_renew",
    "desk:bundle_download", "desk:bundle_stop", "desk:bundle_delete", "desk:counts_again", "desk:counts_file", "desk:dashboard_file", "desk:figure_map_file", "desk:estimate_file", "desk:figure_topic_file", "desk:figure_untie",
    "desk:list_template", "desk:import_problems", "desk:import_stop", "desk:import_discard", "desk:export_download", "desk:export_package", "desk:export_agree", "desk:export_refuse", "desk:export_stop",
    "desk:export_again", "desk:export_delete", "desk:export_profile", "desk:export_profile_save", "desk:export_profile_delete",
}  # fmt: skip


@dataclass(frozen=True)
class Stop:
    """One state of one page: where it is, what is pressed there, and whether it is looked at more closely."""

    name: str
    args: tuple[str, ...] = ()
    query: str = ""
    press: str = ""
    main: bool = False


class Tour:
    """The stops for each person of the demo team, with references taken from the demo data."""

    def __init__(self) -> None:
        self.activist = self.user("activist")
        self.admin = self.user("admin")

    @staticmethod
    def user(name: str) -> User:
        return User.objects.get(username=name)

    def report(self, status: str, **known) -> str:
        return Report.objects.filter(status=status, **known).order_by("pk").first().ref

    @cached_property
    def draft(self) -> Report:
        return Report.objects.filter(status=ReportStatus.DRAFT).order_by("pk").first()

    @cached_property
    def passkey(self) -> str:
        """A passkey of the activist, and recovery codes with it."""
        factors.add_passkey(user=self.activist, name="Key", credential=Passkey().made(), at=timezone.now())
        return str(factors.of(self.activist).get(type=factors.PASSKEY).pk)

    @cached_property
    def link(self) -> str:
        """The token of an invitation that waits."""
        return invite.invite(by=self.admin, at=timezone.now(), role="activist", name="Somebody new")[1]

    @cached_property
    def stamp(self) -> str:
        """A time stamp that was asked for."""
        return str(stamping.prepare(by=self.admin, at=timezone.now()).pk)

    @cached_property
    def under_review(self) -> str:
        """A report with a likely same person that the reviewer has taken; else one whose people are decided."""
        waiting = Report.objects.filter(status=ReportStatus.SUBMITTED, mentions__isnull=False).order_by("-pk").first()
        return waiting.ref

    @cached_property
    def protected(self) -> str:
        """A report of the activist whose source is protected."""
        kept = Report.objects.filter(submitter=self.activist, source__identity__isnull=False)
        return kept.exclude(received_at=None).order_by("pk").first().ref

    def bundle(self, person) -> str:
        """A case bundle that waits."""
        asked = {"disclosure": "partner", "reason": "For a court.", "language": "en", "key": uuid.uuid4()}
        return verbs.ask(persons=[person], **asked, by=self.admin, at=timezone.now()).ref

    def export(self, circle: str) -> str:
        """A file that waits: to be made, or for another admin."""
        asked = {"what": "people", "filters": {"place": "Almaty"}, "columns": ["ref", "name", "sex"], "fmt": "csv",
                 "purpose": "For a court.", "language": "en", "seen": True, "key": uuid.uuid4()}  # fmt: skip
        row = exporting.ask(disclosure=circle, **asked, by=self.admin, at=timezone.now())
        profiles.keep(row, name=f"For a court, {circle}", by=self.admin, at=timezone.now())
        return row.ref

    @cached_property
    def promised(self) -> str:
        """Something that others hold, with somebody who handed over the word of it."""
        piece = Evidence.objects.filter(kind="not_held").order_by("pk").first()
        makers.keep(evidence=piece, made_by="", handed_by="A friend", by=self.user("reviewer"), at=timezone.now())
        return piece.ref

    @cached_property
    def photos(self) -> tuple[str, str]:
        """A veiled picture in a report of the activist, and another that looks like it."""
        report = Report.objects.get(ref=self.protected)
        known = {"note": "The square", "sensitivities": ["graphic"]}
        both = [copies.picture(report, body=copies.jpeg(width, 30), **known) for width in (40, 41)]
        Original.objects.filter(receipts__in=both).update(dhash=7, form="picture")
        return both[0].ref, both[1].ref

    def anonymous(self) -> list[Stop]:
        return [
            Stop("account_login", main=True),
            Stop("account_login", press="main form button"),
            Stop("mfa_authenticate"),  # without a password before it: the sign-in page
            Stop("account_reset_password"),
            Stop("account_signup"),
            Stop("accounts:join", (self.link,)),
            Stop("accounts:join", (self.link,), press="main form button"),
            Stop("accounts:join", ("none-such",)),
        ]

    def of_the_activist(self) -> list[Stop]:
        draft, person = self.draft, self.draft.draft["people"][0]
        piece = a_link_in(draft, self.activist)
        of_draft = [Stop("desk:report_step", (draft.ref, step), main=True)
                    for step in ("what", "people", "source", "evidence", "consent", "check")]  # fmt: skip
        returned = self.report(ReportStatus.RETURNED)
        return [
            Stop("desk:home", main=True),
            Stop("desk:dashboard", main=True),
            Stop("desk:my_reports", query="?status=accepted&told=concluded&since=2021"),
            Stop("desk:my_reports"),
            Stop("desk:search", query="?q=Almaty", main=True),
            Stop("desk:report_new"),
            *of_draft,
            Stop("desk:report_step", (draft.ref, "consent"), press="main form .btn-primary"),
            Stop("desk:report_step", (draft.ref, "evidence"), press="main details[open] form button"),
            Stop("desk:report_step", (returned, "check"), press="main form .btn-primary"),
            Stop("desk:report_step", (returned, "people")),
            Stop("desk:report_person", (draft.ref, "new"), main=True),
            Stop("desk:report_person", (draft.ref, person["key"])),
            Stop("desk:report_person_remove", (draft.ref, person["key"])),
            Stop("desk:report_act", (draft.ref, person["key"], person["acts"][0]["key"])),
            Stop("desk:report_page", (returned,)),
            Stop("desk:report_page", (self.report(ReportStatus.ACCEPTED, evidence__isnull=False),)),
            Stop("desk:report_evidence", (draft.ref,), main=True),
            Stop("desk:report_withdraw", (returned,)),
            Stop("desk:report_withdraw", (returned,), press="main form button"),
            Stop("desk:evidence_page", self.photos[:1]),
            Stop("desk:evidence_remove", (piece,)),
            Stop("desk:evidence_describe", (piece,), main=True),
            Stop("desk:evidence_maker", (piece,), press="main form .btn-primary"),
            Stop("desk:evidence_capture", (piece,), press="main form .btn-primary"),
            Stop("desk:evidence_bearing", (piece,), press="main form .btn-primary"),
            Stop("desk:queue"),  # not for an activist: 404
            Stop("accounts:profile"),
            Stop("desk:own_contact", main=True),
            Stop("desk:own_contact", press="main form .btn-primary"),
            Stop("account_change_password"),
            Stop("account_change_password", press="main form button"),
            Stop("accounts:factors", main=True),
            Stop("accounts:totp_add", main=True),
            Stop("accounts:totp_add", press="main form .btn-primary"),
            Stop("accounts:passkey_add"),
            Stop("accounts:passkey_rename", (self.passkey,)),
            Stop("accounts:recovery", main=True),
            Stop("accounts:sessions", main=True),
        ]

    def of_the_reviewer(self) -> list[Stop]:
        proposed = Finding.objects.filter(status=FindingStatus.PROPOSED).first()
        agreed = Finding.objects.filter(status=FindingStatus.AGREED).order_by("-acts").first()
        incident = Incident.objects.order_by("-parent").first().ref
        filed = Evidence.objects.filter(report__status=ReportStatus.ACCEPTED, original__isnull=False).first()
        accepted = Mention.objects.filter(report__status=ReportStatus.ACCEPTED, person__roots_count__gt=1).first()
        return [
            Stop("desk:home"),
            Stop("desk:dashboard", main=True),
            Stop("desk:queue", main=True),
            Stop("desk:search"),
            Stop("desk:search", query="?q=Seitkali+Almaty", main=True),
            Stop("desk:search", query="?q=none-such"),
            Stop("desk:queue", query="?place=nowhere"),
            Stop("desk:queue", query="?state=done"),
            Stop("desk:review", (self.under_review,), press="main form[action$='/take/'] button", main=True),
            Stop("desk:review", (self.under_review,), press="main form[action$='/ask/'] button"),
            Stop("desk:review", (accepted.report.ref,)),
            Stop("desk:secret", (self.protected, "identity"), main=True),
            Stop("desk:secret", (self.protected, "identity"), press="main form .btn-primary"),
            Stop("desk:note", (self.protected,), main=True),
            Stop("desk:evidence_page", self.photos[:1], main=True),
            Stop("desk:evidence_page", self.photos[:1], press="main .veil button"),
            Stop("desk:evidence_redact", (self.photos[0], "0"), main=True),
            Stop("desk:evidence_redact", (self.photos[0], "0"), press="main form .btn-primary"),
            Stop("desk:evidence_beside", self.photos, main=True),
            Stop("desk:evidence_beside", self.photos, press="main form.note button"),
            Stop("desk:evidence_wanted", main=True),
            Stop("desk:evidence_wanted", query="?q=none-such"),
            Stop("desk:evidence_arrived", (self.promised,)),
            Stop("desk:evidence_bearing", (self.promised,), main=True),
            Stop("desk:evidence_bearing", (self.promised,), query="?of=R-0000000"),
            Stop("desk:evidence_maker", (self.promised,), main=True),
            Stop("desk:evidence_maker_look", (self.promised,), main=True),
            Stop("desk:findings", main=True),
            Stop("desk:findings", query="?show=none-such"),
            Stop("desk:finding", (proposed.ref,)),
            Stop("desk:finding", (agreed.ref,)),
            Stop("desk:incidents"),
            Stop("desk:incidents", query="?place=nowhere"),
            Stop("desk:incident", (incident,)),
            Stop("desk:incident_new"),
            Stop("desk:incident_new", press="main form .btn-primary"),
            Stop("desk:incident_edit", (incident,)),
            *likely.stops(Stop),
            *listed.stops(Stop),
            *decided.stops(Stop),
            *figured.stops(Stop),
            Stop("desk:my_reports"),
            Stop("desk:evidence_proof", (filed.ref,)),
        ]

    def of_the_admin(self) -> list[Stop]:
        contested = Act.objects.filter(mention__person__confirmation="contested").first().mention.person
        return [
            Stop("desk:home"),
            Stop("desk:dashboard", main=True),
            Stop("desk:people", main=True),
            Stop("desk:people", query="?q=none-such"),
            Stop("desk:search", query="?q=Taldykorgan", main=True),
            Stop("desk:people", query="?age_from=9&age_to=1&since=32.13.2022"),
            Stop("desk:person", (contested.ref,), main=True),
            Stop("desk:person", ("P-0000000",)),
            Stop("desk:exports"),
            Stop("desk:export_new", query="?place=Almaty", main=True),
            Stop("desk:export_new", press="main form .btn-primary"),
            Stop("desk:export", (self.export("partner"),), main=True),
            Stop("desk:export", (self.export("internal"),), main=True),
            Stop("desk:export_profiles", main=True),
            Stop("desk:bundles"),
            Stop("desk:bundle_new", main=True),
            Stop("desk:bundle_new", query=f"?person={contested.ref}&disclosure=public", main=True),
            Stop("desk:bundle", (self.bundle(contested),), main=True),
            Stop("desk:retention"),
            Stop("desk:audit"),
            Stop("desk:integrity", main=True),
            Stop("desk:stamps"),
            Stop("desk:stamp", (self.stamp,)),
            Stop("desk:stamp", (self.stamp,), press="main form .btn-primary"),
            Stop("desk:audit", query="?q=none-such"),
            Stop("desk:looks"),
            Stop("desk:seal", main=True),
            Stop("accounts:team"),
            Stop("accounts:invite"),
            Stop("accounts:invite", press="main form .btn-primary"),
            Stop("accounts:person", (self.activist.ref,)),
            Stop("accounts:person", (self.user("reviewer").ref,)),
            Stop("accounts:person", (self.admin.ref,)),
            Stop("desk:styleguide", main=True),
            Stop("desk:styleguide_charts", main=True),
            Stop("desk:styleguide_charts", query="?show=bars", main=True),
        ]

    def stops(self) -> dict[str, list[Stop]]:
        """Everything, by user name."""
        return {
            "": self.anonymous(),
            "activist": self.of_the_activist(),
            "reviewer": self.of_the_reviewer(),
            "admin": self.of_the_admin(),
        }


def a_link_in(report: Report, by: User) -> str:
    """A link in the draft, so that the page of evidence and its removal have something to show."""
    evidence.add_link(report=report, url="https://example.org/film", note="The square", by=by, at=timezone.now())
    return Evidence.objects.filter(report=report).latest("pk").ref


def unseen(stops: dict[str, list[Stop]]) -> set[str]:
    """Addresses of the house that nobody goes to."""
    seen = {stop.name for of_one in stops.values() for stop in of_one}
    return {name for name in found() if name not in seen | NO_PAGES}
