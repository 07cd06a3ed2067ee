"""collector.py PORT FILE: takes what OpenTelemetry's SDKs send a collector over gRPC, and writes the method and the size of each call."""
import sys
import threading
from concurrent import futures

import grpc

port, path = sys.argv[1:]
gate = threading.Lock()


class Handler(grpc.GenericRpcHandler):
    def service(self, details):
        def take(request, context):
            with gate, open(path, "a") as file:
                file.write(f"{details.method} {len(request)}\n")
            return b""

        return grpc.unary_unary_rpc_method_handler(take)


server = grpc.server(futures.ThreadPoolExecutor(2), handlers=(Handler(),))
server.add_insecure_port(f"127.0.0.1:{port}")
server.start()
server.wait_for_termination()
