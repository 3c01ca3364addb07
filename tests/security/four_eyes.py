"""Four people, any order of verbs: a machine that looks for a way to do with two eyes what needs four."""

import uuid
from collections import Counter

from django.db import IntegrityError, ProgrammingError, connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from accounts.models import User
from accounts.roles import Refused, Role
from incidents.domain import findings, intake, matching, merging, review
from incidents.domain.grounds import Grounds
from incidents.domain.intake import Incomplete
from incidents.models import Act, Finding, Mention, Merge, Person, Report
from incidents.policies import Denied, Stale
from tests.factories import NOW, UserFactory

ANY = st.integers(0, 11)
MOST_REPORTS = 5
REFUSALS = (Denied, Stale, Refused, Incomplete)
REVIEWERS = (("submitted", "under_review"), ("under_review", "accepted"), ("under_review", "rejected"),
             ("under_review", "returned"), ("under_review", "submitted"))  # fmt: skip
# Each returns a row when the rule is broken, whatever road led there.
BROKEN = {
    "a report with its author": "SELECT id FROM incidents_report WHERE taken_by_id = submitter_id",
    "a finding of one person": "SELECT id FROM incidents_finding WHERE decided_by_id = proposed_by_id",
    "a finding by an author": """
        SELECT f.id FROM incidents_finding f JOIN incidents_findingact fa ON fa.finding_id = f.id
        JOIN incidents_act a ON a.id = fa.act_id JOIN incidents_mention m ON m.id = a.mention_id
        JOIN incidents_report r ON r.id = m.report_id
        WHERE r.submitter_id IN (f.proposed_by_id, f.decided_by_id)""",
    "a decision by an author": """
        SELECT m.id FROM incidents_mention m JOIN incidents_report r ON r.id = m.report_id
        WHERE m.resolved_by_id = r.submitter_id""",
    "a review by its author": f"""
        SELECT v.id FROM incidents_reportmove v JOIN incidents_report r ON r.id = v.report_id
        WHERE v.by_id = r.submitter_id AND (v.from_status, v.to_status) IN {REVIEWERS}""",
    "a joining by an author": """
        SELECT g.id FROM incidents_merge g CROSS JOIN LATERAL jsonb_array_elements(g.moved -> 'changed') moved
        JOIN incidents_mention m ON moved ->> 0 = 'mention' AND m.id = (moved ->> 1)::bigint
        JOIN incidents_report r ON r.id = m.report_id WHERE r.submitter_id = g.by_id""",
    "somebody told of by one who was joined with another": """
        SELECT m.id FROM incidents_mention m JOIN incidents_person p ON p.id = m.person_id
        WHERE p.merged_into_id IS NOT NULL""",
    "two agreed findings of a kind": """
        SELECT min(id) FROM incidents_finding WHERE status = 'agreed' GROUP BY person_id, kind HAVING count(*) > 1""",
    "a status without a finding": """
        SELECT p.id FROM incidents_person p WHERE p.status <> '' AND NOT EXISTS (
            SELECT 1 FROM incidents_finding f WHERE f.person_id = p.id AND f.status = 'agreed')""",
    "a status that no move led to": """
        SELECT r.id FROM incidents_report r WHERE r.status <> (
            SELECT to_status FROM incidents_reportmove v WHERE v.report_id = r.id ORDER BY v.id DESC LIMIT 1)""",
}
BY_HAND = (
    "UPDATE incidents_report SET taken_by_id = submitter_id, taken_at = now() WHERE id = %(report)s",
    "UPDATE incidents_report SET status = 'accepted', taken_by_id = NULL WHERE id = %(report)s",
    "UPDATE incidents_finding SET decided_by_id = proposed_by_id, decided_at = now(), status = 'agreed' WHERE id = %(finding)s",
    "UPDATE incidents_finding SET decided_by_id = NULL, decided_at = NULL, status = 'agreed' WHERE id = %(finding)s",
    "UPDATE incidents_finding SET decided_by_id = %(author)s, decided_at = now(), status = 'agreed' WHERE id = %(finding)s",
    "UPDATE incidents_finding SET proposed_by_id = %(author)s WHERE id = %(finding)s",
    "DELETE FROM incidents_findingact WHERE finding_id = %(finding)s",
    "UPDATE incidents_reportmove SET by_id = %(author)s WHERE report_id = %(report)s",
    "DELETE FROM incidents_reportmove WHERE report_id = %(report)s",
)  # fmt: skip


