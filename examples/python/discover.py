#!/usr/bin/env python3
"""Finds, on a GpuCqa service, the cells whose share per lot goes with a readout.

    ./stubs.sh                                                                  (once)
    ./discover.py 127.0.0.1:50051 lots.csv --readout vegf_pg_ml --out result

Uploads the files of a cohort sheet (columns lot, path, optional role, donor, tissue, batch, process, and readouts), makes a cohort, runs a discovery,
watches it, and writes associations.csv, clusters.csv and finding.png into the folder of --out. Needs grpcio, protobuf and matplotlib.
"""
import argparse
import csv
import hashlib
import os
import pathlib
import pkgutil
import re
import sys
import time
import uuid

import grpc

sys.path.insert(0, os.environ.get("GPUCQA_STUBS", str(pathlib.Path(__file__).parent / "stubs")))
import google

# google.protobuf is installed elsewhere; google.rpc and google.longrunning are among the stubs.
google.__path__ = pkgutil.extend_path(google.__path__, google.__name__)
from google.longrunning import operations_pb2_grpc  # noqa: F401 (registers the types)
from google.rpc import error_details_pb2, status_pb2
from gpucqa.v1 import analysis_pb2, analysis_service_pb2, analysis_service_pb2_grpc, analysis_spec_pb2, cohort_pb2, cohort_service_pb2, cohort_service_pb2_grpc
from gpucqa.v1 import common_pb2, dataset_service_pb2, dataset_service_pb2_grpc, result_service_pb2, result_service_pb2_grpc

CHUNK = 1 << 20
KNOWN = ["lot", "path", "role", "donor", "tissue", "batch", "process"]

try:
    from google_crc32c import value as crc32c  # pip install google-crc32c
except ImportError:
    _TABLE = []
    for _byte in range(256):
        for _ in range(8):
            _byte = (_byte >> 1) ^ (0x82F63B78 if _byte & 1 else 0)
        _TABLE.append(_byte)

    def crc32c(data):
        crc = 0xFFFFFFFF
        for byte in data:
            crc = (crc >> 8) ^ _TABLE[(crc ^ byte) & 255]
        return crc ^ 0xFFFFFFFF


def connect(address, key=None, authorities=None):
    """A channel: TLS when authorities are given, and a key on every call."""
    options = [("grpc.max_receive_message_length", 16 << 20), ("grpc.keepalive_time_ms", 20000)]
    if authorities is None:
        return grpc.insecure_channel(address, options=options)
    credentials = grpc.ssl_channel_credentials(pathlib.Path(authorities).read_bytes())
    if key:
        credentials = grpc.composite_channel_credentials(credentials, grpc.access_token_call_credentials(key))
    return grpc.secure_channel(address, credentials, options=options)


def patiently(work):
    """Repeats work while the service cannot be reached or asks for patience; everything that is repeated here may be."""
    for attempt in range(8):
        try:
            return work()
        except grpc.RpcError as error:
            delay = retry_delay(error)
            # A limit without RetryInfo does not go away by itself; nor does what is wrong with a request, a key or a certificate.
            line = error.code() in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.ABORTED) and not re.search("certificate|SSL|TLS", error.details() or "", re.IGNORECASE)
            if attempt == 7 or (delay is None and not line):
                raise
            time.sleep(0.2 * 2**attempt if delay is None else delay)


def details(error):
    """What google.rpc.Status says besides the message."""
    status = status_pb2.Status()
    status.ParseFromString(dict(error.trailing_metadata() or ()).get("grpc-status-details-bin", b""))
    return status.details


def retry_delay(error):
    for detail in details(error):
        info = error_details_pb2.RetryInfo()
        if detail.Unpack(info):
            return info.retry_delay.ToTimedelta().total_seconds()
    return None


def noted(dataset, path):
    """Says what the service says of the files; the name of the dataset."""
    for note in dataset.notes:
        print(f"{path}: {note}", file=sys.stderr)
    return dataset.name


