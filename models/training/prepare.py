"""Pairs of texts to numbers: python3 prepare.py WORK FOLDER… [--vocabulary N] [--without NAME…] [--unseen JSONL…]

Reads every `*.tsv` and `*.tsv.gz` (first, second text, label) and `*.groups.txt` (texts that mean the same, one a line; a blank
line between groups) of the folders, and writes WORK/vocabulary.txt, WORK/pairs.npz and WORK/kept_out.tsv.
"""
import argparse
import collections
import gzip
import json
import pathlib
import random

import numpy

from text import Tokenizer, learn_vocabulary, normalized, words_of

KEPT_OUT = 1_400
"""Pairs of `ru_en` that are never trained on: measure.py finds one side by the other."""

LABELED = ("intents", "forms", "wordnet", "groups")
"""Files whose last column says what the pair means: two pairs with one label are no counter-examples."""

WITHOUT_COUNTS = ("forms", "wordnet", "typos")
"""Files whose words say nothing about how often a word is used."""

PAIRS_A_TEXT = 3
"""Pairs that each text of a group is in, at least on one side."""


def read_pairs(file: pathlib.Path):
    opened = gzip.open(file, "rt") if file.suffix == ".gz" else open(file)
    for line in opened:
        fields = line.rstrip("\n").split("\t")
        yield fields[0], fields[1], fields[2]


def read_groups(file: pathlib.Path):
    for number, block in enumerate(file.read_text().split("\n\n")):
        texts = [line for line in block.splitlines() if line.strip() and not line.startswith("#")]
        for text in texts:
            for other in random.sample(texts, min(PAIRS_A_TEXT + 1, len(texts))):
                if other != text:
                    yield text, other, f"{file.name}/{number}"


def mistyped(text: str) -> str:
    """One slip of a finger in one longer word: two letters swapped, one left out, doubled or replaced."""
    words = text.split(" ")
    long = [index for index, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if not long:
        return text
    index = random.choice(long)
    word, at = words[index], random.randrange(1, len(words[index]) - 1)
    alphabet = "абвгдежзийклмнопрстуфхцчшщъыьэюя" if "а" <= word[0].lower() <= "я" else "abcdefghijklmnopqrstuvwxyz"
    words[index] = random.choice([
        word[:at] + word[at + 1] + word[at] + word[at + 2:],
        word[:at] + word[at + 1:],
        word[:at] + word[at] + word[at:],
        word[:at] + random.choice(alphabet) + word[at + 1:],
    ])
    return " ".join(words)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("work", type=pathlib.Path)
    options.add_argument("folders", type=pathlib.Path, nargs="+")
    options.add_argument("--vocabulary", type=int, default=30_000)
    options.add_argument("--without", nargs="*", default=[], help="files whose name has one of these are left out")
    options.add_argument("--unseen", nargs="*", default=[], type=pathlib.Path, help="JSON Lines whose `text` must not be trained on")
    options.add_argument("--typos", type=int, default=0, help="texts and words that are added with a slip of the finger")
    given = options.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    random.seed(1)

    comparable = lambda text: " ".join(word for word in words_of(text) if word.isalnum())
    unseen = {comparable(json.loads(line)["text"]) for file in given.unseen for line in open(file)}
    files: dict[str, list[tuple[str, str, str]]] = {}
    removed = 0
    for folder in given.folders:
        for file in sorted(folder.iterdir()):
            name = file.name.split(".")[0] + ("_groups" if file.name.endswith(".groups.txt") else "")
            if any(each in file.name for each in given.without):
                continue
            if ".tsv" in file.name:
                rows = list(read_pairs(file))
            elif file.name.endswith(".groups.txt"):
                rows = list(read_groups(file))
            else:
                continue
            kept = [row for row in rows if comparable(row[0]) not in unseen and comparable(row[1]) not in unseen]
            removed += len(rows) - len(kept)
            files[name] = kept
    random.shuffle(files["ru_en"])
    kept_out, files["ru_en"] = files["ru_en"][:KEPT_OUT], files["ru_en"][KEPT_OUT:]
    (given.work / "kept_out.tsv").write_text("".join(f"{a}\t{b}\n" for a, b, _ in kept_out))

    counts = collections.Counter()
    for name, rows in files.items():
        if not any(each in name for each in WITHOUT_COUNTS):
            for a, b, _ in rows:
                counts.update(words_of(a))
                counts.update(words_of(b))
    if given.typos:
        texts = [text for name, rows in files.items() if not any(each in name for each in WITHOUT_COUNTS) for a, b, _ in rows for text in (a, b)]
        words = [word for word, count in counts.items() if count >= 3 and len(word) >= 5 and word.isalpha()]
        chosen = random.sample(texts, given.typos) + random.choices(words, k=given.typos)
        files["typos"] = [(text, wrong, "") for text in chosen if (wrong := mistyped(text)) != text]
    vocabulary = learn_vocabulary(counts, given.vocabulary)
    (given.work / "vocabulary.txt").write_text("\n".join(vocabulary))
    tokenizer = Tokenizer(vocabulary)

    tokens, lengths, labels, sources, texts = [], [], [], [], []
    label_ids: dict[str, int] = {}
    text_ids: dict[tuple[int, ...], int] = {}
    frequency = collections.Counter()
    for source, (name, rows) in enumerate(files.items()):
        is_labeled, used = any(each in name for each in LABELED), 0
        for index, (a, b, label) in enumerate(rows):
            first, second = tokenizer(a)[:64], tokenizer(b)[:64]
            if not first or not second or first == second:
                continue
            used += 1
            for each in (first, second):
                tokens.extend(each)
                lengths.append(len(each))
                texts.append(text_ids.setdefault(tuple(each), len(text_ids)))
                frequency.update(set(each))
            labels.append(label_ids.setdefault(label if is_labeled else f"{name}#{index}", len(label_ids)))
            sources.append(source)
        print(f"{name}: {used}")
    print(f"{len(labels)} pairs, {removed} removed as unseen, {len(vocabulary)} pieces")
    documents = len(lengths)
    idf = numpy.array([numpy.log((1 + documents) / (1 + frequency[index])) for index in range(len(vocabulary))])
    numpy.savez(
        given.work / "pairs.npz", tokens=numpy.array(tokens, numpy.int32), lengths=numpy.array(lengths, numpy.int32),
        labels=numpy.array(labels, numpy.int32), sources=numpy.array(sources, numpy.int32), texts=numpy.array(texts, numpy.int32),
        idf=idf.astype(numpy.float32), names=numpy.array(list(files)),
    )


main()
