using GpuCqa.Analysis.Mapping;
using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Devices;
using GpuCqa.Service.Hosting;
using Verdict = GpuCqa.Api.V1.CellVerdict;

namespace GpuCqa.Service.References.Labels;

/// <summary>Labels cells while their caller waits, on the host, one call at a time with all threads.</summary>
public sealed class LabelCalls(LoadedReferences loaded, ServiceOptions options) : IDisposable
{
    private readonly Turns turns = new("the labels");
    private readonly CpuDevice device = new(options.Threads);

    /// <summary>Labels the cells of a request.</summary>
    /// <param name="sha256">The reference's hash.</param>
    /// <param name="request">The cells.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="InvalidParameterException">Names the field.</exception>
    /// <exception cref="RefusedException">Too many wait already, or the reference is larger than loaded ones may be.</exception>
    public async Task<LabelCellsResponse> Run(string sha256, LabelCellsRequest request, CancellationToken cancellation)
    {
        ICellLabeller labeller = await loaded.Get(sha256, cancellation);
        LabelCells cells = LabelCells.Of(request, labeller.Genes, labeller.Modality);
        CellLabels? labels = cells.Rows.Length == 0 ? null : await turns.Run(() => labeller.Label(device, cells.Matrix, cells.Measured, cancellation), cancellation);
        double[] distances = Spread(cells, labels?.Distances, double.NaN);
        return new LabelCellsResponse
        {
            ReferenceSha256 = sha256,
            GenesMeasured = cells.Measured.Count(m => m),
            Distances = { distances },
            Resolutions = { labeller.Resolutions.Select((resolution, r) => Labels(cells, labels, resolution, r)) },
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        turns.Dispose();
        device.Dispose();
    }

    private static ResolutionLabels Labels(LabelCells cells, CellLabels? labels, double resolution, int r)
    {
        int[] nearest = Spread(cells, labels?.Nearest[r], -1);
        Verdict[] verdicts = Spread(cells, labels is null ? null : Array.ConvertAll(labels.Verdicts[r], Message), Verdict.NoCounts);
        return new ResolutionLabels
        {
            Resolution = resolution,
            Clusters = { nearest.Select((n, i) => verdicts[i] == Verdict.Mapped ? n : -1) },
            Verdicts = { verdicts },
            NearestClusters = { nearest },
            Scores = { Spread(cells, labels?.Scores[r], 0) },
            Margins = { Spread(cells, labels?.Margins[r], 0) },
        };
    }

    private static T[] Spread<T>(LabelCells cells, T[]? values, T otherwise)
    {
        var all = new T[cells.Count];
        Array.Fill(all, otherwise);
        for (int i = 0; i < cells.Rows.Length; i++) all[cells.Rows[i]] = values![i];
        return all;
    }

    private static Verdict Message(Analysis.Mapping.CellVerdict verdict) => verdict switch
    {
        Analysis.Mapping.CellVerdict.Mapped => Verdict.Mapped,
        Analysis.Mapping.CellVerdict.Uncertain => Verdict.Uncertain,
        _ => Verdict.NotInReference,
    };
}
