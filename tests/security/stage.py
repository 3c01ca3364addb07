"""The stage of the security tests: a small house in which something of everything is there, made by the real verbs.

Every text of every report carries words that occur nowhere else (canaries), so that a page that shows one says whose.
"""

import datetime as dt
import io
import uuid
from dataclasses import dataclass, field

from accounts import factors, invite, people, sessions
from accounts.models import User
from accounts.roles import Role
from incidents.domain import contact, evidence, findings, incident, intake, matching, merging, notes, review
from incidents.domain.bundles import building, verbs
from incidents.domain.evidence import bearings, makers, stamping, taking
from incidents.exports import csv
from incidents.models import (
    Act,
    Evidence,
    FigureClaim,
    FigureTopic,
    Finding,
    LikelyGroup,
    LikelyPair,
    ListImport,
    MatchRun,
    Mention,
    Original,
    Person,
    Redaction,
    Report,
)
from tests.factories import NOW, UserFactory, give_factor
from tests.incidents.domain.evidence import copies
from tests.passkeys import Passkey
from tests.security import stage_exports, stage_figures, stage_lists, stage_rows

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f871fe0000054a02886334ed590000000049454e44ae426082"
)
ANONYMOUS = "anonymous"
# What carries a version.
MARKED = (Report, Finding, Evidence, Person, ListImport, FigureClaim, FigureTopic)


@dataclass
class Stage:
    """Who is here, and the words (references, keys) that stand in addresses, by name."""

    people: dict[str, User]
    words: dict[str, str] = field(default_factory=dict)
    canaries: dict[str, list[str]] = field(default_factory=dict)
    secrets: list[str] = field(default_factory=list)

    def word(self, token: str) -> str:
        """A name of the stage as it stands in an address; anything else as it is."""
        return self.words.get(token, token)


def canary(whose: str, about: str) -> str:
    """A word that looks like a word, and that nobody else writes."""
    return f"Zq{whose}{about}xw".replace("_", "")


def content(whose: str, *, secret: bool = False) -> dict:
    """A report about a father and a son, with a canary in every text that its author may type."""
    told = {name: canary(whose, name) for name in ("title", "narrative", "place", "words", "father", "son", "reason",
                                                   "speaker", "excerpt", "custody", "work", "source", "derived")}  # fmt: skip
    source = {"kind": "person", "name": told["source"], "knowing": "eyewitness", "protection": "open"}
    if secret:
        source |= {"protection": "secret", "name": canary(whose, "secretname"), "contact": f"{canary(whose, 'contact')}@example.org",
                   "note": canary(whose, "secretnote")}  # fmt: skip
    act = {"key": f"{whose}-1", "kind": "killed", "excerpt": told["excerpt"], "stated_reason": told["reason"],
           "stated_reason_by": told["speaker"], "custody_place": told["custody"]}  # fmt: skip
    return {
        "what": {"title": told["title"], "narrative": told["narrative"], "day": 8, "month": 1, "year": 2022,
                 "when_words": told["words"], "place": told["place"], "language": "en"},
        "people": [
            {"key": f"{whose}-father", "name": f"{told['father']} Testov", "age": 40, "sex": "male",
             "occupation": told["work"], "acts": [act]},
            {"key": f"{whose}-son", "name": f"{told['son']} Testov", "age": 12, "sex": "male",
             "acts": [{"key": f"{whose}-2", "kind": "missing"}]},
        ],
        "kin": [{"a": f"{whose}-son", "kind": "child", "b": f"{whose}-father"}],
        "source": {**source, "derivation": "summary", "derived_words": told["derived"]},
        "consent": {"consent": "partners"},
    }  # fmt: skip


def build() -> Stage:
    """Everything, in the order in which people would do it."""
    cast = {
        "activist": UserFactory(username="aigerim", name="Aigerim Test", role=Role.ACTIVIST),
        "other": UserFactory(username="bolat", name="Bolat Test", role=Role.ACTIVIST),
        "reviewer": UserFactory(username="dana", name="Dana Test", role=Role.REVIEWER),
        "second": UserFactory(username="erlan", name="Erlan Test", role=Role.REVIEWER),
        "admin": UserFactory(username="asel", name="Asel Test", role=Role.ADMIN),
        "suspended": UserFactory(username="farid", name="Farid Test", role=Role.ACTIVIST),
    }
    for user in cast.values():
        give_factor(user)
    stage = Stage(cast)
    for who, name in (("activist", "own"), ("other", "other"), ("reviewer", "reviewers")):
        reports_of(stage, cast[who], name)
    concluded(stage)
    kept_apart(stage)
    alike(stage)
    joined(stage)
    handed_over(stage)
    listed(stage)
    claimed(stage)
    stage.words |= stage_exports.exported(stage.people["admin"])
    stage.canaries["desk"] += [stage.words[name] for name in ("export_ready", "export_asked", "export_others")]
    team(stage)
    stage.words |= {f"v_{name}": str(thing.version) for name, thing in versioned(stage)}
    return stage


