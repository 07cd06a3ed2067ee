using GpuCqa.Analysis.Cells;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>Brings the cells of each lot down to one value per column, as a stream.</summary>
public static class LotColumnReader
{
    /// <summary>Numbers of a lot that are sorted at a time for medians: 256 MiB.</summary>
    public const long SortedNumbers = 1L << 25;

    private const int ReadCells = 1024;

    /// <summary>Reads all files of the lots.</summary>
    /// <param name="work">Where.</param>
    /// <param name="input">Lots and their cells; only features that every file has are used, and totals are over them.</param>
    /// <param name="columns">Columns, by id or name; all if empty.</param>
    /// <param name="limits">Which cells are used; genes have no limits here, nor have image features.</param>
    /// <param name="summary">What stands for a lot.</param>
    /// <param name="scaleFactor">Counts are log-normalized to this total; null takes them as they are.</param>
    /// <param name="sortedNumbers">Numbers that medians sort at a time; the result does not depend on it.</param>
    /// <exception cref="BadDataException">A file is damaged or holds a value that is not a number, or files cannot be joined.</exception>
    /// <exception cref="PreconditionException">A lot has no cell.</exception>
    public static LotColumns Read(
        Workplace work, CohortInput input, IReadOnlyList<string> columns, CellLimits limits, LotSummary summary, double? scaleFactor, long sortedNumbers = SortedNumbers)
    {
        CellSource[] sources = [.. input.Files.Select(f => f.Source)];
        CellModality modality = sources[0].Modality;
        if (sources.FirstOrDefault(s => s.Modality != modality) is { } other) throw new BadDataException(other.Path, null, $"holds {other.Modality}, while {sources[0].Path} holds {modality}; one analysis reads one kind.");
        if (Array.Find(sources, s => s.IsOfPlates) is { } raw) throw new BadDataException(raw.Path, null, DatasetReader.Plateless);
        FeatureJoin join = FeatureJoin.Of(input);
        foreach (string note in join.Notes) work.Progress.Note(note);
        foreach (string warning in join.Warnings) work.Progress.Warn(warning);
        int[] chosen = FeatureChoice.Of("columns", join.Shared, columns);
        bool counts = modality == CellModality.Counts;
        double? scale = counts ? scaleFactor : null;
        int[] map = Map(chosen, join.Shared.Count);
        using ILotSummarizer summarizer = summary == LotSummary.Median
            ? new LotMedians(work, map, chosen.Length, input.Lots.Count, scale, sortedNumbers)
            : new LotMoments(work.Device, map, chosen.Length, input.Lots.Count, scale, summary == LotSummary.Detected);
        long[] cells = new long[input.Lots.Count];
        var blocks = new LotBlocks(work.Device, join.Shared, input.Lots.Count, counts ? limits : null, (lot, block, totals) =>
        {
            cells[lot] += block.Rows;
            summarizer.Add(lot, block, totals);
        });
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
                    if (lot < 0) continue;
                    ReadOnlySpan<float> row = block.Values.RowValues(r);
                    foreach (float value in row)
                    {
                        if (float.IsNaN(value)) throw new BadDataException(sources[f].Path, $"cell {block.Barcodes[r]}", "holds a value that is not a number.");
                    }

                    blocks.Add(lot, block.Values.RowIndices(r), row, join.Maps[f]);
                }

                done += block.Values.Rows;
                work.Progress.Report(done);
            }
        }

        blocks.Finish();
        work.Progress.End();
        int empty = Array.IndexOf(cells, 0L);
        if (empty >= 0) throw new PreconditionException($"Lot '{input.Lots[empty].Lot.Name}' has no cell within the limits.");
        DenseMatrix<double> values = summarizer.Finish(cells);
        return new LotColumns(new FeatureTable(chosen.Select(c => join.Shared.Ids[c]).ToArray(), chosen.Select(c => join.Shared.Names[c]).ToArray()), cells, values);
    }

    private static int[] Map(int[] chosen, int features)
    {
        int[] map = new int[features];
        Array.Fill(map, -1);
        for (int i = 0; i < chosen.Length; i++) map[chosen[i]] = i;
        return map;
    }
}
