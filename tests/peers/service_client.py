"""service_client.py ADDRESS DESCRIPTORS: a client without generated code; prints what the Node client must print too."""
import hashlib
import itertools
import json
import struct
import sys

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

address, descriptors = sys.argv[1:]
files = descriptor_pb2.FileDescriptorSet.FromString(open(descriptors, "rb").read())
pool = descriptor_pool.DescriptorPool()
for file in files.file:
    pool.Add(file)
factory = message_factory.MessageFactory(pool)


def message(type_name, /, **fields):
    return factory.GetPrototype(pool.FindMessageTypeByName(type_name))(**fields)


channel = grpc.insecure_channel(address, options=[("grpc.max_receive_message_length", -1)])


def call(service, method, request, **options):
    found = pool.FindServiceByName(service).FindMethodByName(method)
    proto = descriptor_pb2.MethodDescriptorProto()
    found.CopyToProto(proto)
    kind = ("stream" if proto.client_streaming else "unary") + "_" + ("stream" if proto.server_streaming else "unary")
    response = factory.GetPrototype(found.output_type)
    stub = getattr(channel, kind)(f"/{service}/{method}", request_serializer=lambda m: m.SerializeToString(), response_deserializer=response.FromString)
    return stub(request, timeout=60, **options)


def refused(code, reason, action):
    try:
        action()
    except grpc.RpcError as error:
        assert error.code() == code, (error.code(), error.details())
        status = message("google.rpc.Status")
        status.ParseFromString(dict(error.trailing_metadata())["grpc-status-details-bin"])
        info = message("google.rpc.ErrorInfo")
        assert status.details[0].Unpack(info) and info.reason == reason and info.domain == "gpucqa.dev", status
        return
    raise AssertionError(f"not refused: {reason}")


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


assert crc32c(b"123456789") == 0xE3069283

# Health: once, and as a stream.
SERVING = 1
assert call("grpc.health.v1.Health", "Check", message("grpc.health.v1.HealthCheckRequest")).status == SERVING
watch = call("grpc.health.v1.Health", "Watch", message("grpc.health.v1.HealthCheckRequest", service="gpucqa.v1.DatasetService"))
assert next(watch).status == SERVING
watch.cancel()
refused(grpc.StatusCode.NOT_FOUND, "NOT_FOUND", lambda: call("grpc.health.v1.Health", "Check", message("grpc.health.v1.HealthCheckRequest", service="none")))


# Reflection: every service is listed, and every file of the contract is what buf makes of it; health and reflection are told as gRPC's packages name them.
def reflect(**request):
    asked = message("grpc.reflection.v1.ServerReflectionRequest", **request)
    (answer,) = call("grpc.reflection.v1.ServerReflection", "ServerReflectionInfo", iter([asked]))
    return answer


services = sorted(s.name for s in reflect(list_services="").list_services_response.service)
by_name = {f.name: f for f in files.file}


def bare(file):
    """A file without json_name, which compilers write into sets and leaves out of generated code."""
    copy = descriptor_pb2.FileDescriptorProto.FromString(file.SerializeToString())
    messages = list(copy.message_type)
    fields = list(copy.extension)
    while messages:
        one = messages.pop()
        messages.extend(one.nested_type)
        fields.extend(one.field)
        fields.extend(one.extension)
    for field in fields:
        field.ClearField("json_name")
    return copy.SerializeToString(deterministic=True)


for service in services:
    for data in reflect(file_containing_symbol=service).file_descriptor_response.file_descriptor_proto:
        told = descriptor_pb2.FileDescriptorProto.FromString(data)
        if told.name.startswith("gpucqa/") or (told.name.startswith("google/") and not told.name.startswith("google/protobuf/")):
            assert bare(told) == bare(by_name[told.name]), told.name

# Upload in two calls, the first of which breaks off; gzip on the way.
table = ("cell,area,intensity\n" + "".join(f"c{i},{i % 17 + 0.25},{i * i % 101}\n" for i in range(4000))).encode()
parent = "projects/peers"
content = message("gpucqa.v1.FileContent", path="cells.csv", size_bytes=len(table), sha256=hashlib.sha256(table).hexdigest())
upload = call("gpucqa.v1.DatasetService", "StartDatasetUpload", message("gpucqa.v1.StartDatasetUploadRequest", parent=parent, dataset_id="python", files=[content]))


def chunks(first, last, size=9000):
    for at in range(first, last, size):
        part = table[at:min(at + size, last)]
        data = message("gpucqa.v1.ChecksummedData", content=part, crc32c=crc32c(part))
        yield message("gpucqa.v1.WriteDatasetUploadRequest", upload_id=upload.upload_id, path="cells.csv", write_offset=at, data=data)


def broken():
    yield from chunks(0, 20000)
    raise RuntimeError("the line breaks")


try:
    call("gpucqa.v1.DatasetService", "WriteDatasetUpload", broken())
    raise AssertionError("the call ended well")
except grpc.RpcError:
    pass
stored = call("gpucqa.v1.DatasetService", "GetDatasetUpload", message("gpucqa.v1.GetDatasetUploadRequest", upload_id=upload.upload_id)).files[0].persisted_size_bytes
refused(grpc.StatusCode.FAILED_PRECONDITION, "PRECONDITION", lambda: call("gpucqa.v1.DatasetService", "FinishDatasetUpload", message("gpucqa.v1.FinishDatasetUploadRequest", upload_id=upload.upload_id)))
done = call("gpucqa.v1.DatasetService", "WriteDatasetUpload", chunks(stored, len(table)), compression=grpc.Compression.Gzip)
assert done.file.persisted_size_bytes == len(table)
dataset = call("gpucqa.v1.DatasetService", "FinishDatasetUpload", message("gpucqa.v1.FinishDatasetUploadRequest", upload_id=upload.upload_id))
assert dataset.files[0].sha256 == content.sha256
refused(grpc.StatusCode.INVALID_ARGUMENT, "INVALID_ARGUMENT", lambda: call("gpucqa.v1.DatasetService", "GetDataset", message("gpucqa.v1.GetDatasetRequest", name="../x")))

