"""Quick figures of a table on development sets, to choose by: python3 measure.py WORK NAME DEV

`npm run eval:assistant` and `npm run eval:search` measure what the product makes of it.
"""
import collections
import json
import pathlib
import re
import sys

import numpy

from text import Tokenizer

WORK, NAME, DEV = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
table = numpy.load(WORK / f"{NAME}.npy")
tokenizer = Tokenizer((WORK / "vocabulary.txt").read_text().split("\n"))


def encode(texts) -> numpy.ndarray:
    vectors = numpy.zeros((len(texts), table.shape[1]), numpy.float32)
    for row, text in enumerate(texts):
        vectors[row] = table[tokenizer(text)[:256]].sum(axis=0)
    return vectors / (numpy.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)


def rows_of(file: pathlib.Path) -> list[dict]:
    return [json.loads(line) for line in open(file)]


def intents(name: str, kb: str):
    """Share of questions whose nearest example has their intent, the same by a trained head, and AUROC of what is outside."""
    known, asked = rows_of(DEV / name / kb), rows_of(DEV / name / "queries.jsonl")
    ids = [row["id"] for row in known]
    owner = numpy.concatenate([[at] * len(row["examples"]) for at, row in enumerate(known)])
    examples = encode([text for row in known for text in row["examples"]])
    vectors = encode([row["text"] for row in asked])
    expected = numpy.array([ids.index(row["expected"]) if row["expected"] in ids else -1 for row in asked])
    inside = expected >= 0
    likeness = vectors @ examples.T
    nearest = (owner[likeness.argmax(axis=1)] == expected)[inside].mean()
    best = likeness.max(axis=1)
    auroc = numpy.nan
    if not inside.all():
        order = best.argsort().argsort() + 1
        auroc = (order[inside].sum() - inside.sum() * (inside.sum() + 1) / 2) / (inside.sum() * (~inside).sum())
    return nearest, (head(examples, owner, len(ids), vectors) == expected)[inside].mean(), auroc


def head(examples, owner, classes, vectors):
    """Logistic regression, full batches with momentum."""
    weights, velocity = numpy.zeros((examples.shape[1], classes), numpy.float32), 0
    target = numpy.eye(classes, dtype=numpy.float32)[owner]
    for _ in range(150):
        scores = numpy.exp(10 * (examples @ weights - (examples @ weights).max(axis=1, keepdims=True)))
        change = examples.T @ (scores / scores.sum(axis=1, keepdims=True) - target) / len(owner) * classes
        velocity = 0.9 * velocity - 0.03 * (change + 0.02 * weights)
        weights = weights + velocity
    return (vectors @ weights).argmax(axis=1)


def search(name: str, place: int) -> float:
    """Share of questions whose article is among the first by its nearest sentence."""
    articles, asked = rows_of(DEV / name / "articles.jsonl"), rows_of(DEV / name / "queries.jsonl")
    sentences = [(at, part) for at, row in enumerate(articles) for part in re.split(r"(?<=[.!?])\s+", row["body"])]
    likeness = encode([row["text"] for row in asked]) @ encode([part for _, part in sentences]).T
    owner, found = numpy.array([at for at, _ in sentences]), 0
    for row, values in zip(asked, likeness):
        best = collections.defaultdict(float)
        for at, value in zip(owner, values):
            best[at] = max(best[at], value)
        first = sorted(best, key=best.get, reverse=True)[:place]
        found += any(articles[at]["id"] in row["relevant"] for at in first)
    return found / len(asked)


kept = [line.rstrip("\n").split("\t") for line in open(WORK / "kept_out.tsv")]
ru, en = encode([a for a, _ in kept]), encode([b for _, b in kept])
same = ru @ en.T
figures = {"ru→en": (same.argmax(axis=1) == numpy.arange(len(kept))).mean()}
for name, kb, short in [
    ("banking77", "kb_5shot", "b77-5"), ("banking77", "kb_10shot", "b77-10"), ("clinc150", "kb_5shot", "clinc-5"),
    ("clinc150", "kb_10shot", "clinc-10"), ("hint3_curekart", "kb", "curekart"), ("ru_chatbot", "kb", "chat"),
]:
    nearest, trained, auroc = intents(name, f"{kb}.jsonl")
    figures |= {short: nearest, f"{short}+": trained, f"{short} oos": auroc}
figures |= {"xq ru@1": search("search_xquad_ru", 1), "xq en@1": search("search_xquad_en", 1), "xq ru→en@5": search("search_xquad_ru2en", 5)}
off = same[~numpy.eye(len(kept), dtype=bool)]
print(f"{NAME:24}", *(f"{key} {100 * value:.1f}" for key, value in figures.items() if value == value), sep="; ")
print(f"{'':24}", f"cosine of translations {numpy.diag(same).mean():.3f} ± {numpy.diag(same).std():.3f}, of others {off.mean():.3f} ± {off.std():.3f}")