def versioned(stage: Stage):
    """What carries a version, by its name."""
    things = {thing.ref: thing for model in MARKED for thing in model.objects.all()}
    return [(name, things[word]) for name, word in stage.words.items() if word in things]


def reports_of(stage: Stage, author: User, name: str) -> None:
    """One report in each state that matters, of this author, with evidence on the draft and on what was sent."""
    reviewer = stage.people["second"]
    draft = intake.start(by=author, at=NOW, key=uuid.uuid4())
    told = content(f"{name}_draft", secret=True)
    for step in ("what", "people", "source", "consent"):
        values = {"people": told["people"], "kin": told["kin"]} if step == "people" else told[step]
        draft = intake.save(report=draft, step=step, values=values, by=author, at=NOW, version=draft.version)
    keep(stage, f"{name}_draft", draft)
    stage.words |= {f"{name}_person": draft.draft["people"][0]["key"]}
    stage.words |= {f"{name}_act": draft.draft["people"][0]["acts"][0]["key"]}
    piece = evidence.add_file(
        report=draft, file=io.BytesIO(PNG), name=f"{canary(name, 'file')}.png", size=len(PNG),
        note=canary(name, "filenote"), by=author, at=NOW,
    )  # fmt: skip
    stage.words[f"{name}_file"] = piece.ref
    stage.canaries[name] = [canary(name, "file"), canary(name, "filenote")]
    told = {"note": canary(name, "uploadnote"), "sensitivities": [], "mark": "h:1"}
    key, begun = uuid.uuid4(), f"{canary(name, 'upload')}.mp4"
    taking.begin(report=draft, name=begun, size=9, told=told, key=key, by=author, at=NOW)
    stage.words |= {f"{name}_upload": str(key), "no_upload": str(uuid.UUID(int=7))}
    stage.canaries[name] += [canary(name, "upload"), canary(name, "uploadnote")]
    gone = evidence.add_link(report=draft, url=f"https://{canary(name, 'gone')}.example", note="", by=author, at=NOW)
    evidence.remove(evidence=gone, by=author, at=NOW)
    for state in ("sent", "taken", "returned", "rejected", "withdrawn", "accepted"):
        report = sent(f"{name}_{state}", author)
        keep(stage, f"{name}_{state}", move(report, state, author, reviewer))
    told_of(stage, name, author)
    photographed(stage, name, author)


def photographed(stage: Stage, name: str, author: User) -> None:
    """On the report that was taken: a graphic picture, its copies, and one in which a reviewer covered something."""
    report, body = (
        Report.objects.get(ref=stage.words[f"{name}_taken"]),
        copies.jpeg(40, 30, f"#{sum(name.encode()) % 256:02x}aabb"),
    )
    piece = evidence.add_file(
        report=report, file=io.BytesIO(body), name=f"{canary(name, 'photo')}.jpg", size=len(body),
        note=canary(name, "photonote"), sensitivities=["graphic"], by=author, at=NOW,
    )  # fmt: skip
    Original.objects.filter(pk=piece.original_id).update(form="picture", deriving="done", dhash=7)
    for kind in ("veil", "thumb", "view"):
        copies.copy(piece.original, kind)
    covered = copies.copy(piece.original, "redacted", number=1)
    Redaction.objects.create(
        evidence=piece, copy=covered, key=uuid.uuid4(), boxes=[[0, 0, 100, 100]], by=stage.people["second"], at=NOW,
        reason=canary(name, "covered"),
    )  # fmt: skip
    stage.words[f"{name}_photo"] = piece.ref
    stage.canaries[f"{name}_taken"] += [canary(name, word) for word in ("photo", "photonote", "covered")]


