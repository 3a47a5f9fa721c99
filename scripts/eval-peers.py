#!/usr/bin/env python3
"""Other ways to understand, measured on the files of `eval:assistant`; needs Debian's python3-sklearn and fasttext.

    python3 scripts/eval-peers.py KB.jsonl QUERIES.jsonl [EXAMPLES]

Prints the share of answerable questions whose subject comes first: TF-IDF (words 1-2, letters 3-5) with logistic regression
and with a linear SVM, the same with the shipped encoder's vector beside it (hybrid), BM25 over single examples, fastText.
Titles are examples, as for the assistant. With EXAMPLES only so many of each subject are known, the first ones.
"""
import collections
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile

import numpy
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_union
from sklearn.svm import LinearSVC

rows = lambda path: [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]
words = lambda text: re.findall(r"\w+", text.lower())

first = int(sys.argv[3]) if len(sys.argv) > 3 else None
texts, subjects = [], []
for row in rows(sys.argv[1]):
    for text in ([row["title"]] if row["title"].strip() else []) + row["examples"][:first]:
        texts.append(text)
        subjects.append(row["id"])
asked = [row for row in rows(sys.argv[2]) if row["expected"] is not None]
questions = [row["text"] for row in asked]
expected = [row["expected"] for row in asked]
share = lambda found: round(100 * sum(a == b for a, b in zip(found, expected)) / len(expected), 1)

features = make_union(
    TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
    TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True),
)
known, questioned = features.fit_transform(texts), features.transform(questions)


def linear(name, known, questioned):
    by_logistic = LogisticRegression(C=30, max_iter=300).fit(known, subjects).predict(questioned)
    print(name + ", logistic regression", share(by_logistic), flush=True)
    print(name + ", linear SVM", share(LinearSVC(C=1).fit(known, subjects).predict(questioned)), flush=True)


def vectors_of(lines):
    """The vectors the assistant uses (eval-vectors.ts)."""
    program = pathlib.Path(__file__).with_name("eval-vectors.ts")
    found = subprocess.run(["node", program], input=json.dumps(lines).encode(), stdout=subprocess.PIPE, check=True).stdout
    return csr_matrix(numpy.frombuffer(found, dtype="<f4").reshape(len(lines), -1))


linear("TF-IDF", known, questioned)
linear("hybrid", hstack([known, vectors_of(texts)]).tocsr(), hstack([questioned, vectors_of(questions)]).tocsr())

documents = [words(text) for text in texts]
frequency = collections.Counter(word for document in documents for word in set(document))
mean = sum(map(len, documents)) / len(documents)
postings = collections.defaultdict(list)
for index, document in enumerate(documents):
    for word, count in collections.Counter(document).items():
        postings[word].append((index, count * 2.5 / (count + 1.5 * (0.25 + 0.75 * len(document) / mean))))
found = []
for text in questions:
    scores = collections.Counter()
    for word in set(words(text)):
        idf = math.log(1 + (len(documents) - frequency[word] + 0.5) / (frequency[word] + 0.5))
        for index, weight in postings.get(word, []):
            scores[index] += idf * weight
    found.append(subjects[scores.most_common(1)[0][0]] if scores else None)
print("BM25", share(found))

names = sorted(set(subjects))
with tempfile.TemporaryDirectory() as folder:
    with open(f"{folder}/train", "w", encoding="utf-8") as out:
        for text, subject in zip(texts, subjects):
            out.write(f"__label__{names.index(subject)} {' '.join(words(text))}\n")
    with open(f"{folder}/asked", "w", encoding="utf-8") as out:
        for text in questions:
            out.write((" ".join(words(text)) or "-") + "\n")
    epochs = "100" if len(texts) < 4000 else "25"
    options = ["-epoch", epochs, "-lr", "0.5", "-wordNgrams", "2", "-minn", "3", "-maxn", "5", "-dim", "100"]
    subprocess.run(
        ["fasttext", "supervised", "-input", f"{folder}/train", "-output", f"{folder}/model"]
        + options + ["-bucket", "200000", "-thread", "1", "-verbose", "0"],
        check=True, stderr=subprocess.DEVNULL,
    )
    lines = subprocess.run(
        ["fasttext", "predict", f"{folder}/model.bin", f"{folder}/asked"], capture_output=True, text=True
    ).stdout.split("\n")
label = lambda line: names[int(line.removeprefix("__label__"))] if line.startswith("__label__") else None
print("fastText", share([label(line) for line in lines[: len(expected)]]))
