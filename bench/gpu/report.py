"""Joins bench.json and peers.json of a folder into the table of RESULTS.md; usage: report.py FOLDER."""

import json
import os
import sys

GOALS = {
    "moments": "70 % of copy bandwidth",
    "normalize": "70 % of copy bandwidth",
    "gram": "50 % of library float32 GEMM",
    "knn": "2 s, and faster than PyTorch",
    "maxt": "5 s",
    "spearman": "near library GEMM",
}


def load(folder, name):
    path = os.path.join(folder, name)
    if not os.path.exists(path) or os.path.getsize(path) == 0:
        return {}
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def rate(operation):
    if operation["rate"] is None:
        return ""
    if operation["unit"] == "B/s":
        return f"{operation['rate'] / 1e9:.1f} GB/s"
    if operation["unit"] == "FLOP/s":
        return f"{operation['rate'] / 1e12:.3f} TFLOP/s"
    return f"{operation['rate']:.3g} /s"


def tests(folder):
    path = os.path.join(folder, "tests.log")
    if not os.path.exists(path):
        return "not run"
    with open(path, encoding="utf-8", errors="replace") as file:
        lines = [line.strip() for line in file if line.startswith(("Passed!", "Failed!"))]
    return lines[-1] if lines else "no result"


def shards(folder):
    """A whole shard of each phase, and several devices against one."""
    path = os.path.join(folder, "shards.tsv")
    if not os.path.exists(path):
        return
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file][1:]
    with open(os.path.join(folder, "sharded"), encoding="utf-8") as file:
        outcome = file.read().strip()
    print(f"\nA discovery in tasks (`gpucqa cohort`), each a process of its own: its start, reading and writing of the work folder are in the time. {outcome[0].upper()}{outcome[1:]}.\n")
    print("| phase | tasks | seconds of the first | seconds of the merge |\n|---|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")
    devices = os.path.join(folder, "devices.tsv")
    if os.path.exists(devices):
        with open(devices, encoding="utf-8") as file:
            print("\nAll of it with one device and with all: " + ", ".join(f"{name} {seconds} s" for name, seconds in (line.split() for line in file)) + ".")


def main():
    folder = sys.argv[1]
    bench, peers = load(folder, "bench.json"), load(folder, "peers.json")
    device, ceilings = bench["device"], bench["ceilings"]
    print(f"# {device['kind']}: {device['description']}\n")
    print(f"Driver {device['driver'] or 'none'}; packages {device['packages'] or 'none'}; libraries {device['libraries'] or 'none'}; scale {bench['scale']}, median of {bench['repeats']} runs after a warm-up.")
    print(f"Conformance on this device: {tests(folder)}\n")
    single = f"{ceilings['gemm_f32_tflop_s']:.2f} TFLOP/s float32, " if ceilings["gemm_f32_tflop_s"] else ""
    print(f"Ceilings measured in the same run: copy {ceilings['copy_gb_s']:.0f} GB/s (read + written); GEMM {single}{ceilings['gemm_f64_tflop_s']:.3f} TFLOP/s float64 ({ceilings['gemm_by']}).")
    if peers.get("ceilings"):
        print("PyTorch in the same session: " + ", ".join(f"{name} {value:.4g}" for name, value in peers["ceilings"].items()) + ".")
    for missing in peers.get("missing", []):
        print(f"Peer missing: {missing}.")
    print("\n| operation | size | seconds | rate | of ceiling | goal | peer | peer's seconds | on the host |")
    print("|---|---|---|---|---|---|---|---|---|")
    by_name = {p["name"]: p for p in peers.get("operations", [])}
    for operation in bench["operations"]:
        peer = by_name.get(operation["name"])
        seconds = f"{operation['seconds_median']:.4f}" if operation["seconds_median"] is not None else "WRONG, not timed"
        share = f"{operation['share_of_ceiling']:.0%} of {operation['ceiling']}" if operation["share_of_ceiling"] else ""
        print("| " + " | ".join([
            operation["name"], operation["size"], seconds, rate(operation), share, GOALS.get(operation["name"], ""),
            f"{peer['peer']} ({peer['size']})" if peer else "", f"{peer['seconds']:.4f}" if peer else "", ", ".join(operation["on_host"]) or "nothing",
        ]) + " |")
    job = load(folder, "provenance.json")
    steps = job.get("step_seconds") or job.get("steps") or {}
    if steps:
        pairs = steps.items() if isinstance(steps, dict) else [(s.get("step", s.get("name")), s.get("seconds")) for s in steps]
        print("\n`discover` from files to result folder, seconds per step: " + ", ".join(f"{name} {seconds:.1f}" for name, seconds in pairs)
              + f". On the host: {', '.join(job.get('host_operations', {})) or 'nothing'}.")
    shards(folder)
    print("\nWork counted: " + "; ".join(f"{o['name']}: {o['work_counted']}" for o in bench["operations"]) + ".")


if __name__ == "__main__":
    main()
