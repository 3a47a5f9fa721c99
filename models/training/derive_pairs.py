"""Pairs from freely licensed packages: python3 derive_pairs.py UNPACKED OUT. README.md says which packages, unpacked where."""
import collections
import gettext
import gzip
import html
import json
import pathlib
import random
import re
import struct
import sys

from text import normalized, words_of

UNPACKED, OUT = map(pathlib.Path, sys.argv[1:3])
random.seed(1)


def plain(text: str) -> str | None:
    """Text without mark-up and accelerators; None for what is not a sentence or a label in words."""
    if re.search(r"\{[^}]*,\s*(plural|select)", text):
        return None
    text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    text = re.sub(r"\{\{?[^}]*\}?\}|\$\{?\w+\}?|%\(\w+\)[sd]|%[sd]|__\w+__|https?://\S+|`+", " ", text)
    text = re.sub(r"\s+", " ", text.replace("&", "")).strip()
    return text if 2 <= len(text) <= 300 and re.search(r"[a-zа-яё]{2}", text, re.I) else None


def write(name: str, rows) -> None:
    seen, count = set(), 0
    with open(OUT / f"{name}.tsv", "w") as file:
        for a, b, label in rows:
            a, b = plain(a), plain(b)
            if not a or not b or normalized(a) == normalized(b) or (normalized(a), normalized(b)) in seen:
                continue
            seen.add((normalized(a), normalized(b)))
            file.write(f"{a}\t{b}\t{label}\n")
            count += 1
    print(name, count)


def only(pattern: str) -> pathlib.Path:
    return next(UNPACKED.glob(pattern))


def russian(rows):
    """Rows whose first side is written in Russian and whose second is not."""
    return ((a, b, label) for a, b, label in rows if re.search("[а-я]", a.lower()) and not re.search("[а-я]", b.lower()))


def resources_of(pak: pathlib.Path) -> dict[int, str]:
    """The strings of a Chromium resource file of version 5."""
    data = pak.read_bytes()
    version, _, count, _ = struct.unpack_from("<IIHH", data)
    assert version == 5, version
    entries = [struct.unpack_from("<HI", data, 12 + 6 * index) for index in range(count + 1)]
    return {
        resource: data[start:end].decode("utf-8", "ignore") for (resource, start), (_, end) in zip(entries, entries[1:])
    }


def chromium():
    english = resources_of(only("chromium-common/usr/lib/chromium/locales/en-US.pak"))
    translated = resources_of(only("chromium-l10n/usr/lib/chromium/locales/ru.pak"))
    return ((translated[key], text, "chromium") for key, text in english.items() if key in translated)


def django():
    for file in UNPACKED.glob("python3-django*/**/ru/LC_MESSAGES/*.mo"):
        with open(file, "rb") as opened:
            for english, text in gettext.GNUTranslations(opened)._catalog.items():
                if isinstance(english, str) and english:
                    yield text, english.rpartition("\4")[2], "django"


