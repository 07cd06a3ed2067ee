using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Progress;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Neighbourhoods;

/// <summary>The neighbourhoods of the cells over the lots, and which of them are tested; no readout is seen.</summary>
/// <param name="Abundance">How much of each lot lies around each cell.</param>
/// <param name="Cover">The tested neighbourhoods.</param>
/// <param name="Components">Leading components of the lots.</param>
/// <remarks>
/// How far the walk goes is a matter of power, and is settled without a readout: it ends at the first step, from <see cref="LotDiffusion.FewestSteps"/> on, after which the allowed number of neighbourhoods stands for all others at a rank
/// correlation over lots of <see cref="NeighbourhoodCover.FirstLikeness"/>. A short walk leaves a few cells of each lot around a cell, mostly chance: neighbourhoods of the same cells then have profiles of their own, each costs the family a test, and
/// none shows what the lots are. As the walk goes on chance averages out and what is left to tell apart are the places in which lots differ; too long a walk blurs these.
/// After <see cref="LotDiffusion.MostSteps"/> steps the likeness is lowered instead.
/// </remarks>
public sealed record NeighbourhoodField(NeighbourhoodAbundance Abundance, NeighbourhoodCover Cover, LotComponents Components)
{
    /// <summary>The members of the family of tests: abundance per lot in each tested neighbourhood.</summary>
    public IReadOnlyList<double[]> Profiles { get; } = [.. Cover.Cells.Select(c => Abundance.Shares.Row(c).ToArray())];

    /// <summary>Makes it from the graph of the cells.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="graph">Shared-neighbour graph, cells x cells, symmetric.</param>
    /// <param name="lots">Lot of each cell.</param>
    /// <param name="lotCount">Number of lots.</param>
    /// <param name="most">Tested neighbourhoods at most.</param>
    /// <param name="progress">Receives the step.</param>
    /// <param name="cancellation">Seen between steps.</param>
    /// <exception cref="PreconditionException">There are too few lots.</exception>
    public static NeighbourhoodField Of(ComputeDevice device, CsrMatrix<double> graph, int[] lots, int lotCount, int most, StepProgress progress, CancellationToken cancellation = default)
    {
        if (Refusal(lotCount) is { } refused) throw new PreconditionException(refused);
        progress.Begin("neighbourhoods", 0);
        NeighbourhoodAbundance abundance = LotDiffusion.Walk(device, graph, lots, lotCount, cancellation)
            .First(a => a.Steps >= LotDiffusion.MostSteps || (a.Steps >= LotDiffusion.FewestSteps && NeighbourhoodCover.Suffices(device, a, most)));
        var field = new NeighbourhoodField(abundance, NeighbourhoodCover.Choose(device, abundance, most, cancellation), LotComponents.Of(device, abundance, GlobalAssociation.Numbers(lotCount)[^1]));
        progress.End();
        return field;
    }

    /// <summary>How many neighbourhoods a design can bear: at a perfect relation the family-wise p is about the smallest p of one test times the different orders of the lots in the family, and no more are tested than half of what would bring that to the level.</summary>
    /// <param name="most">Tested neighbourhoods that are allowed.</param>
    /// <param name="design">What the design can show.</param>
    /// <param name="alpha">Family-wise level.</param>
    public static int Affordable(int most, DesignStatement design, double alpha) => (int)Math.Clamp(alpha / design.SmallestP / 2, 1, most);

    /// <summary>Why so few lots are refused; null where they suffice.</summary>
    public static string? Refusal(int lots) => lots >= GlobalAssociation.MinimumLots ? null
        : $"Association without clusters needs at least {GlobalAssociation.MinimumLots} lots, and there {(lots == 1 ? "is 1" : $"are {lots}")}: a neighbourhood holds fewer cells than a cluster, and so few lots have too few orders to tell its share from chance. Test clusters alone, or add lots.";

    /// <summary>What undermines the answer with few lots; null where they are enough.</summary>
    public static string? FewLots(int lots) => lots >= GlobalAssociation.FewLots ? null
        : $"Association without clusters over {lots} lots: the p-values hold, but below {GlobalAssociation.FewLots} lots only the strongest relation is found, and what passes is likely to look stronger than it is; the authors of the method refuse so few.";
}