class Project:
    """A project of a service."""

    def __init__(self, channel, project):
        self.name = f"projects/{project}"
        self.datasets = dataset_service_pb2_grpc.DatasetServiceStub(channel)
        self.cohorts = cohort_service_pb2_grpc.CohortServiceStub(channel)
        self.analyses = analysis_service_pb2_grpc.AnalysisServiceStub(channel)
        self.results = result_service_pb2_grpc.ResultServiceStub(channel)

    def upload_dataset(self, path):
        """Uploads a file, or the files of a 10x folder; the name of the dataset, which follows from the content."""
        files = {p.name: p for p in (sorted(path.iterdir()) if path.is_dir() else [path]) if not p.name.startswith(".")}
        contents = [common_pb2.FileContent(path=name, size_bytes=p.stat().st_size, sha256=sha256(p)) for name, p in sorted(files.items())]
        whole = hashlib.sha256("".join(f"{c.sha256} {c.path}\n" for c in contents).encode()).hexdigest()
        name = f"{self.name}/datasets/data-{whole[:40]}"
        try:
            return noted(patiently(lambda: self.datasets.GetDataset(dataset_service_pb2.GetDatasetRequest(name=name), timeout=60)), path)
        except grpc.RpcError as error:
            if error.code() != grpc.StatusCode.NOT_FOUND:
                raise
        start = dataset_service_pb2.StartDatasetUploadRequest(parent=self.name, dataset_id=name.split("/")[-1], files=contents, display_name=path.name, request_id=str(uuid.uuid4()))
        upload = patiently(lambda: self.datasets.StartDatasetUpload(start, timeout=60))
        for file in upload.files:
            patiently(lambda: self.send(upload.upload_id, file.path, files[file.path]))
        return noted(patiently(lambda: self.datasets.FinishDatasetUpload(dataset_service_pb2.FinishDatasetUploadRequest(upload_id=upload.upload_id), timeout=3600)), path)

    def send(self, upload_id, path, place):
        """Sends a file from where the service stands, which after a break is not the beginning."""
        now = self.datasets.GetDatasetUpload(dataset_service_pb2.GetDatasetUploadRequest(upload_id=upload_id), timeout=60)
        offset = next(f.persisted_size_bytes for f in now.files if f.path == path)

        def chunks():
            with open(place, "rb") as source:
                source.seek(offset)
                while chunk := source.read(CHUNK):
                    data = common_pb2.ChecksummedData(content=chunk, crc32c=crc32c(chunk))
                    yield dataset_service_pb2.WriteDatasetUploadRequest(upload_id=upload_id, path=path, write_offset=source.tell() - len(chunk), data=data)

        if offset < place.stat().st_size:
            self.datasets.WriteDatasetUpload(chunks())

    def create_cohort(self, sheet, rows, names):
        """Makes the cohort of a sheet, or finds it."""
        cohort = cohort_pb2.Cohort(display_name=sheet.name, sheet=common_pb2.FileContent(path=sheet.name, size_bytes=sheet.stat().st_size, sha256=sha256(sheet)))
        for row in rows:
            known = {column: row.get(column, "").strip() for column in KNOWN}
            others = {column: value.strip() for column, value in row.items() if column not in KNOWN}
            cohort.lots.add(lot=known["lot"], dataset=names[known["path"]], role=known["role"].lower(), donor=known["donor"], tissue=known["tissue"], batch=known["batch"], process=known["process"], values=others)
        # The same lots over the same bytes have the same id, and are one cohort.
        name = f"{self.name}/cohorts/py-{hashlib.sha256(cohort.SerializeToString(deterministic=True)).hexdigest()[:40]}"
        request = cohort_service_pb2.CreateCohortRequest(parent=self.name, cohort_id=name.split("/")[-1], cohort=cohort, request_id=str(uuid.uuid4()))
        try:
            return patiently(lambda: self.cohorts.CreateCohort(request, timeout=60)).name
        except grpc.RpcError as error:
            if error.code() != grpc.StatusCode.ALREADY_EXISTS:
                raise
            return name

    def discover(self, cohort, readout):
        """Runs a discovery to its end; its name."""
        return self.run("discover", analysis_spec_pb2.AnalysisSpec(discover=analysis_spec_pb2.DiscoverSpec(cohort=cohort, readouts=[readout])))

    def run(self, kind, spec):
        """Runs an analysis to its end; its name."""
        analysis_id = f"{kind}-{uuid.uuid4().hex[:16]}"
        request = analysis_service_pb2.CreateAnalysisRequest(parent=self.name, analysis_id=analysis_id, analysis=analysis_pb2.Analysis(spec=spec), request_id=str(uuid.uuid4()))
        patiently(lambda: self.analyses.CreateAnalysis(request, timeout=60))
        name = f"{self.name}/analyses/{analysis_id}"
        end = patiently(lambda: self.watch(name))
        if end.state != analysis_pb2.Analysis.STATE_SUCCEEDED:
            raise SystemExit(f"{name}: {end.error.message or analysis_pb2.Analysis.State.Name(end.state)}")
        return name

    def cohort(self, sheet):
        """Uploads the files that a sheet names, and makes its cohort; the cohort's name, and the rows of the sheet."""
        rows, names = table(sheet), {}
        for number, path in enumerate(dict.fromkeys(row["path"].strip() for row in rows), 1):
            print(f"upload {number}: {path}", file=sys.stderr)
            names[path] = self.upload_dataset(sheet.parent / path)
        return self.create_cohort(sheet, rows, names), rows

    def watch(self, name):
        """Shows a line of progress until the analysis has ended; a watch that breaks begins again with the present state."""
        shown = None
        for change in self.analyses.WatchAnalysis(analysis_service_pb2.WatchAnalysisRequest(name=name)):
            analysis = change.analysis
            step = analysis.steps[-1] if analysis.steps else None
            where = step.step if step else analysis_pb2.Analysis.State.Name(analysis.state)
            if sys.stderr.isatty():
                print(f"\r{where} {f'{100 * step.done // step.total} %' if step and step.total else '':<50}", end="", file=sys.stderr, flush=True)
            elif where != shown:
                print(shown := where, file=sys.stderr, flush=True)
        return self.analyses.GetAnalysis(analysis_service_pb2.GetAnalysisRequest(name=name), timeout=60)

    def download(self, analysis, path, target):
        """Writes one file of the result, each chunk checked by CRC-32C and the whole by SHA-256."""
        files, token = {}, ""
        while True:
            page = self.results.ListResultFiles(result_service_pb2.ListResultFilesRequest(parent=analysis, page_token=token), timeout=60)
            files.update({f.path: f for f in page.files})
            token = page.next_page_token
            if not token:
                break
        content = bytearray()

        def read():
            request = result_service_pb2.ReadResultFileRequest(parent=analysis, path=path, read_offset=len(content))
            for chunk in self.results.ReadResultFile(request):
                if chunk.read_offset != len(content) or crc32c(chunk.data.content) != chunk.data.crc32c:
                    raise SystemExit(f"{path}: a chunk arrived damaged")
                content.extend(chunk.data.content)

        patiently(read)
        if hashlib.sha256(content).hexdigest() != files[path].sha256:
            raise SystemExit(f"{path}: is not what the service announced")
        target.write_bytes(content)


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() if hasattr(hashlib, "file_digest") else hashlib.sha256(file.read()).hexdigest()