def leaves(tree, path=()):
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves(value, (*path, key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from leaves(value, (*path, index))
    elif isinstance(tree, str):
        yield path, tree


def node_red():
    for file in UNPACKED.glob("node-red-*/package/locales/ru/**/*.json"):
        other = pathlib.Path(str(file).replace("/locales/ru/", "/locales/en-US/"))
        if other.exists():
            english = dict(leaves(json.loads(other.read_text())))
            for path, text in leaves(json.loads(file.read_text())):
                if path in english:
                    yield text, english[path], "node-red"


def annotations(language: str) -> dict[str, tuple[str, list[str]]]:
    file = only(f"cldr-annotations-full*/package/annotations/{language}/annotations.json")
    rows = json.loads(file.read_text())["annotations"]["annotations"]
    return {sign: (row["tts"][0], row.get("default", [])) for sign, row in rows.items() if "tts" in row}


def cldr():
    english = annotations("en")
    for sign, (name, keywords) in annotations("ru").items():
        if sign not in english:
            continue
        yield name, english[sign][0], "cldr"
        yield " ".join(keywords), " ".join(english[sign][1]), "cldr"


def wordnet(used: collections.Counter):
    """Words of one meaning, a word and its explanation, that and a sentence that uses it; only words the other text has."""
    for part in ("noun", "verb", "adj", "adv"):
        for line in open(only(f"wordnet-base/usr/share/wordnet/data.{part}")):
            if line.startswith("  "):
                continue
            head, _, gloss = line.partition("|")
            fields = head.split()
            words = [re.sub(r"\(\w+\)$", "", fields[4 + 2 * i]).replace("_", " ") for i in range(int(fields[3], 16))]
            words = [word for word in words if re.fullmatch(r"[a-z' -]+", word) and all(each in used for each in words_of(word))]
            if not words:
                continue
            meaning, *uses = re.split(r";\s*(?=\")", gloss.strip())
            label = f"{part}/{fields[0]}"
            yield words[0], meaning, label, "gloss"
            for word in words[1:]:
                yield words[0], word, label, "synonym"
            for use in uses:
                yield meaning, use.strip('" '), label, "use"


class Affixes:
    """Endings of a Hunspell dictionary (suffixes with one-letter flags)."""

    def __init__(self, aff: pathlib.Path, encoding: str):
        self.rules = collections.defaultdict(list)
        for line in open(aff, encoding=encoding):
            fields = line.split()
            if len(fields) >= 5 and fields[0] == "SFX":
                _, flag, strip, add, condition = fields[:5]
                self.rules[flag].append((
                    "" if strip == "0" else strip, "" if add == "0" else add.split("/")[0], re.compile(f"(?:{condition})$"),
                ))

    def forms(self, word: str, flags: str) -> list[str]:
        forms = {word: None}
        for flag in flags:
            for strip, add, condition in self.rules.get(flag, []):
                if word.endswith(strip) and condition.search(word):
                    forms[word[: len(word) - len(strip)] + add] = None
        return list(forms)


def forms(language: str, encoding: str, used: collections.Counter, each: int):
    """Forms of one word, for the words that the other text has; a form it has is the likelier one to be asked."""
    folder = only(f"hunspell-*/usr/share/hunspell/{language}.aff")
    affixes = Affixes(folder, encoding)
    for line in open(folder.with_suffix(".dic"), encoding=encoding):
        word, _, flags = line.strip().partition("/")
        if not word.islower():
            continue
        all_forms = [normalized(form) for form in affixes.forms(word, flags)]
        seen = [form for form in all_forms if form in used]
        if not seen or len(all_forms) < 2:
            continue
        for _ in range(min(each, len(all_forms) * (len(all_forms) - 1) // 2)):
            first, second = random.choice(seen), random.choice(all_forms)
            if first != second:
                yield first, second, normalized(word)


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    write("ru_en_chromium", russian(chromium()))
    write("ru_en_django", russian(django()))
    write("ru_en_node_red", russian(node_red()))
    write("ru_en_cldr", russian(cldr()))
    used = collections.Counter()
    for folder in [OUT, *map(pathlib.Path, sys.argv[3:])]:
        for file in folder.glob("*.tsv*"):
            if "_forms" in file.name or "_wordnet_" in file.name:
                continue
            for line in gzip.open(file, "rt") if file.suffix == ".gz" else open(file):
                used.update(words_of(" ".join(line.split("\t")[:2])))
    rows = list(wordnet(used))
    for kind in ("gloss", "synonym", "use"):
        write(f"en_wordnet_{kind}", ((a, b, label) for a, b, label, each in rows if each == kind))
    write("ru_forms_hunspell", forms("ru_RU", "utf-8", used, 6))
    write("en_forms_hunspell", forms("en_US", "utf-8", used, 4))


main()
