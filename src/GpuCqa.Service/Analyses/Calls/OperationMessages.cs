using Google.Protobuf.WellKnownTypes;
using GpuCqa.Api.LongRunning;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Analyses.Records;
using GpuCqa.Service.Errors;

namespace GpuCqa.Service.Analyses.Calls;

/// <summary>Analyses as google.longrunning operations; metadata and response are the analysis itself.</summary>
public static class OperationMessages
{
    /// <summary>The operation of an analysis as it is.</summary>
    public static Operation Of(AnalysisMessage analysis)
    {
        var operation = new Operation { Name = analysis.Operation, Metadata = Any.Pack(analysis), Done = AnalysisRecord.IsTerminal(analysis.State) };
        switch (analysis.State)
        {
            case AnalysisState.Succeeded:
                operation.Response = Any.Pack(analysis);
                break;
            case AnalysisState.Failed:
                operation.Error = analysis.Error;
                break;
            case AnalysisState.Cancelled:
                operation.Error = RpcErrors.Details(ErrorReason.Cancelled, "The analysis was cancelled.");
                break;
        }

        return operation;
    }
}