def table(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def plot(rows, clusters, best, readout, target):
    """Share of the best cluster against the readout, one point a lot."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    values = {row["lot"]: float(row[readout]) for row in rows if row[readout]}
    points = [(values[c["lot"]], 100 * float(c["fraction"]), c["lot"]) for c in clusters if c["resolution"] == best["resolution"] and c["cluster"] == best["cluster"]]
    figure, axes = plt.subplots(figsize=(6, 4.5), layout="constrained")
    axes.scatter([p[0] for p in points], [p[1] for p in points])
    for x, y, lot in points:
        axes.annotate(lot, (x, y), textcoords="offset points", xytext=(5, 4), fontsize=8)
    axes.margins(0.1)
    axes.set_xlabel(readout)
    axes.set_ylabel(f"share of cluster {best['cluster']} (resolution {best['resolution']}), % of a lot's cells")
    axes.set_title(f"rho {float(best['rho']):.2f}, family-wise p {float(best['p_family']):.2g}, {best['n']} lots")
    figure.savefig(target, dpi=150)


def arguments(description):
    """What every example asks for."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("address", help="HOST:PORT of the service")
    parser.add_argument("sheet", type=pathlib.Path, help="cohort sheet (CSV)")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder to write")
    parser.add_argument("--project", default="default")
    parser.add_argument("--api-key-file", type=pathlib.Path, help="file that holds the API key; needs --tls-ca")
    parser.add_argument("--tls-ca", help="authorities of the server's certificate (PEM)")
    return parser


def opened(parser):
    """The arguments as given, the channel, and the project."""
    given = parser.parse_args()
    if given.api_key_file and not given.tls_ca:
        parser.error("a key does not travel in the open: give --tls-ca")
    channel = connect(given.address, given.api_key_file and given.api_key_file.read_text().strip(), given.tls_ca)
    return given, channel, Project(channel, given.project)


def main():
    parser = arguments("Run a discovery on a GpuCqa service.")
    parser.add_argument("--readout", required=True, help="column of the sheet that says what a lot can do")
    given, _, project = opened(parser)
    cohort, rows = project.cohort(given.sheet)
    analysis = project.discover(cohort, given.readout)

    given.out.mkdir(parents=True, exist_ok=True)
    for file in ("associations.csv", "clusters.csv"):
        project.download(analysis, file, given.out / file)
    best = table(given.out / "associations.csv")[0]
    plot(rows, table(given.out / "clusters.csv"), best, given.readout, given.out / "finding.png")
    print(f"{analysis}: cluster {best['cluster']} (resolution {best['resolution']}): rho {best['rho']}, family-wise p {best['p_family']}; see {given.out / 'finding.png'}")


if __name__ == "__main__":
    try:
        main()
    except grpc.RpcError as failure:
        sys.exit(f"discover.py: {failure.code().name}: {failure.details()}")