def content(number: int) -> dict:
    """A report of one person who was killed."""
    return {
        "what": {"title": f"At the bridge {number}", "narrative": "They were stopped.", "day": 8, "month": 1, "year": 2022},
        "people": [{"key": f"p{number}", "name": "Kairat Testov", "age": 40, "acts": [{"key": f"a{number}", "kind": "killed"}]}],
        "source": {"kind": "organisation", "name": f"Union {number % 3}", "derivation": "summary"},
        "consent": {"consent": "partners"},
    }  # fmt: skip


class FourEyes(RuleBasedStateMachine):
    """Whatever is refused changes nothing; whatever is done keeps the rule."""

    steps = 0
    done: Counter = Counter()
    people: list[int] = []

    @classmethod
    def prepare(cls) -> None:
        """Three reviewers, an activist, and three reports of theirs: what every search begins with."""
        cls.steps, cls.done = 0, Counter()
        roles = (Role.REVIEWER, Role.REVIEWER, Role.REVIEWER, Role.ACTIVIST)
        cls.people = [UserFactory(role=role).pk for role in roles]
        for number, who in enumerate((0, 1, 3)):
            by = User.objects.get(pk=cls.people[who])
            report = intake.send(content=content(number), by=by, at=NOW, key=uuid.uuid4())
        reviewer = User.objects.get(pk=cls.people[0])
        review.take(report, by=reviewer, at=NOW)
        for mention in report.mentions.all():
            matching.new_person(mention, because="Nobody fits.", by=reviewer, at=NOW)
        review.accept(report, by=reviewer, at=NOW)

    def __init__(self) -> None:
        super().__init__()
        self.all = transaction.atomic()
        self.all.__enter__()
        self.looked: dict[tuple[int, int], tuple[int, str]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.all.__exit__(None, None, None)

    # --- Whom and what --------------------------------------------------------------------------------------------
    def user(self, number: int) -> User:
        """As the next request finds them."""
        return User.objects.get(pk=self.people[number % len(self.people)])

    def one(self, model, number: int, **known):
        """One of the rows that there are, or none."""
        rows = model.objects.filter(**known).order_by("pk")
        return rows[number % len(rows)] if rows else None

    def tried(self, verb, *args, **options):
        """What the verb returns; None when it was refused, and then nothing of it stays."""
        FourEyes.steps += 1
        try:
            with transaction.atomic():
                result = verb(*args, **options)
        except REFUSALS:
            return None
        FourEyes.done[verb.__name__] += 1
        return result

    # --- Reports --------------------------------------------------------------------------------------------------
    @rule(who=ANY)
    def send(self, who):
        if Report.objects.count() < MOST_REPORTS:
            self.tried(
                intake.send, content=content(Report.objects.count()), by=self.user(who), at=NOW, key=uuid.uuid4()
            )

    @rule(who=ANY, what=ANY)
    def answer(self, who, what):
        report = self.one(Report, what, status="returned")
        if report:
            told = {"title": "Another", "narrative": "They were stopped twice.", "day": 9, "month": 1, "year": 2022}
            self.tried(intake.answer, report=report, step="what", values=told, reason="As asked.", by=self.user(who),
                       at=NOW, version=report.version)  # fmt: skip

    @rule(who=ANY, what=ANY, verb=st.sampled_from(["withdraw", "put_back", "ask", "reject"]))
    def send_away(self, who, what, verb):
        report, by = self.one(Report, what), {"by": self.user(who), "at": NOW}
        if report:
            known = {"report": report, "version": report.version, **by}
            words = {
                "withdraw": (intake.withdraw, {"reason": "Afraid."}),
                "put_back": (review.put_back, {}),
                "ask": (review.ask_back, {"question": "Which?"}),
                "reject": (review.reject, {"reason": "no_content", "words": "Nothing."}),
            }
            self.tried(words[verb][0], **known, **words[verb][1])

    @rule(who=ANY, what=ANY)
    def work_through(self, who, what):
        """Take, decide about everybody, accept: as far as one gets."""
        report, by = self.one(Report, what, status__in=("submitted", "under_review")), self.user(who)
        if report:
            self.tried(review.take, report, by=by, at=NOW)
            for mention in Mention.objects.filter(report=report):
                person = self.one(Person, what)
                verb, args = (matching.same, (mention, person)) if person else (matching.new_person, (mention,))
                self.tried(verb, *args, because="It fits.", by=by, at=NOW)
            self.tried(review.accept, report, by=by, at=NOW)

    @rule(who=ANY, what=ANY, rating=st.sampled_from("ABF"))
    def rate(self, who, what, rating):
        """What was looked at changes under the hands of whoever looked."""
        report = self.one(Report, what, source__isnull=False)
        if report:
            self.tried(review.rate_source, report.source, reliability=rating, by=self.user(who), at=NOW)
            for act in Act.objects.filter(mention__report=report):
                self.tried(review.rate_act, act, credibility="AB".find(rating) + 2 and "2", by=self.user(who), at=NOW)

    @rule(who=ANY, what=ANY)
    def reopen(self, who, what):
        mention = self.one(Mention, what)
        if mention:
            self.tried(matching.reopen, mention, because="A slip.", by=self.user(who), at=NOW)

    @rule(who=ANY, what=ANY, other=ANY)
    def join(self, who, what, other):
        one, two = self.one(Person, what), self.one(Person, other)
        if one and two:
            self.tried(merging.merge, one, two, because="One man.", by=self.user(who), at=NOW)

    @rule(who=ANY, what=ANY)
    def take_apart(self, who, what):
        joining = self.one(Merge, what)
        if joining:
            self.tried(merging.unmerge, joining, because="Two men.", by=self.user(who), at=NOW)

    # --- Findings -------------------------------------------------------------------------------------------------
    @rule(who=ANY, what=ANY)
    def propose(self, who, what):
        person = self.one(Person, what)
        if person:
            usable = Act.objects.filter(mention__person=person, mention__report__status="accepted", retired_at=None)
            acts = list(usable.exclude(mention__report__submitter=self.people[what % 4]))
            self.tried(findings.propose, person, kind="killed", acts=acts, confirmation="weak", rationale="Seen.",
                       by=self.user(who), at=NOW)  # fmt: skip

    @rule(who=ANY, what=ANY)
    def look(self, who, what):
        finding = self.one(Finding, what, status="proposed")
        if finding:
            self.looked[self.user(who).pk, finding.pk] = (finding.version, Grounds(finding.acts.all()).basis())

    @rule(who=ANY, what=ANY, verb=st.sampled_from(["agree"] * 4 + ["dispute", "withdraw"]))
    def decide(self, who, what, verb):
        finding, by = self.one(Finding, what), self.user(who)
        if finding is None:
            return
        version, basis = self.looked.get((by.pk, finding.pk), (finding.version, None))
        words = {} if verb == "agree" else {"words": "So."}
        done = self.tried(getattr(findings, verb), finding, by=by, at=NOW, version=version, **words)
        if done is not None and verb == "agree":
            assert by.role == Role.REVIEWER
            assert by.is_active
            assert basis in (None, finding.basis), "agreed on another basis than the one that was looked at"
            assert Grounds(finding.acts.all()).basis() == finding.basis

    # --- Around the rule ------------------------------------------------------------------------------------------
    @rule(who=ANY, role=st.sampled_from([Role.REVIEWER] * 6 + [Role.ACTIVIST, Role.ADMIN]))
    def another_role(self, who, role):
        User.objects.filter(pk=self.user(who).pk).update(role=role)

    @rule(who=ANY, stays=st.sampled_from([True, True, True, False]))
    def suspend_or_restore(self, who, stays):
        user, by = self.user(who), self.user(who + 1)
        gone = {} if stays else {"suspended_at": NOW, "suspended_by": by, "suspended_reason": "Left."}
        kept = {"suspended_at": None, "suspended_by": None, "suspended_reason": ""}
        User.objects.filter(pk=user.pk).update(is_active=stays, **{**kept, **gone})

    @rule(what=ANY, statement=st.sampled_from(BY_HAND))
    def by_hand(self, what, statement):
        """Past every check, as the owner of the tables: the database itself refuses."""
        report, finding = self.one(Report, what, taken_by__isnull=False), self.one(Finding, what, status="proposed")
        if report is None or (finding is None and "finding" in statement):
            return
        author = finding.acts.first().mention.report.submitter_id if finding else report.submitter_id
        FourEyes.steps += 1
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                known = {"report": report.pk, "finding": finding.pk if finding else 0, "author": author}
                cursor.execute(statement, known)
        except IntegrityError:
            return
        except ProgrammingError as frozen:
            if "pgtrigger: Cannot" in str(frozen):
                return
            raise
        raise AssertionError(f"the database let through: {statement}")

    @invariant()
    def nobody_alone(self):
        """No row breaks the rule; and every review was made by somebody else than the author."""
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(f"SELECT '{name}' FROM ({sql}) b" for name, sql in BROKEN.items()))
            assert cursor.fetchall() == []
