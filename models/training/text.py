"""Text as the shipped tokenizer reads it (BertNormalizer, BertPreTokenizer, WordPiece), and the vocabulary it reads it with."""
import collections
import heapq
import re
import sys
import unicodedata

PAD, UNK = 0, 1
CONTINUES = "##"

# The pre-tokenizer of transformers.js: runs without white space and signs, and every sign alone.
_punctuation = "".join(
    re.escape(chr(code)) for code in range(sys.maxunicode + 1)
    if unicodedata.category(chr(code)).startswith("P") or (code < 128 and chr(code) in "$+<=>^`|~")
)
_words = re.compile(rf"[^\s{_punctuation}]+|[{_punctuation}]")
_controls = re.compile(r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffd]")


def normalized(text: str) -> str:
    """Lower case, ё as е: people type either, so both must be one word to the encoder."""
    return _controls.sub("", text).lower().replace("ё", "е")


def words_of(text: str) -> list[str]:
    return _words.findall(normalized(text))


def learn_vocabulary(counts: dict[str, int], size: int, rarest_letter: int = 5, rarest_merge: int = 3) -> list[str]:
    """BPE merges over words with their counts, written as WordPiece: `##` marks what does not begin a word."""
    letters = collections.Counter()
    for word, count in counts.items():
        for letter in word:
            letters[letter] += count
    kept = {letter for letter, count in letters.items() if count >= rarest_letter}
    vocabulary = ["[PAD]", "[UNK]"] + sorted(kept) + [CONTINUES + letter for letter in sorted(kept)]
    known = set(vocabulary)
    pieces = [
        [word[0]] + [CONTINUES + letter for letter in word[1:]] for word in counts if all(letter in kept for letter in word)
    ]
    weights = [count for word, count in counts.items() if all(letter in kept for letter in word)]
    pairs, places = collections.Counter(), collections.defaultdict(set)
    for index, word in enumerate(pieces):
        for pair in zip(word, word[1:]):
            pairs[pair] += weights[index]
            places[pair].add(index)
    heap = [(-count, pair) for pair, count in pairs.items()]
    heapq.heapify(heap)
    while heap and len(vocabulary) < size:
        count, pair = heapq.heappop(heap)
        if pairs[pair] != -count:
            if pairs[pair] >= rarest_merge:
                heapq.heappush(heap, (-pairs[pair], pair))
            continue
        if -count < rarest_merge:
            break
        merged = pair[0] + pair[1].removeprefix(CONTINUES)
        if merged not in known:
            known.add(merged)
            vocabulary.append(merged)
        changed = set()
        for index in places.pop(pair):
            word, at, after = pieces[index], 0, []
            for each in zip(word, word[1:]):
                pairs[each] -= weights[index]
            while at < len(word):
                if at + 1 < len(word) and (word[at], word[at + 1]) == pair:
                    after.append(merged)
                    at += 2
                else:
                    after.append(word[at])
                    at += 1
            pieces[index] = after
            for each in zip(after, after[1:]):
                pairs[each] += weights[index]
                places[each].add(index)
                changed.add(each)
        for each in changed:
            heapq.heappush(heap, (-pairs[each], each))
    return vocabulary


class Tokenizer:
    """Greedy longest pieces, a word at a time; a word with an unknown letter is one [UNK]."""

    def __init__(self, vocabulary: list[str]):
        self.ids = {piece: index for index, piece in enumerate(vocabulary)}
        self._longest = max(map(len, vocabulary))
        self._known: dict[str, list[int]] = {}

    def __call__(self, text: str) -> list[int]:
        return [piece for word in words_of(text) for piece in self._pieces(word)]

    def _pieces(self, word: str) -> list[int]:
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._split(word)
        return known

    def _split(self, word: str) -> list[int]:
        if len(word) > 100:
            return [UNK]
        pieces, start = [], 0
        while start < len(word):
            prefix = CONTINUES if start else ""
            for end in range(min(len(word), start + self._longest), start, -1):
                piece = self.ids.get(prefix + word[start:end])
                if piece is not None:
                    break
            else:
                return [UNK]
            pieces.append(piece)
            start = end
        return pieces
