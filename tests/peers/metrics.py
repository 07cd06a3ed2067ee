"""metrics.py URL: /metrics read by Prometheus' own Python client, the text format and, strictly, OpenMetrics."""
import sys
import urllib.request

from prometheus_client.openmetrics import parser as openmetrics
from prometheus_client import parser as text


def scrape(accept):
    request = urllib.request.Request(sys.argv[1] + "/metrics", headers={"Accept": accept})
    with urllib.request.urlopen(request, timeout=20) as response:
        return response.headers["Content-Type"], response.read().decode("utf-8")


kind, body = scrape("text/plain;version=0.0.4")
assert kind.startswith("text/plain"), kind
plain = {family.name: family for family in text.text_string_to_metric_families(body)}
kind, body = scrape("application/openmetrics-text;version=1.0.0")
assert kind.startswith("application/openmetrics-text"), kind
strict = {family.name: family for family in openmetrics.text_string_to_metric_families(body)}

calls = strict["rpc_server_call_duration_seconds"]
assert calls.type == "histogram" and calls.unit == "seconds", calls
assert {s.labels["rpc_response_status_code"] for s in calls.samples if s.name.endswith("_count")}, "no calls were counted"
for name in ("gpucqa_rpc_server_active_calls", "gpucqa_uploads_open", "gpucqa_storage_size_bytes", "dotnet_process_memory_working_set_bytes"):
    assert name in strict and name in plain, name
print(f"metrics: {len(strict)} families, {sum(len(f.samples) for f in strict.values())} samples")
