#!/usr/bin/env python3
"""audit_verify.py FOLDER: checks a GpuCqa audit log with nothing but Python; names file and line of the first break and ends with 3."""
import hashlib
import json
import pathlib
import sys

canonical = lambda value: json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

def read(line, before):  # the entry of a line that follows a hash, and its own hash
    try:
        whole = json.loads(line)
        entry, found = whole["entry"], whole["hash"]
        follows = found == hashlib.sha256(before.encode() + b"\n" + canonical(entry)).hexdigest()
        return (entry, found) if follows and canonical(whole) == line else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def repaired(data, start, before):  # where the entry begins that records what is before it as cut off by a crash
    at = start
    while (end := data.find(b"\n", at)) >= 0:
        entry = (read(data[at:end], before) or [{}])[0]
        torn = data[start:at - 1]
        if entry.get("op") == "audit.repair" and entry.get("kind") == "torn" and entry.get("bytes") == str(len(torn)) \
                and entry.get("sha256") == hashlib.sha256(torn).hexdigest():
            return at
        at = end + 1


def main(folder):
    last, sequence, time, number, notes = "0" * 64, 0, "", 0, []
    for number, path in enumerate(sorted(pathlib.Path(folder).glob("audit-*.jsonl")), 1):
        data, start = path.read_bytes(), 0
        while start < len(data) or path.name != f"audit-{number:06d}.jsonl":
            place = f"{path.name}: line {data.count(bytes([10]), 0, start) + 1}"
            end = data.find(b"\n", start)
            entry, found = (end >= 0 and read(data[start:end], last)) or ({}, "")
            if entry.get("seq") == sequence + 1 and entry["ts"] >= time and (sequence or entry["op"] == "audit.open") and entry.get("kind") != "damaged":
                last, sequence, time, start = found, sequence + 1, entry["ts"], end + 1
            elif (start := repaired(data, start, last)) is not None:
                notes.append(place)
            else:
                sys.exit(print(f"{place}: the log was changed here", file=sys.stderr) or 3)
    print(f"{sequence} entries in {number} files, cut off and recorded: {notes}; the last has the hash {last}")
    sys.exit(0 if sequence else 4)


main(sys.argv[1])
