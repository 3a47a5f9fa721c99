"""Writes what the product loads: python3 export.py WORK NAME FOLDER VERSION (the folder is models/static-ru-en-v3)."""
import hashlib
import json
import pathlib
import sys

import numpy

from onnx_file import table_model
from text import CONTINUES, PAD, UNK

WORK, NAME, FOLDER, VERSION = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3]), sys.argv[4]
vocabulary = (WORK / "vocabulary.txt").read_text().split("\n")
table = numpy.load(WORK / f"{NAME}.npy")
table[PAD] = 0
# One byte a number and one scale a row: what it loses cannot be measured.
scales = numpy.abs(table).max(axis=1) / 127
scales[scales == 0] = 1
codes = numpy.round(table / scales[:, None]).astype(numpy.int8)
scales = scales.astype(numpy.float32)

special = [
    {"id": id, "content": vocabulary[id], "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    for id in (PAD, UNK)
]
# The same reading as text.py: ё as е, lower case, й kept (BertNormalizer strips accents unless told not to).
tokenizer = {
    "version": "1.0", "truncation": None, "padding": None, "added_tokens": special,
    "normalizer": {"type": "Sequence", "normalizers": [
        {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": False, "lowercase": True},
        {"type": "Replace", "pattern": {"String": "ё"}, "content": "е"},
    ]},
    "pre_tokenizer": {"type": "BertPreTokenizer"}, "post_processor": None,
    "decoder": {"type": "WordPiece", "prefix": CONTINUES, "cleanup": True},
    "model": {
        "type": "WordPiece", "unk_token": vocabulary[UNK], "continuing_subword_prefix": CONTINUES,
        "max_input_chars_per_word": 100, "vocab": {piece: id for id, piece in enumerate(vocabulary)},
    },
}
config = {
    "model_type": "bert", "architectures": ["BertModel"], "hidden_size": table.shape[1], "vocab_size": len(vocabulary),
    "model_version": VERSION,
    "vocab_sha256": hashlib.sha256("\n".join(vocabulary).encode()).hexdigest(),
    "table_sha256": hashlib.sha256(codes.tobytes() + scales.tobytes()).hexdigest(),
}
tokenizer_config = {
    "tokenizer_class": "PreTrainedTokenizerFast", "pad_token": vocabulary[PAD], "unk_token": vocabulary[UNK], "model_max_length": 256,
}
(FOLDER / "onnx").mkdir(parents=True, exist_ok=True)
(FOLDER / "onnx/model_quantized.onnx").write_bytes(table_model(codes, scales, VERSION))
(FOLDER / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")))
(FOLDER / "config.json").write_text(json.dumps(config, indent=2) + "\n")
(FOLDER / "tokenizer_config.json").write_text(json.dumps(tokenizer_config) + "\n")
print(config)
