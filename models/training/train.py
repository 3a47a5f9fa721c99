"""Trains the table of vectors: python3 train.py WORK NAME [--dimensions N] … → WORK/NAME.npy

Symmetric multiple-negatives ranking: of a batch of pairs, each text must be nearest to its own partner. README.md explains.
"""
import argparse
import ctypes
import os
import pathlib
import subprocess
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # more threads wait for each other longer than they work
import numpy


def gram_vectors(vocabulary: list[str], dimensions: int, random: numpy.random.Generator) -> numpy.ndarray:
    """A vector for each piece: the mean-scaled sum of one random vector for each of its runs of 3 to 5 letters."""
    grams: dict[str, int] = {}
    rows, columns = [], []
    for row, piece in enumerate(vocabulary):
        word = piece[2:] if piece.startswith("##") else "^" + piece
        found = {word[at:at + size] for size in (3, 4, 5) for at in range(len(word) - size + 1)} or {word}
        for gram in sorted(found):
            rows.append(row)
            columns.append(grams.setdefault(gram, len(grams)))
    basis = random.standard_normal((len(grams), dimensions), numpy.float32)
    starts = numpy.flatnonzero(numpy.diff(rows, prepend=-1))
    sums = numpy.empty((len(vocabulary), dimensions), numpy.float32)
    for start in range(0, len(starts), 4_096):
        part = starts[start:start + 4_096]
        until = starts[start + 4_096] if start + 4_096 < len(starts) else len(columns)
        sums[start:start + len(part)] = numpy.add.reduceat(basis[columns[part[0]:until]], part - part[0])
    return unit(sums)


def unit(vectors: numpy.ndarray) -> numpy.ndarray:
    return vectors / (numpy.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)


def first_table(vocabulary, idf, dimensions, grams, random) -> numpy.ndarray:
    """Pieces that look alike start alike; rare ones count more than frequent ones."""
    noise = unit(random.standard_normal((len(vocabulary), dimensions), numpy.float32))
    start = numpy.sqrt(1 - grams) * noise + numpy.sqrt(grams) * gram_vectors(vocabulary, dimensions, random)
    table = start * (idf / 10)[:, None]
    table[0] = 0
    return numpy.ascontiguousarray(table, numpy.float32)


