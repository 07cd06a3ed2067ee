#!/usr/bin/env python3
"""Tests, on a GpuCqa service, whether what a discovery found holds in lots that it never saw.

    ./discover.py 127.0.0.1:50051 lots.csv --readout vegf_pg_ml --out found            (prints the name of the analysis)
    ./map.py 127.0.0.1:50051 lots.csv --analysis projects/default/analyses/discover-... --out replication

Freezes the result of the discovery as a reference (once: the same result is the same reference), uploads the files of the sheet that the service does not have yet, maps every lot
whose role is not train onto the reference, and writes replication.csv, unmapped.csv and clusters.csv into the folder of --out. Needs what discover.py needs, but for matplotlib.
"""
import hashlib
import sys
import uuid

import grpc

import discover
from gpucqa.v1 import analysis_spec_pb2, reference_pb2, reference_service_pb2, reference_service_pb2_grpc


def reference_of(channel, project, analysis):
    """Makes the reference of a finished discovery, or finds it; its name."""
    references = reference_service_pb2_grpc.ReferenceServiceStub(channel)
    reference_id = f"py-{hashlib.sha256(analysis.encode()).hexdigest()[:40]}"
    request = reference_service_pb2.CreateReferenceRequest(parent=project.name, reference_id=reference_id, reference=reference_pb2.Reference(analysis=analysis), request_id=str(uuid.uuid4()))
    try:
        return discover.patiently(lambda: references.CreateReference(request, timeout=600)).name
    except grpc.RpcError as error:
        if error.code() != grpc.StatusCode.ALREADY_EXISTS:
            raise
        return f"{project.name}/references/{reference_id}"


def main():
    parser = discover.arguments("Map new lots onto the frozen result of a discovery on a GpuCqa service.")
    parser.add_argument("--analysis", required=True, help="the discovery, projects/PROJECT/analyses/ID, as discover.py prints it")
    parser.add_argument("--method", choices=["anchors", "symphony"], help="anchors if not given")
    given, channel, project = discover.opened(parser)
    reference = reference_of(channel, project, given.analysis)
    cohort, _ = project.cohort(given.sheet)
    analysis = project.run("map", analysis_spec_pb2.AnalysisSpec(map=analysis_spec_pb2.MapSpec(cohort=cohort, reference=reference, method=given.method)))

    given.out.mkdir(parents=True, exist_ok=True)
    for file in ("replication.csv", "unmapped.csv", "clusters.csv"):
        project.download(analysis, file, given.out / file)
    print(f"{analysis}, on {reference}:")
    for claim in discover.table(given.out / "replication.csv"):
        print("  " + ", ".join(f"{column} {value}" for column, value in claim.items() if value))


if __name__ == "__main__":
    try:
        main()
    except grpc.RpcError as failure:
        sys.exit(f"map.py: {failure.code().name}: {failure.details()}")
