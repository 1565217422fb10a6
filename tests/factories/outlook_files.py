"""Builds Outlook's formats for tests: a compound file (MS-CFB) with a message in it, and a winmail.dat (MS-OXTNEF)."""

import struct
from collections.abc import Mapping

END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
SECTOR, MINI, CUTOFF = 512, 64, 4096

Tree = Mapping[str, "bytes | Tree"]


def compound_file(tree: Tree) -> bytes:
    """A compound file with these streams (bytes) and storages (mappings)."""
    entries = [_entry("Root Entry", 5)]
    streams: list[tuple[int, bytes]] = []
    _add(tree, 0, entries, streams)
    mini, mini_fat = _chained([content for _, content in streams if len(content) < CUTOFF], MINI)
    large = [(number, content) for number, content in streams if len(content) >= CUTOFF]
    at = 0
    for number, content in ((number, content) for number, content in streams if len(content) < CUTOFF):
        entries[number]["start"], entries[number]["size"] = at if content else END, len(content)
        at += -(-len(content) // MINI)
    blocks = [mini, b"".join(struct.pack("<I", one) for one in mini_fat), *(content for _, content in large)]
    starts, data, fat = _laid_out([*blocks, bytes(128 * len(entries))])
    entries[0]["start"], entries[0]["size"] = starts[0] if mini else END, len(mini)
    for (number, content), start in zip(large, starts[2:], strict=False):
        entries[number]["start"], entries[number]["size"] = start, len(content)
    directory = b"".join(_packed(entry) for entry in entries)
    data = data[: starts[-1] * SECTOR] + _padded(directory, SECTOR)
    return _with_header(data, fat, starts[-1], starts[1] if mini_fat else END, len(mini_fat))


def _entry(name: str, kind: int) -> dict[str, int | str]:
    return {"name": name, "kind": kind, "right": FREE, "child": FREE, "start": 0, "size": 0}


def _add(tree: Tree, parent: int, entries: list, streams: list) -> None:
    previous = None
    for name, content in tree.items():
        number = len(entries)
        entries.append(_entry(name, 2 if isinstance(content, bytes) else 1))
        if previous is None:
            entries[parent]["child"] = number
        else:
            entries[previous]["right"] = number
        previous = number
        if isinstance(content, bytes):
            streams.append((number, content))
        else:
            _add(content, number, entries, streams)


def _chained(contents: list[bytes], unit: int) -> tuple[bytes, list[int]]:
    data, table = b"", []
    for content in contents:
        count = -(-len(content) // unit)
        table += [len(table) + step + 1 for step in range(count - 1)] + ([END] if count else [])
        data += _padded(content, unit)
    return data, table


def _laid_out(blocks: list[bytes]) -> tuple[list[int], bytes, list[int]]:
    starts, data, fat = [], b"", []
    for block in blocks:
        starts.append(len(fat))
        part, table = _chained([block], SECTOR)
        fat += [one if one == END else one + starts[-1] for one in table]
        data += part
    return starts, data, fat


def _with_header(data: bytes, fat: list[int], directory: int, mini_fat: int, mini_count: int) -> bytes:
    count = 1
    while (len(fat) + count) > count * 128:
        count += 1
    places = [len(fat) + step for step in range(count)]
    table = [*fat, *[FAT] * count]
    table += [FREE] * (count * 128 - len(table))
    mini_sectors = -(-mini_count * 4 // SECTOR)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, count, directory, 0, CUTOFF, mini_fat, mini_sectors, END, 0)
    header += b"".join(struct.pack("<I", place) for place in places).ljust(436, b"\xff")
    return header + data + b"".join(struct.pack("<I", one) for one in table)


def _packed(entry: Mapping) -> bytes:
    name = entry["name"].encode("utf-16-le")
    packed = name.ljust(64, b"\x00") + struct.pack("<HBB", len(name) + 2, entry["kind"], 1)
    packed += struct.pack("<3I", FREE, entry["right"], entry["child"]) + bytes(36)
    return packed + struct.pack("<IQ", entry["start"], entry["size"])


def _padded(content: bytes, unit: int) -> bytes:
    return content + bytes(-len(content) % unit)


def msg_storage(
    texts: Mapping[int, str],
    header: int = 32,
    binary: Mapping[int, bytes] | None = None,
    numbers: Mapping[int, int] | None = None,
) -> dict[str, "bytes | Tree"]:
    """Streams of one MAPI object: texts as UTF-16, bytes, and 32-bit numbers in the property stream."""
    streams: dict[str, bytes | Tree] = {}
    properties = bytes(header)
    for number, text in texts.items():
        content = text.encode("utf-16-le")
        streams[f"__substg1.0_{number:04X}001F"] = content
        properties += struct.pack("<HHII4x", 0x001F, number, 6, len(content) + 2)
    for number, content in (binary or {}).items():
        streams[f"__substg1.0_{number:04X}0102"] = content
        properties += struct.pack("<HHII4x", 0x0102, number, 6, len(content))
    for number, value in (numbers or {}).items():
        properties += struct.pack("<HHIi4x", 0x0003, number, 6, value)
    streams["__properties_version1.0"] = properties
    return streams


def winmail(files: Mapping[str, bytes], body: str = "") -> bytes:
    """A winmail.dat with these files, and a letter if one is given."""
    objects = [(1, 0x00069007, struct.pack("<II", 1252, 0))]
    if body:
        objects.append((1, 0x0002800C, body.encode("cp1252") + b"\x00"))
    for name, content in files.items():
        objects.append((2, 0x00069002, bytes(14)))
        objects.append((2, 0x00018010, name.encode("cp1252") + b"\x00"))
        objects.append((2, 0x0006800F, content))
    packed = struct.pack("<IH", 0x223E9F78, 1)
    for level, name, data in objects:
        packed += struct.pack("<BII", level, name, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)
    return packed
