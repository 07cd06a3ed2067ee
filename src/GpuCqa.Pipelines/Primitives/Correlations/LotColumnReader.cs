using GpuCqa.Analysis.Cells;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>Brings the cells of each lot down to one value per column, as a stream: sums of blocks, merged per lot in a fixed tree.</summary>
public static class LotColumnReader
{
    private const int ReadCells = 1024;

    /// <summary>Reads all files of the lots.</summary>
    /// <param name="work">Where.</param>
    /// <param name="input">Lots and their cells; only features that every file has are used, and totals are over them.</param>
    /// <param name="columns">Columns, by id or name; all if empty.</param>
    /// <param name="limits">Which cells are used; genes have no limits here, nor have image features.</param>
    /// <param name="summary">What stands for a lot.</param>
    /// <param name="scaleFactor">Counts are log-normalized to this total; null takes them as they are.</param>
    /// <exception cref="BadDataException">A file is damaged, or files cannot be joined.</exception>
    /// <exception cref="PreconditionException">A lot has no cell.</exception>
    public static LotColumns Read(Workplace work, CohortInput input, IReadOnlyList<string> columns, CellLimits limits, LotSummary summary, double? scaleFactor)
    {
        CellSource[] sources = [.. input.Files.Select(f => f.Source)];
        CellModality modality = sources[0].Modality;
        if (sources.FirstOrDefault(s => s.Modality != modality) is { } other) throw new BadDataException(other.Path, null, $"holds {other.Modality}, while {sources[0].Path} holds {modality}; one analysis reads one kind.");
        FeatureJoin join = FeatureJoin.Of(sources);
        int[] chosen = FeatureChoice.Of("columns", join.Shared, columns);
        var sums = new LotSums(work.Device, join.Shared, chosen, input.Lots.Count, modality == CellModality.Counts ? limits : null, modality == CellModality.Counts ? scaleFactor : null);
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int l = 0; l < input.Lots.Count; l++) index[input.Lots[l].Lot.Name] = l;
        work.Progress.Begin("read lots", sources.All(s => s.CellCount is not null) ? sources.Sum(s => s.CellCount!.Value) : 0);
        long done = 0;
        for (int f = 0; f < input.Files.Count; f++)
        {
            foreach (CellBlock block in sources[f].ReadBlocks(ReadCells, work.Cancellation))
            {
                work.Cancellation.ThrowIfCancellationRequested();
                for (int r = 0; r < block.Values.Rows; r++)
                {
                    int lot = input.Files[f].Lot >= 0 ? input.Files[f].Lot : index.GetValueOrDefault(block.Groups![r], -1);
                    if (lot >= 0) sums.Add(lot, block.Values.RowIndices(r), block.Values.RowValues(r), join.Maps[f]);
                }

                done += block.Values.Rows;
                work.Progress.Report(done);
            }
        }

        ColumnMoments[] moments = sums.Finish();
        work.Progress.End();
        int empty = Array.FindIndex(moments, m => m.Rows == 0);
        if (empty >= 0) throw new PreconditionException($"Lot '{input.Lots[empty].Lot.Name}' has no cell within the limits.");
        var values = new DenseMatrix<double>(moments.Length, chosen.Length);
        for (int l = 0; l < moments.Length; l++)
        {
            for (int c = 0; c < chosen.Length; c++) values[l, c] = summary == LotSummary.Mean ? moments[l].Mean(c) : (double)moments[l].NonZeros[c] / moments[l].Rows;
        }

        return new LotColumns(new FeatureTable(chosen.Select(c => join.Shared.Ids[c]).ToArray(), chosen.Select(c => join.Shared.Names[c]).ToArray()), moments.Select(m => m.Rows).ToArray(), values);
    }
}