def told_of(stage: Stage, name: str, author: User) -> None:
    """On the report that was taken: a link, its maker, what it bears on, and something that others hold."""
    report, who = Report.objects.get(ref=stage.words[f"{name}_taken"]), {"by": author, "at": NOW}
    words = {
        about: canary(name, about)
        for about in ("linknote", "seenby", "holder", "wanted", "figure", "tienote", "maker", "hander")
    }
    link = evidence.add_link(
        report=report, url="https://example.org/a", note=words["linknote"], seen_by=words["seenby"], **who
    )
    wanted = evidence.note_not_held(report=report, note=words["wanted"], held_by=words["holder"], **who)
    makers.keep(evidence=link, made_by=words["maker"], handed_by=words["hander"], **who)
    tied = bearings.tie(evidence=link, targets=[words["figure"]], bearing="context", note=words["tienote"],
                        by=stage.people["second"], at=NOW)  # fmt: skip
    stage.words |= {f"{name}_link": link.ref, f"{name}_wanted": wanted.ref, f"{name}_bearing": str(tied[0].pk)}
    stage.canaries[f"{name}_taken"] += [
        words[about] for about in ("linknote", "seenby", "holder", "wanted", "figure", "tienote")
    ]
    stage.secrets += [words["maker"], words["hander"]]


def sent(name: str, author: User) -> Report:
    return intake.send(content=content(name, secret=name.endswith("taken")), by=author, at=NOW, key=uuid.uuid4())


def move(report: Report, state: str, author: User, reviewer: User) -> Report:
    """From sent to the state."""
    if state == "withdrawn":
        return intake.withdraw(report=report, by=author, at=NOW, version=report.version, reason="They are afraid.")
    if state in ("taken", "returned", "rejected", "accepted"):
        report = review.take(report, by=reviewer, at=NOW)
    if state == "returned":
        return review.ask_back(report, question="Which bridge was it?", by=reviewer, at=NOW, version=report.version)
    if state == "rejected":
        return review.reject(report, reason="no_content", words="Nothing in it.", by=reviewer, at=NOW)
    if state == "accepted":
        for mention in report.mentions.all():
            matching.new_person(mention, because="Nobody like this is held.", by=reviewer, at=NOW)
        return review.accept(report, by=reviewer, at=NOW, version=report.version)
    return report


def keep(stage: Stage, name: str, report: Report) -> None:
    """Its reference, its canaries, and the secret words of its source."""
    stage.words[name] = report.ref
    told = content(name, secret=True)
    words = [told["what"]["title"], told["what"]["narrative"], told["what"]["place"], told["what"]["when_words"]]
    words += [person["name"].split()[0] for person in told["people"]] + [
        told["source"]["derived_words"],
        canary(name, "source"),
    ]
    words += [
        told["people"][0]["acts"][0][key] for key in ("excerpt", "stated_reason", "stated_reason_by", "custody_place")
    ]
    stage.canaries[name] = [*words, report.ref]
    stage.secrets += [told["source"][key] for key in ("name", "contact", "note")]


def kept_apart(stage: Stage) -> None:
    """How to reach the activist, and a reviewer's note on a report of theirs: encrypted, with a canary in each."""
    words = {"contact": canary("own", "safecontact"), "note": canary("own", "protectednote")}
    contact.keep(by=stage.people["activist"], at=NOW, contact=words["contact"])
    report = Report.objects.get(ref=stage.words["own_taken"])
    notes.keep(report=report, by=stage.people["second"], at=NOW, note=words["note"], version=0)
    stage.secrets += words.values()


def concluded(stage: Stage) -> None:
    """A person with an agreed and a proposed finding, and an incident, out of the other activist's accepted report."""
    first, second = stage.people["second"], stage.people["reviewer"]
    report = Report.objects.get(ref=stage.words["other_accepted"])
    father, son = report.mentions.order_by("position")
    held = propose(father.person, "killed", father.acts.get(), first)
    findings.agree(held, by=second, at=NOW, version=held.version)
    waiting = propose(son.person, "missing", son.acts.get(), first)
    killed = Act.objects.get(mention__report__ref=stage.words["own_accepted"], kind="killed")
    mine = propose(killed.mention.person, "killed", killed, second)
    made = incident.make(
        by=first, at=NOW, title=canary("incident", "title"), when="2022-01-08", place_text="The bridge"
    )
    incident.attach(made, mentions=[father], by=first, at=NOW)
    stage.words |= {"person": father.person.ref, "finding": waiting.ref, "finding_agreed": held.ref, "finding_mine": mine.ref,
                    "incident": made.ref, "person_mine": mine.person.ref}  # fmt: skip
    stage.canaries["desk"] = [canary("incident", "title"), held.rationale, father.person.ref, made.ref, waiting.ref]


