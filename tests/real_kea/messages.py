"""Prints the messages of programs and libraries of Kea as a `.mes` file.

Each file contains the messages as an array of pointers: an ID, its text, the next ID, and so on.
Debian's packages contain the programs, but not the original message files.
"""

import re
import struct
import sys

ID = re.compile(rb"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+")
RELATIVE = 8  # R_X86_64_RELATIVE
RELA, NOBITS, ALLOC = 4, 8, 2


def pairs(data):
    """Returns the texts of each two adjacent pointers, the first of which may be an ID."""
    start, count = struct.unpack_from("<Q", data, 0x28)[0], struct.unpack_from("<H", data, 0x3C)[0]
    sections = [struct.unpack_from("<IIQQQQIIQQ", data, start + 64 * i) for i in range(count)]

    def text(address):
        for _, kind, flags, first, offset, size, *_ in sections:
            if kind != NOBITS and flags & ALLOC and first <= address < first + size:
                begin = address - first + offset
                return data[begin : data.index(b"\0", begin)]
        return b""

    pointers = {}
    for _, kind, _, _, offset, size, *_ in sections:
        if kind == RELA:
            for at in range(offset, offset + size, 24):
                place, info, value = struct.unpack_from("<QQq", data, at)
                if info & 0xFFFFFFFF == RELATIVE:
                    pointers[place] = value
    for place in sorted(pointers):
        if place + 8 in pointers:
            yield text(pointers[place]), text(pointers[place + 8])


messages = {}
for name in sys.argv[1:]:
    with open(name, "rb") as file:
        data = file.read()
    if not data.startswith(b"\x7fELF\x02"):
        continue
    for identifier, text in pairs(data):
        is_text = re.search(rb"[a-z]{2} |^[a-z%]", text) and not ID.fullmatch(text)
        if ID.fullmatch(identifier) and is_text and text.isascii() and not text.startswith(b"select "):
            messages.setdefault(identifier.decode(), text.decode())
for identifier, text in sorted(messages.items()):
    text = text.replace("\\", "\\\\").replace("\n", "\\n")
    print(f"% {identifier} {text}\nA message of Kea.\n")