class Pairs:
    def __init__(self, file: pathlib.Path):
        data = numpy.load(file)
        self.tokens, self.lengths, self.labels = data["tokens"], data["lengths"], data["labels"]
        self.sources, self.texts, self.idf, self.names = data["sources"], data["texts"], data["idf"], data["names"]
        self.starts = numpy.concatenate([[0], numpy.cumsum(self.lengths)[:-1]])

    def batches(self, size: int, weights: dict[str, float], random: numpy.random.Generator):
        """Batches of one source each, all shuffled; a source's weight says how often its pairs come in one round."""
        found = []
        for source, name in enumerate(self.names):
            rows = numpy.flatnonzero(self.sources == source)
            times = next((weight for part, weight in weights.items() if part in name), 1.0)
            drawn = [random.permutation(rows) for _ in range(int(times))]
            drawn.append(random.permutation(rows)[: int(len(rows) * (times % 1))])
            rows = numpy.concatenate(drawn)
            found += [rows[at:at + size] for at in range(0, len(rows), size) if len(rows) - at > size // 4 or at == 0]
        random.shuffle(found)
        return found

    def read(self, rows: numpy.ndarray, dropped: float, random: numpy.random.Generator):
        """Pieces of the first and then of the second texts of some pairs, and where each text begins; some pieces are left out."""
        texts = numpy.concatenate([2 * rows, 2 * rows + 1])
        lengths = self.lengths[texts]
        owner = numpy.repeat(numpy.arange(len(texts)), lengths)
        begins = numpy.cumsum(lengths) - lengths
        at = numpy.repeat(self.starts[texts] - begins, lengths) + numpy.arange(len(owner))
        kept = random.random(len(owner)) >= dropped
        kept[begins + (random.random(len(texts)) * lengths).astype(int)] = True
        return self.tokens[at[kept]], owner[kept].astype(numpy.int32), self.texts[texts]


def rows_library(work: pathlib.Path) -> ctypes.CDLL:
    library = work / "rows.so"
    source = pathlib.Path(__file__).with_name("rows.cpp")
    subprocess.run(["g++", "-O3", "-march=native", "-ffast-math", "-shared", "-fPIC", "-o", library, source], check=True)
    return ctypes.CDLL(str(library.resolve()))


def pointer(array: numpy.ndarray) -> ctypes.c_void_p:
    assert array.flags.c_contiguous and array.dtype in (numpy.float32, numpy.int32)
    return ctypes.c_void_p(array.ctypes.data)


class Table:
    """The vectors, and all squares of gradients that each row has seen."""

    def __init__(self, vectors: numpy.ndarray, library: ctypes.CDLL):
        self.vectors, self._library = vectors, library
        self._squares = numpy.full(len(vectors), 1e-8, numpy.float32)

    def sums(self, tokens, owner, texts: int) -> numpy.ndarray:
        begins = numpy.searchsorted(owner, numpy.arange(texts + 1)).astype(numpy.int32)
        sums = numpy.empty((texts, self.vectors.shape[1]), numpy.float32)
        self._library.sum_rows(
            pointer(self.vectors), self.vectors.shape[1], pointer(tokens), pointer(begins), texts, pointer(sums)
        )
        return sums

    def move(self, tokens, owner, gradients, rate: float) -> None:
        order = numpy.argsort(tokens, kind="stable")
        tokens, owner = tokens[order], owner[order]
        self._library.move_rows(
            pointer(self.vectors), pointer(self._squares), self.vectors.shape[1], pointer(tokens), pointer(owner),
            len(tokens), pointer(gradients), ctypes.c_float(rate),
        )


def gradients_of(sums, allowed, sharpness: float):
    """Gradients of the sums of both sides of a batch, and the loss."""
    lengths = numpy.linalg.norm(sums, axis=1, keepdims=True) + 1e-9
    vectors = sums / lengths
    half = len(sums) // 2
    first, second = vectors[:half], vectors[half:]
    # Cosines are at most 1, so the exponents need no shift.
    likely = numpy.where(allowed, numpy.exp(numpy.float32(sharpness) * (first @ second.T - 1)), numpy.float32(0))
    by_row, by_column = likely / likely.sum(axis=1, keepdims=True), likely / likely.sum(axis=0)
    loss = -numpy.log(numpy.diag(by_row) * numpy.diag(by_column) + 1e-30).mean() / 2
    change = (by_row + by_column) * numpy.float32(sharpness / (2 * half))
    change[numpy.arange(half), numpy.arange(half)] -= numpy.float32(sharpness / half)
    moved = numpy.concatenate([change @ second, change.T @ first])
    return (moved - (moved * vectors).sum(axis=1, keepdims=True) * vectors) / lengths, loss


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("work", type=pathlib.Path)
    options.add_argument("name")
    options.add_argument("--further", help="a table that was trained before, to go on from")
    options.add_argument("--dimensions", type=int, default=256)
    options.add_argument("--sharpness", type=float, default=10, help="what cosines are multiplied by")
    options.add_argument("--rounds", type=int, default=10)
    options.add_argument("--batch", type=int, default=512)
    options.add_argument("--grams", type=float, default=0.97, help="share of the letters in the first vectors")
    options.add_argument("--rate", type=float, default=0.1)
    options.add_argument("--last-rate", type=float, default=0.019)
    options.add_argument("--dropped", type=float, default=0.15)
    options.add_argument("--weights", nargs="*", default=[], help="PART=TIMES: how often files with PART in their name come")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    random = numpy.random.default_rng(given.seed)
    pairs = Pairs(given.work / "pairs.npz")
    vocabulary = (given.work / "vocabulary.txt").read_text().split("\n")
    weights = {part: float(times) for part, times in (each.split("=") for each in given.weights)}
    if given.further:
        vectors = numpy.load(given.work / f"{given.further}.npy")
    else:
        vectors = first_table(vocabulary, pairs.idf, given.dimensions, given.grams, random)
    table = Table(vectors, rows_library(given.work))
    started, losses, done = time.time(), [], 0
    for round in range(given.rounds):
        batches = pairs.batches(given.batch, weights, random)
        for index, rows in enumerate(batches):
            rate = given.rate + (given.last_rate - given.rate) * (round + index / len(batches)) / given.rounds
            tokens, owner, texts = pairs.read(rows, given.dropped, random)
            half, labels = len(rows), pairs.labels[rows]
            allowed = (
                (labels[:, None] != labels) & (texts[:half, None] != texts[:half]) & (texts[half:, None] != texts[half:])
            )
            numpy.fill_diagonal(allowed, True)
            gradients, loss = gradients_of(table.sums(tokens, owner, len(texts)), allowed, given.sharpness)
            table.move(tokens, owner, gradients, rate)
            losses.append(loss)
        print(f"{given.name}: round {round + 1}, loss {numpy.mean(losses):.3f}, {time.time() - started:.0f} s", flush=True)
        losses = []
    numpy.save(given.work / f"{given.name}.npy", table.vectors)


main()