def alike(stage: Stage) -> None:
    """Two persons and somebody in a report who may all be one, as a run over the names found them."""
    person, mine = (Person.objects.get(ref=stage.words[name]) for name in ("person", "person_mine"))
    told = Mention.objects.filter(report__ref=stage.words["other_taken"]).first()
    run = MatchRun.objects.create(state="done", asked_at=NOW, ended_at=NOW)
    group = LikelyGroup.objects.create(run=run, size=3, score=0.9, open_pairs=2)
    for score, right in ((0.9, {"right_person": mine}), (0.8, {"right_mention": told})):
        LikelyPair.objects.create(group=group, left_person=person, score=score, **right)
    stage.words |= {"group": str(group.pk), "told": f"{stage.words['other_taken']}~{told.key}"}
    stage.words["told_draft"] = f"{stage.words['other_draft']}~1"


def joined(stage: Stage) -> None:
    """The sons of two accepted reports, one of them the reviewer's own: joined, and held to be nobody else we know."""
    by = {"by": stage.people["second"], "at": NOW}
    older, newer = [Report.objects.get(ref=stage.words[f"{name}_accepted"]).mentions.order_by("position")[1].person
                    for name in ("own", "reviewers")]  # fmt: skip
    joining = merging.merge(older, newer, because=canary("desk", "joining"), **by)
    other = Person.objects.get(ref=stage.words["person"])
    verdict = merging.different(other, joining.kept, because=canary("desk", "pair"), **by)
    stage.words |= {"joined": joining.kept.ref, "absorbed": joining.absorbed.ref, "joining": str(joining.pk),
                    "verdict": str(verdict.pk)}  # fmt: skip


def handed_over(stage: Stage) -> None:
    """A case bundle that is ready."""
    person = Person.objects.get(ref=stage.words["person"])
    asked = verbs.ask(
        persons=[person], disclosure="partner", reason="For a court.", language="en", key=uuid.uuid4(),
        by=stage.people["admin"], at=NOW,
    )  # fmt: skip
    building.build(asked.ref, clock=lambda: dt.datetime.now(dt.UTC), write_csv=csv.write)
    stage.words["bundle"] = asked.ref
    stage.canaries["desk"].append(asked.ref)


def listed(stage: Stage) -> None:
    """A list that others keep, in two editions, and files of it on their way."""
    about = ("title", "keeper", "method", "covers", "name", "cell", "label", "file", "later")
    told = {word: canary("list", word) for word in about}
    stage.words |= stage_lists.listed(stage.people["reviewer"], told)
    told["because"] = canary("list", "because")
    stage.words |= stage_rows.decided(stage.words["list"], stage.people["second"], told["because"])
    stage.canaries["lists"] = list(told.values())


def claimed(stage: Stage) -> None:
    """Figures that somebody claims, on the page of a topic."""
    about = ("title", "describing", "words", "speaker", "population_words", "place", "method_words", "wording", "caveats",
             "why", "because", "struck")  # fmt: skip
    told = {word: canary("figure", word) for word in about}
    accepted, waiting = stage.words["own_accepted"], stage.words["other_sent"]
    stage.words |= stage_figures.claimed(accepted, waiting, stage.people["second"], told)
    told["estimate"] = canary("figure", "estimate")
    stage.words |= stage_figures.estimated(stage.people["second"], told["estimate"])
    stage.canaries["figures"] = list(told.values())


def propose(person: Person, kind: str, act: Act, by: User) -> Finding:
    return findings.propose(
        person, kind=kind, acts=[act], confirmation="weak", rationale=canary("finding", kind), by=by, at=NOW
    )


def team(stage: Stage) -> None:
    """An open invitation, a link for a new password, somebody who is suspended, and a request for a time stamp."""
    admin, at = stage.people["admin"], dt.datetime.now(dt.UTC)
    link, token = invite.invite(by=admin, at=at, role=Role.ACTIVIST, name="Gulnar Test")
    people.suspend(user=stage.people["suspended"], by=admin, at=at, reason="Left the team.")
    stage.words["stamp"] = str(stamping.prepare(by=admin, at=at).pk)
    stage.words |= {"link": link.ref, "token": token, "suspended": stage.people["suspended"].ref}
    stage.words["session"] = str(sessions.begin(stage.people["activist"], "elsewhere", at).pk)
    key = factors.store(stage.people["reviewer"], factors.PASSKEY, at, name="Key", credential=Passkey().made())
    stage.words["passkey"] = str(key.pk)
    stage.words |= {f"user_{name}": user.ref for name, user in stage.people.items()}
