#!/usr/bin/env python3
"""first_cohort.py: runs every command of docs/first-cohort.md as it stands, in a new folder, and compares what the document shows of its output.

In a code block a line that begins with ./gpucqa is a command; what follows it, up to the next one, is its output, shortened where it says "...". Line breaks and runs of
blanks do not count. A block without a command whose paragraph ends with `NAME.csv`: is written as that file.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parents[2]
document = root / "docs" / "first-cohort.md"


def blocks(text):
    """Code blocks (indented by four blanks) with the paragraph before each."""
    paragraph, block = "", []
    for line in text.split("\n") + ["end"]:
        if line.startswith("    "):
            block.append(line[4:])
            continue
        if line == "" and block:
            block.append("")
            continue
        if block:
            yield paragraph, "\n".join(block).strip()
            paragraph, block = "", []
        paragraph = line if line else paragraph


def flat(text):
    return re.sub(r"\s+", " ", text).strip()


def shown(expected, printed):
    """The first piece of what is shown that is not in what was printed, in order; None when all are."""
    at, printed = 0, flat(printed)
    for piece in filter(None, (flat(p) for p in expected.split("..."))):
        found = printed.find(piece, at)
        if found < 0:
            return piece
        at = found + len(piece)
    return None


count, wrong = 0, 0
with tempfile.TemporaryDirectory() as folder:
    for paragraph, block in blocks(document.read_text(encoding="utf-8")):
        parts = re.split(r"(?m)^(?=\./gpucqa )", block)
        file = re.search(r"`([\w.-]+\.csv)`:$", paragraph)
        if parts[0] and file:
            data, parts[0] = parts[0].strip() + "\n", ""
            pathlib.Path(folder, file.group(1)).write_text(data, encoding="utf-8")
        for part in filter(lambda p: p.startswith("./gpucqa "), parts):
            command, _, expected = part.partition("\n")
            run = subprocess.run([str(root / "gpucqa"), *command.split()[1:]], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, "COLUMNS": "400"})
            missing = shown(expected, run.stdout)
            count += 1
            if run.returncode != 0 or missing is not None:
                wrong += 1
                print(f"FAILED: {command}: exit code {run.returncode}" + (f", not printed: {missing}" if missing else "") + f"\n{run.stdout}")
            else:
                print(f"ok: {command}")
print(f"{count} commands, {wrong} wrong")
sys.exit(0 if count >= 8 and wrong == 0 else 1)
