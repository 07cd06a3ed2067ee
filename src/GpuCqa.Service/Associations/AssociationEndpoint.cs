using GpuCqa.Analysis.Associations;
using GpuCqa.Analysis.Results;
using GpuCqa.Api.V1;
using GpuCqa.Service.Devices;
using GpuCqa.Statistics;
using Grpc.Core;

namespace GpuCqa.Service.Associations;

/// <summary>gpucqa.v1.AssociationService: fractions against readouts, answered at once.</summary>
public sealed class AssociationEndpoint(SmallWork work) : AssociationService.AssociationServiceBase
{
    /// <inheritdoc/>
    public override async Task<AssociateFractionsResponse> AssociateFractions(AssociateFractionsRequest request, ServerCallContext context)
    {
        AssociationRequest asked = AssociationRequest.From(request);
        DesignStatement design = DesignCheck.Check(request.Readouts.Select(r => r.Name).ToArray(), asked.Readouts, asked.Alpha, asked.Options, asked.Kind);
        IReadOnlyList<Statistics.FractionAssociation> found = await work.Run(
            (device, cancellation) => FractionTest.Run(device, asked.Kind, asked.Fractions, asked.Readouts, asked.Options, asked.Confidence, cancellation), context.CancellationToken);
        return new AssociateFractionsResponse
        {
            Design = design.Sentence,
            Exact = design.Exact,
            Orders = design.Permutations,
            Associations =
            {
                found.Select((a, i) => new Api.V1.FractionAssociation
                {
                    Feature = request.Fractions[a.Fraction].Name,
                    Readout = request.Readouts[a.Readout].Name,
                    Rank = i + 1,
                    Rho = a.Rho,
                    P = a.P,
                    PFamily = a.PFamily,
                    PFamilyStepDown = a.PFamilyStepDown,
                    IntervalLow = a.IntervalLow,
                    IntervalHigh = a.IntervalHigh,
                    LeaveOneOutLow = a.LeaveOneOutLow,
                    LeaveOneOutHigh = a.LeaveOneOutHigh,
                }),
            },
        };
    }
}
