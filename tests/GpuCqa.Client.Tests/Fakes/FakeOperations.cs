using Google.Protobuf.WellKnownTypes;
using GpuCqa.Api.LongRunning;
using Grpc.Core;

namespace GpuCqa.Client.Tests.Fakes;

public sealed class FakeOperations(FakeState state) : Operations.OperationsBase
{
    public override Task<Operation> GetOperation(GetOperationRequest request, ServerCallContext context) => Task.FromResult(new Operation
    {
        Name = request.Name,
        Metadata = Any.Pack(state.Analyses.Values.FirstOrDefault(a => a.Operation == request.Name) ?? throw FakeState.NotFound(request.Name)),
    });
}
