"""An ONNX file of one table, written by hand: the format is Protocol Buffers, and this graph needs five kinds of node."""
import numpy

FLOAT, INT8, INT64 = 1, 3, 7


def varint(number: int) -> bytes:
    found = bytearray()
    while True:
        found.append((number & 0x7F) | (0x80 if number > 0x7F else 0))
        number >>= 7
        if not number:
            return bytes(found)


def field(number: int, value: int | str | bytes) -> bytes:
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(data)) + data


def node(kind: str, inputs: list[str], output: str, attributes: bytes = b"") -> bytes:
    body = b"".join(field(1, each) for each in inputs) + field(2, output) + field(3, output) + field(4, kind) + attributes
    return field(1, body)


def cast_to(kind: int) -> bytes:
    return field(5, field(1, "to") + field(3, kind) + field(20, 2))


def constant(name: str, array: numpy.ndarray, kind: int) -> bytes:
    shape = b"".join(field(1, size) for size in array.shape)
    return field(5, shape + field(2, kind) + field(8, name) + field(9, array.tobytes()))


def value(number: int, name: str, kind: int, shape: list[str | int]) -> bytes:
    sizes = b"".join(field(1, field(2 if isinstance(size, str) else 1, size)) for size in shape)
    return field(number, field(1, name) + field(2, field(1, field(1, kind) + field(2, sizes))))


def table_model(codes: numpy.ndarray, scales: numpy.ndarray, version: str) -> bytes:
    """`last_hidden_state` is the row of each of `input_ids`, and zero where `attention_mask` is."""
    graph = (
        node("Gather", ["table", "input_ids"], "codes")
        + node("Cast", ["codes"], "numbers", cast_to(FLOAT))
        + node("Gather", ["scales", "input_ids"], "scale")
        + node("Unsqueeze", ["scale", "last"], "scale_of_row")
        + node("Mul", ["numbers", "scale_of_row"], "vectors")
        + node("Cast", ["attention_mask"], "mask", cast_to(FLOAT))
        + node("Unsqueeze", ["mask", "last"], "mask_of_row")
        + node("Mul", ["vectors", "mask_of_row"], "last_hidden_state")
        + field(2, "static-encoder")
        + constant("table", codes, INT8)
        + constant("scales", scales, FLOAT)
        + constant("last", numpy.array([2], numpy.int64), INT64)
        + value(11, "input_ids", INT64, ["batch", "tokens"])
        + value(11, "attention_mask", INT64, ["batch", "tokens"])
        + value(12, "last_hidden_state", FLOAT, ["batch", "tokens", codes.shape[1]])
    )
    return field(1, 8) + field(2, "kabinet") + field(3, version) + field(7, graph) + field(8, field(2, 13))