# Associations, against all orders of the lots by hand.
lots = [f"lot{i}" for i in range(6)]
fractions = {"rare": [0.01, 0.03, 0.02, 0.05, 0.08, 0.13], "common": [0.5, 0.4, 0.45, 0.3, 0.35, 0.38]}
readout = [10.0, 30.0, 20.0, 40.0, 50.0, 60.0]
answer = call("gpucqa.v1.AssociationService", "AssociateFractions", message(
    "gpucqa.v1.AssociateFractionsRequest", lots=lots,
    fractions=[message("gpucqa.v1.LotValues", name=n, values=v) for n, v in fractions.items()],
    readouts=[message("gpucqa.v1.LotValues", name="vegf", values=readout)]))


def rho(x, y):
    rank = lambda v: [sorted(v).index(a) for a in v]
    return 1 - 6 * sum((a - b) ** 2 for a, b in zip(rank(x), rank(y))) / (len(x) * (len(x) ** 2 - 1))


seen = {n: abs(rho(v, readout)) for n, v in fractions.items()}
orders = [[abs(rho(v, order)) for v in fractions.values()] for order in itertools.permutations(readout)]
for found in answer.associations:
    assert abs(found.rho - rho(fractions[found.feature], readout)) < 1e-12
    assert abs(found.p_family - sum(max(o) >= seen[found.feature] - 1e-12 for o in orders) / len(orders)) < 1e-12
refused(grpc.StatusCode.INVALID_ARGUMENT, "INVALID_ARGUMENT", lambda: call("gpucqa.v1.AssociationService", "AssociateFractions", message("gpucqa.v1.AssociateFractionsRequest")))

# An analysis of the dataset, watched to its end; its tables as typed blocks, against the correlation by hand.
correlate = message("gpucqa.v1.CorrelateSpec", dataset=dataset.name, method=2, raw=True)
analysis = message("gpucqa.v1.Analysis", spec=message("gpucqa.v1.AnalysisSpec", correlate=correlate))
call("gpucqa.v1.AnalysisService", "CreateAnalysis", message("gpucqa.v1.CreateAnalysisRequest", parent=parent, analysis_id="python", analysis=analysis))
*_, last = call("gpucqa.v1.AnalysisService", "WatchAnalysis", message("gpucqa.v1.WatchAnalysisRequest", name=f"{parent}/analyses/python"))
SUCCEEDED = 4
assert last.analysis.state == SUCCEEDED, last


def read(result, **rows):
    schema, *blocks = call("gpucqa.v1.ResultService", "ReadResult", message("gpucqa.v1.ReadResultRequest", name=f"{parent}/analyses/python/results/{result}", **rows))
    columns = {c.name: [] for c in schema.schema.columns}
    for block in (b.block for b in blocks):
        data, at = block.data.content, 0
        assert crc32c(data) == block.data.crc32c
        for column in schema.schema.columns:
            if column.element_type == 5:
                offsets = struct.unpack_from(f"<{block.row_count + 1}q", data, at)
                at += 8 * len(offsets)
                columns[column.name] += [data[at + a:at + b].decode() for a, b in zip(offsets, offsets[1:])]
                at += offsets[-1]
            else:
                code, size, count = {1: ("f", 4), 2: ("d", 8), 3: ("i", 4), 4: ("q", 8)}[column.element_type] + (block.row_count * column.width,)
                columns[column.name] += struct.unpack_from(f"<{count}{code}", data, at)
                at += size * count
        assert at == len(data)
    return columns


names, correlations = read("columns")["id"], read("correlations")["correlation"]
assert names == ["area", "intensity"] and read("columns", row_offset=1)["id"] == names[1:], names
# Columns by name travel alone, in the order asked for.
whole, chosen = read("columns"), read("columns", columns=["n", "id"], row_offset=1)
assert set(whole) > {"n", "id"} and list(chosen) == ["n", "id"], (whole, chosen)
assert all(chosen[c] == whole[c][1:] for c in chosen), chosen
for wrong in (["id", "none"], ["id", "id"]):
    refused(grpc.StatusCode.INVALID_ARGUMENT, "INVALID_ARGUMENT", lambda: read("columns", columns=wrong))
x, y = [i % 17 + 0.25 for i in range(4000)], [float(i * i % 101) for i in range(4000)]
mx, my = sum(x) / 4000, sum(y) / 4000
pearson = sum((a - mx) * (b - my) for a, b in zip(x, y)) / (sum((a - mx) ** 2 for a in x) * sum((b - my) ** 2 for b in y)) ** 0.5
assert max(abs(a - b) for a, b in zip(correlations, [1, pearson, pearson, 1])) < 1e-6, (correlations, pearson)

devices = call("gpucqa.v1.DeviceService", "ListDevices", message("gpucqa.v1.ListDevicesRequest")).devices
print(json.dumps({
    "services": services,
    "devices": [d.name for d in devices],
    "content": dataset.content_sha256,
    "format": dataset.format,
    "associations": [[a.feature, a.rank, *(struct.pack(">d", v).hex() for v in (a.rho, a.p, a.p_family, a.interval_low))] for a in answer.associations],
    "orders": answer.orders,
    "correlations": [struct.pack(">d", v).hex() for v in correlations],
}, separators=(",", ":")))
