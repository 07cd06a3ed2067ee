using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Devices;
using Verdict = GpuCqa.Api.V1.CellVerdict;

namespace GpuCqa.Service.References.Labels;

/// <summary>Labels cells while their caller waits, on the host, one call at a time with all threads.</summary>
public sealed class LabelCalls(LoadedReferences loaded) : IDisposable
{
    private readonly Turns turns = new("the labels");

    /// <summary>Labels the cells of a request.</summary>
    /// <param name="sha256">The reference's hash.</param>
    /// <param name="request">The cells.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="InvalidParameterException">Names the field.</exception>
    /// <exception cref="RefusedException">Too many wait already, or the reference is larger than loaded ones may be.</exception>
    public async Task<LabelCellsResponse> Run(string sha256, LabelCellsRequest request, CancellationToken cancellation)
    {
        ILoadedReference reference = await loaded.Get(sha256, cancellation);
        LabelCells cells = LabelCells.Of(request, reference.Genes, reference.Modality);
        (LabelTransfer Transfer, Judgement Judgement)? labels = cells.Rows.Length == 0 ? null : await turns.Run(() => reference.Label(cells.Matrix, cells.Measured, cancellation), cancellation);
        return new LabelCellsResponse
        {
            ReferenceSha256 = sha256,
            GenesMeasured = cells.Measured.Count(m => m),
            Distances = { Spread(cells, labels?.Judgement.Distances, double.NaN) },
            Resolutions = { reference.Resolutions.Select((resolution, r) => Labels(cells, labels, resolution, r, reference.Calibration.Confusion[r])) },
            Warnings = { reference.Calibration.Warnings },
        };
    }

    /// <inheritdoc/>
    public void Dispose() => turns.Dispose();

    private static ResolutionLabels Labels(LabelCells cells, (LabelTransfer Transfer, Judgement Judgement)? labels, double resolution, int r, long[][] confusion)
    {
        long all = confusion.Sum(row => row.Sum()), refused = confusion.Sum(row => row[^1]), own = confusion.Select((row, k) => row[k]).Sum();
        return new ResolutionLabels
        {
            Resolution = resolution,
            Clusters = { Spread(cells, labels?.Judgement.Labels[r], -1) },
            Verdicts = { Spread(cells, labels is { } judged ? Array.ConvertAll(judged.Judgement.Verdicts[r], Message) : null, Verdict.NoCounts) },
            NearestClusters = { Spread(cells, labels?.Transfer.Labels[r], -1) },
            Scores = { Spread(cells, labels?.Transfer.Scores[r], 0) },
            Margins = { Spread(cells, labels?.Transfer.Margins[r], 0) },
            LeftOutRefused = all > 0 ? (double)refused / all : double.NaN,
            LeftOutAgreement = all > refused ? (double)own / (all - refused) : double.NaN,
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
