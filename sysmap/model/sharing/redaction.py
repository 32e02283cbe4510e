"""The one function by which anything leaves for others: from a map and a profile to what may be seen of it.

Everything is decided on the whole map, and everything that is drawn, counted or written afterwards is made of what
stays: no total on a page is made of anything that is not on it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sysmap.model.maps import SystemMap
from sysmap.model.money import say_money
from sysmap.model.records import Record
from sysmap.model.sharing.counting import told_counts
from sysmap.model.sharing.disclosure import guard
from sysmap.model.sharing.naming import Finder, is_free
from sysmap.model.sharing.profile import FEW, Profile, Rule, is_money
from sysmap.model.sharing.renumbering import shown_order
from sysmap.model.sharing.searching import gather_secrets, same_figures, say_hints
from sysmap.model.sharing.sums import FIGURES, Cell, figures_of
from sysmap.model.values import DEFAULT_CURRENCY, join_list, write_number
from sysmap.model.visibility import AT_HOME, AUDIENCES, DEFAULT_SENSITIVITY, UNCOUNTED, View, view_for

WITHHELD = "withheld"
"""A property that a redacted record may have: the fields of it that were withheld."""

LINKS_WITHHELD = "links_withheld"
"""Another: how many of its links lead to what was withheld."""

BAND = "_band"
"""What is added to the name of a figure for the band that stands in its place."""

_NO_COUNT = re.compile(r"%|£|\b(?:per|percent|rate|score|index|level|ratio|pounds?|GBP)\b", re.IGNORECASE)
_KEPT_BY_BLUR = frozenset({"from_id", "to_id", "scenario", "scenario_action", "scenario_target"})


@dataclass(frozen=True, slots=True)
class Went:
    """One thing that does not leave as it is.

    Parameters
    ----------
    why : str
        The rule by which, in words.
    what : str
        What, for the maker's eyes only.
    how : {"removed", "blurred", "blanked", "banded", "suppressed", "text"}
        What became of it.
    """

    why: str
    what: str
    how: str


@dataclass(frozen=True, slots=True)
class Redaction:
    """A map as it may leave, and what its maker should know.

    Parameters
    ----------
    view : View
        What may be seen.
    profile : Profile
        By which profile.
    went : tuple of Went
        Everything that does not leave as it is.
    warnings : tuple of str
        What may still be worked out, a sentence each.
    """

    view: View
    profile: Profile
    went: tuple[Went, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    finder: Finder = field(default_factory=lambda: Finder(()), compare=False, repr=False)

    def names_in(self, text: str) -> list[str]:
        """Give the names of what is withheld that a text says: one that is not on the map, such as a file's name."""
        return self.finder.blank(text)[1]


def redact(system_map: SystemMap, profile: Profile, now: SystemMap | None = None) -> Redaction:
    """Give a map as a profile lets it be seen, and what went.

    Parameters
    ----------
    system_map : SystemMap
        The whole map.
    profile : Profile
        What leaves.
    now : SystemMap, optional
        The whole map as it is now, where the other is as it was: what is secret by now was not marked so then.
    """
    if profile.whole:
        return Redaction(view_for(system_map, "council"), profile)
    since = _Redactor(now, profile) if now is not None else None
    if since is not None:
        since.run()
    return _Redactor(system_map, profile, since).run()


class _Redactor:
    """One redaction: what stays so far, what is known to be secret, and the account of it."""

    def __init__(self, system_map: SystemMap, profile: Profile, since: "_Redactor | None" = None) -> None:
        self.map = system_map
        self.profile = profile
        self.since = since
        self.drops = profile.of("drop")
        rules = [self._keeps(rule) for rule in self.drops]
        rules.append(lambda record: record.kind not in AT_HOME and not self._is_secret_since(record))
        self.seen = view_for(system_map, profile.sees, *rules)
        self.kept: dict[str, Record] = dict(self.seen.map.records)
        self.blurred: dict[str, str] = {}
        self.hidden: dict[Cell, str] = {}
        self.blanked: set[Cell] = set()
        self.fields: set[str] = set()
        self.went: list[Went] = []
        self.warnings: list[str] = []
        self.finder = Finder(())
        self.has_gaps = False

    def _keeps(self, rule: Rule) -> Callable[[Record], bool]:
        return lambda record: record.kind == "Map" or not rule.chooses(record, self.map)

    def _is_secret_since(self, record: Record) -> bool:
        """Whether a record is on the map of now too, and may not be seen there, or not by its name."""
        if self.since is None or record.kind in {"Map", "Position"} or record.id not in self.since.map:
            return False
        return record.id not in self.since.kept or record.id in self.since.blurred

    def _take_since(self) -> None:
        """Take out the values that are withheld of the map as it is now."""
        for record_id, name in sorted(self.since.hidden.keys() | self.since.blanked) if self.since else ():
            if record_id in self.kept and name in self.kept[record_id].values:
                self._take(record_id, [name], "it is withheld of the map as it is now", "blanked")

    def run(self) -> Redaction:
        self._tell_removed()
        self._mark_what_lost()
        self._blur()
        self._blank()
        self._band()
        self._take_since()
        self._guard()
        self._drop_payments()
        self._search_texts()
        self._drop_positions()
        self._number_blurred()
        self._warn()
        withheld = Counter(record.kind for record in self._gone() if record.kind not in UNCOUNTED)
        changed = Counter(each.how for each in self.went if each.how != "removed")
        view = View(
            SystemMap(self.kept),
            self.profile.name,
            dict(withheld),
            frozenset(self.fields),
            dict(changed),
            self._told(withheld, changed),
        )
        return Redaction(view, self.profile, tuple(self.went), tuple(self.warnings), self.finder)

    def _told(self, withheld: Mapping[str, int], changed: Mapping[str, int]) -> dict[str, int]:
        """Give what the reader is told was left out: what can be seen to be changed is counted as it is."""
        seen = {how: count for how, count in changed.items() if how != "blanked"}
        unseen = {**withheld, **({"blanked": changed["blanked"]} if "blanked" in changed else {})}
        return {**told_counts(unseen, self.profile.counts), **seen}

    # What goes altogether.

    def _gone(self) -> list[Record]:
        return [record for record in self.map if record.id not in self.kept and record.kind not in AT_HOME]

    def _tell_removed(self) -> None:
        allowed = AUDIENCES[self.profile.sees]
        default = self.map.about.get("sensitivity", DEFAULT_SENSITIVITY)
        for record in self._gone():
            sensitivity = record.get("sensitivity", default)
            rule = next((each for each in self.drops if each.chooses(record, self.map)), None)
            if rule is not None:
                why = _say_rule(rule)
            elif self._is_secret_since(record):
                why = "it is withheld of the map as it is now"
            elif sensitivity not in allowed and self.profile.sees != "council" and record.kind != "Position":
                said = "" if "sensitivity" in record.values else ", as nobody said otherwise"
                why = f"sensitivity is {sensitivity}{said}"
            else:
                why = "it hangs on something withheld, or would tell of it"
            self.went.append(Went(why, self._say(record), "removed"))

    def _say(self, record: Record) -> str:
        if record.joins:
            ends = f"“{self.map.name_of(record.from_id)}” to “{self.map.name_of(record.to_id)}”"
            return f"{record.declared.words}: {ends} ({record.id})"
        name = record.get("name") or record.get("publisher")
        return f"{record.declared.words} {f'“{name}” ' if name else ''}({record.id})"

    def _mark_what_lost(self) -> None:
        """Say on what stays that references and links were taken from it, so that nothing looks missing or untrue."""
        lost: Counter[str] = Counter()
        for record in self.map.relationships:
            if record.id not in self.kept and record.kind != "ABOUT":
                lost.update({record.from_id, record.to_id} & self.kept.keys())
        for record_id, record in self.kept.items():
            before = self.map[record_id]
            names = [
                name
                for name in before.values
                if name not in record.values and (prop := before.declared.property(name)) and prop.reads == "ref"
            ]
            marked = self._with_mark(record, names)
            if lost[record_id]:
                marked = marked.with_values(**{LINKS_WITHHELD: self._count(lost[record_id])})
            self.kept[record_id] = marked

    def _count(self, count: int) -> str:
        if self.profile.counts == "some":
            return "some"
        return f"fewer than {FEW}" if self.profile.counts == "banded" and count < FEW else str(count)

    def _with_mark(self, record: Record, names: Iterable[str]) -> Record:
        """Say that fields of a record were withheld where an empty one would be read as not known."""
        marks = [*record.items(WITHHELD), *(name.removesuffix("_id").replace("_", " ") for name in names)]
        return record.with_values(**{WITHHELD: join_list(dict.fromkeys(marks))}) if marks else record

    # What stays, but not as it is.

    def _blur(self) -> None:
        for rule in self.profile.of("blur"):
            for record_id, record in list(self.kept.items()):
                if record_id in self.blurred or record.kind in {"Map", "Position"} or record.joins:
                    continue
                if rule.chooses(self.map[record_id], self.map):
                    self._blur_one(record, rule)
        about = {link.id for link in self.map.of("FUNDS") if not {link.from_id, link.to_id}.isdisjoint(self.blurred)}
        self._remove("Transaction", "funding_id", about, "its payee was blurred")

    def _blur_one(self, record: Record, rule: Rule) -> None:
        values = {}
        for name, text in record.values.items():
            prop = record.declared.property(name)
            choice = prop is not None and text in {each.value for each in prop.allowed}
            if choice or name in _KEPT_BY_BLUR or name in {WITHHELD, LINKS_WITHHELD}:
                values[name] = text
        if "name" in record.values:
            values["name"] = rule.stand_in or f"{record.declared.one[:1].upper()}{record.declared.one[1:]}"
        self.hidden.update({(record.id, name): _say_rule(rule) for name in figures_of(record)})
        self.blurred[record.id] = values.get("name", "")
        self.kept[record.id] = Record(record.id, record.kind, values)
        self.went.append(Went(_say_rule(rule), self._say(record), "blurred"))

    def _blank(self) -> None:
        for rule in self.profile.of("blank"):
            for record in list(self.kept.values()):
                if not rule.chooses(self.map[record.id], self.map):
                    continue
                names = [name for name in rule.fields_of(record) if name not in _KEPT_BY_BLUR]
                self._take(record.id, names, _say_rule(rule), "blanked")

    def _take(self, record_id: str, names: Iterable[str], why: str, how: str) -> None:
        """Take values out of a record; that a figure may have been there is said whether or not there was one."""
        record = self.kept[record_id]
        marked = []
        for name in names:
            prop = record.declared.property(name)
            if prop is None and name not in record.values:
                continue
            if prop is not None:
                self.fields.add(f"{record.kind}.{name}")
            if name in record.values:
                if record.number(name) is not None:
                    self.hidden[record_id, name] = why
                self.blanked.add((record_id, name))
                self.went.append(Went(why, f"{name} of {self._say(self.map[record_id])}", how))
            if prop is not None and prop.reads in FIGURES:
                marked.append(name)
            record = record.with_values(**{name: ""})
        if record.kind == "Map" and not record.get("name"):
            record = record.with_values(name="A map")
        self.kept[record_id] = self._with_mark(record, marked)

    def _band(self) -> None:
        for rule in self.profile.of("band", "suppress"):
            for record in list(self.kept.values()):
                if rule.chooses(self.map[record.id], self.map):
                    for name in rule.fields_of(record):
                        self._band_one(self.kept[record.id], name, rule)

    def _band_one(self, record: Record, name: str, rule: Rule) -> None:
        number = record.number(name)
        if name not in record.values or (number is None and f"{name}{BAND}" in record.values):
            return
        if number is None:
            # What cannot be read as a number cannot be put in a band either, and may say anything.
            self._take(record.id, [name], _say_rule(rule), "blanked")
            return
        if rule.action == "suppress":
            if not (0 <= number < rule.under and self._is_count(record, number)):
                return
            said, how = f"fewer than {write_number(rule.under)}", "suppressed"
        else:
            said, how = rule.band_of(number, self._speaker(record, name)), "banded"
        self._put_band(record, name, said)
        self.hidden[record.id, name] = _say_rule(rule)
        self.went.append(Went(_say_rule(rule), f"{name} of {self._say(self.map[record.id])}: {said}", how))

    def _is_count(self, record: Record, number: Decimal) -> bool:
        """Whether a figure counts things or people; a rate, a share and money do not."""
        about = self.map.get(record.get("measure_id")) or record
        return number == number.to_integral_value() and not _NO_COUNT.search(about.get("unit"))

    def _speaker(self, record: Record, name: str) -> Callable[[Decimal], str]:
        currency = record.get("currency", self.map.about.get("currency", DEFAULT_CURRENCY))
        return (lambda amount: say_money(amount, currency)) if is_money(name) else write_number

    def _put_band(self, record: Record, name: str, said: str) -> None:
        self.fields.add(f"{record.kind}.{name}")
        self.kept[record.id] = record.with_values(**{name: "", f"{name}{BAND}": said})

    # What would tell of it.

    def _guard(self) -> None:
        """Withhold what else a withheld figure would follow from by one subtraction."""
        hidden = {(record.id, name) for record in self._gone() for name in figures_of(record)} | self.hidden.keys()
        guarded = guard(self.map, hidden, self.kept.keys())
        bands = self.profile.of("band")
        for each in guarded.closed:
            record_id, name = each.cell
            record = self.kept[record_id]
            why = f"{each.guards[1]} of {self._say(self.map[each.guards[0]])} would follow from it ({each.words})"
            rule = next((rule for rule in bands if name in set(rule.fields_of(record))), None)
            number = record.number(name)
            if rule is not None and number is not None:
                said = rule.band_of(number, self._speaker(record, name))
                self._put_band(record, name, said)
                self.went.append(Went(why, f"{name} of {self._say(self.map[record_id])}: {said}", "banded"))
            else:
                self._take(record_id, [name], why, "suppressed")
            self.hidden[each.cell] = why
        self._guard_scenarios()
        self.warnings.extend(guarded.together)

    def _guard_scenarios(self) -> None:
        """Withhold a figure in the rows of scenarios too: most leave it as it is in the base."""
        for row in list(self.kept.values()):
            target = row.get("scenario_target")
            names = [name for name in figures_of(row) if (target, name) in self.hidden]
            if names:
                self._take(row.id, names, f"the same figure of {self._say(self.map[target])} is withheld", "suppressed")

    def _drop_payments(self) -> None:
        """Leave out the payments behind an amount that is withheld: they add up to it."""
        rows = {record_id for record_id, name in self.hidden if name == "amount"}
        self._remove("Transaction", "funding_id", rows, "the amount that it is part of is withheld")

    def _remove(self, kind: str, reference: str, of: Iterable[str], why: str) -> None:
        wanted = set(of)
        for record in [each for each in self.kept.values() if each.kind == kind and each.get(reference) in wanted]:
            del self.kept[record.id]
            self.went.append(Went(why, self._say(record), "removed"))

    def _search_texts(self) -> None:
        hidden = self.hidden.keys() | self.blanked
        secrets = gather_secrets(self.map, self._gone(), self.kept, self.blurred.keys(), hidden)
        self.finder = secrets.finder
        self.warnings.extend(secrets.warnings)
        for record in list(self.kept.values()):
            self._search_one(record, self.finder)
            if self.since:
                self._search_one(self.kept[record.id], self.since.finder)
        for record, name, word, short_for in say_hints(self.map, self.kept.values(), secrets.hints):
            said = f"{name} of {self._say(record)} says “{word}”"
            self.warnings.append(f"{said}: is that “{short_for}”, which is withheld? Look yourself")
        withheld = {*hidden, *((record.id, name) for record in self._gone() for name in figures_of(record))}
        for shown, secret, figure in same_figures(self.map, self.kept.values(), withheld):
            one, other = (f"{name} of {self._say(self.map[record_id])}" for record_id, name in (shown, secret))
            self.warnings.append(
                f"{one} is {figure}, and so is {other}, which is withheld: does it tell? Look yourself"
            )

    def _search_one(self, record: Record, finder: Finder) -> None:
        changed = {}
        for name, text in record.values.items():
            band = name.endswith(BAND) and (record.id, name.removesuffix(BAND)) in self.hidden
            if not band and is_free(record, name):
                changed[name], found = finder.blank(text)
                if found:
                    what = f"{name} of {self._say(self.map[record.id])}: {', '.join(f'“{each}”' for each in found)}"
                    self.went.append(Went("it names something withheld", what, "text"))
        if changed:
            self.kept[record.id] = record.with_values(**changed)

    def _drop_positions(self) -> None:
        """Lay out anew what has holes: where things were put would tell of what stood between them."""
        self.has_gaps = bool(self.blurred) or any(record.declared.form == "element" for record in self._gone())
        if not (self.has_gaps or (self.since is not None and self.since.has_gaps)):
            return
        count = 0
        for record in [each for each in self.kept.values() if each.kind == "Position"]:
            del self.kept[record.id]
            count += 1
        if count:
            what = f"{count} saved positions; the picture is laid out anew"
            self.went.append(Went("gaps would tell of what is withheld", what, "removed"))

    def _number_blurred(self) -> None:
        """Tell blurred names apart by numbers, in an order that gives nothing away."""
        alike: dict[str, list[str]] = defaultdict(list)
        taken = {record.get("name") for record in self.kept.values() if record.id not in self.blurred}
        for record in shown_order(SystemMap(self.kept)) if self.blurred else ():
            if record.id in self.blurred and record.get("name"):
                alike[record.get("name")].append(record.id)
        for name, ids in alike.items():
            if len(ids) > 1 or name in taken:
                for number, record_id in enumerate(ids, 1):
                    self.kept[record_id] = self.kept[record_id].with_values(name=f"{name} {number}")

    def _warn(self) -> None:
        looks: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for record_id in self.blurred:
            record = self.kept[record_id]
            looks[record.kind, record.get("kind"), record.get("sector")].append(record_id)
        for ids in looks.values():
            if len(ids) == 1:
                self.warnings.append(f"{self._say(self.map[ids[0]])} is blurred, and the only one of its sort shown")
        if self.blurred and any(record.number("amount") is not None for record in self.kept.values()):
            self.warnings.append(
                "exact amounts stand beside blurred names: whoever has the published spending can look them up"
            )
        for view in self.kept.values():
            if view.kind == "View" and view.get("shape") == "changes":
                self.warnings.append(f"the view “{view.name}” is not shown: what changed is not told in a share")
        if any(each.how == "suppressed" for each in self.went) and self.profile.of("suppress"):
            self.warnings.append(f"counts under {FEW} that are written in texts are not found: look yourself")
        self.warnings.append("whoever holds another share of this map, or an older one, can compare the two")


def _say_rule(rule: Rule) -> str:
    return f"rule {rule.action}, line {rule.line}{f': {rule.why}' if rule.why else ''}"
