using System.Text.RegularExpressions;
using GpuCqa.Analysis.Quality;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Cells;

/// <summary>Reads the train lots block by block, joins their genes, and keeps the cells that pass QC.</summary>
/// <remarks>
/// Order of the rules, as in Seurat's CreateSeuratObject followed by subset: cells with too few genes go first, then genes
/// in too few of the remaining cells, then all limits are applied on the kept genes. Totals are over the kept genes.
/// </remarks>
public static class CohortReader
{
    private const int ReadCells = 1024;

    /// <summary>Entries from which a cell of counts is compared between lots; measurements are compared from the first.</summary>
    private const int TellingEntries = 10;

    /// <summary>Reads and filters.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="input">Lots and their cells.</param>
    /// <param name="parameters">All parameters.</param>
    /// <param name="progress">Receives steps and notes.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <param name="room">Room for the packed cells; null = memory.</param>
    /// <exception cref="BadDataException">A source is damaged or its features or cells cannot be joined.</exception>
    /// <exception cref="PreconditionException">A lot has no cell left.</exception>
    /// <exception cref="DeviceMemoryException">The device's memory is too small for the job in any form.</exception>
    public static CohortCells Read(ComputeDevice device, CohortInput input, DiscoverParameters parameters, StepProgress progress, CancellationToken cancellation, CellRoom? room = null) =>
        CohortCells.Of(device, Filtered(device, input, parameters, progress, cancellation, room), parameters);

    /// <summary>Reads and filters; the cells are on no way to a device yet.</summary>
    /// <inheritdoc cref="Read"/>
    public static FilteredCells Filtered(ComputeDevice device, CohortInput input, DiscoverParameters parameters, StepProgress progress, CancellationToken cancellation, CellRoom? room = null)
    {
        room ??= CellRoom.InMemory();
        CellModality modality = input.Files[0].Source.Modality;
        if (input.Files.FirstOrDefault(f => f.Source.Modality != modality) is { } other)
            throw new BadDataException(other.Source.Path, null, $"holds {other.Source.Modality}, while {input.Files[0].Source.Path} holds {modality}; one discovery reads one kind.");
        FeatureJoin join = FeatureJoin.Of(input);
        foreach (string note in join.Notes) progress.Note(note);
        foreach (string warning in join.Warnings) progress.Warn(warning);
        LotRows[] lots = ReadLots(device, input, modality, join, room, progress, cancellation);
        return Filter(device, input, parameters, modality, join, lots, room, progress, cancellation);
    }

    /// <summary>Entries from which a cell is unlikely to equal another one by chance.</summary>
    internal static int TellingEntriesOf(CellModality modality) => modality == CellModality.Counts ? TellingEntries : 1;

    private static LotRows[] ReadLots(ComputeDevice device, CohortInput input, CellModality modality, FeatureJoin join, CellRoom room, StepProgress progress, CancellationToken cancellation)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int l = 0; l < input.Lots.Count; l++) index[input.Lots[l].Lot.Name] = l;
        var lots = input.Lots.Select(_ => new LotRows(join.Shared.Count, TellingEntriesOf(modality), device, room)).ToArray();
        long known = input.Files.Sum(f => f.Source.CellCount ?? 0);
        progress.Begin("read cells", input.Files.All(f => f.Source.CellCount is not null) ? known : 0);
        long done = 0;
        var others = new Dictionary<string, long>(StringComparer.Ordinal);
        using var ahead = new BlocksAhead([.. input.Files.Select(f => f.Source)], ReadCells, cancellation);
        for (int f = 0; f < input.Files.Count; f++)
        {
            (CellSource source, int lot) = input.Files[f];
            foreach (CellBlock block in ahead.Of(f))
            {
                cancellation.ThrowIfCancellationRequested();
                for (int r = 0; r < block.Values.Rows; r++)
                {
                    int to = lot >= 0 ? lot : index.GetValueOrDefault(block.Groups![r], -1);
                    if (to < 0)
                    {
                        others[block.Groups![r]] = others.GetValueOrDefault(block.Groups[r]) + 1;
                        continue;
                    }

                    if (!lots[to].Add(block.Barcodes[r], block.Values.RowIndices(r), block.Values.RowValues(r), join.Maps[f]))
                        throw new BadDataException(source.Path, $"cell '{block.Barcodes[r]}'", $"the name occurs more than once in lot '{input.Lots[to].Lot.Name}'.");
                }

                done += block.Values.Rows;
                progress.Report(done);
            }

            if (lot >= 0) lots[lot].CloseBlock();
        }

        foreach (LotRows lot in lots) lot.Close();
        progress.End();
        foreach (string note in OtherCells.Notes(others, input.UnusedLots)) progress.Note(note);
        int empty = Array.FindIndex(lots, l => l.Barcodes.Count == 0);
        if (empty >= 0)
        {
            throw OtherCells.Missing(input.Lots[empty].Lot.Name, input.Files.FirstOrDefault(f => f.Lot == empty)?.Source, [.. input.Files.Select(f => f.Source)], others);
        }

        if (lots.Length > 1 && input.Files[0].Source.Modality == CellModality.Features) RequireCells(input, lots, index);
        foreach (string warning in RepeatedCells.Warnings([.. lots.Select(l => l.Digests)], [.. input.Lots.Select(l => $"'{l.Lot.Name}'")])) progress.Warn(warning);
        foreach (LotRows lot in lots) lot.ReleaseDigests();
        return lots;
    }

    /// <summary>Refuses tables of lots, such as counts of states, that were given as tables of cells.</summary>
    private static void RequireCells(CohortInput input, LotRows[] lots, Dictionary<string, int> index)
    {
        string? seen = Array.TrueForAll(lots, l => l.Barcodes.Count == 1) ? "every lot has one row"
            : Array.Exists(lots, l => l.Barcodes.Count > 1 && 2 * l.Barcodes.Count(index.ContainsKey) >= l.Barcodes.Count) ? "its rows are named like the lots of the cohort"
            : null;
        if (seen is not null) throw new BadDataException(input.Files[0].Source.Path, null, $"{seen}: these are values of lots, not of cells; 'gpucqa associate' finds the column that goes with a readout.");
    }

    private static FilteredCells Filter(
        ComputeDevice device, CohortInput input, DiscoverParameters parameters, CellModality modality, FeatureJoin join, LotRows[] lots, CellRoom room, StepProgress progress, CancellationToken cancellation)
    {
        progress.Begin("quality control", 0);
        var mito = new Regex(parameters.MitoPattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
        bool[] marked = join.Shared.Names.Select(n => modality == CellModality.Counts && mito.IsMatch(n)).ToArray();
        if (modality == CellModality.Counts && !marked.Contains(true)) progress.Note($"No gene name matches '{parameters.MitoPattern}': no cell is removed for its mitochondrial share.");

        var measured = new List<(LotInput Lot, LotRows Rows, QcThresholds Limits, bool[] Enough, LotDepth Depth)>(lots.Length);
        for (int l = 0; l < lots.Length; l++)
        {
            string name = input.Lots[l].Lot.Name;
            CellQuality quality = CellQuality.Of(device, lots[l].Blocks, marked);
            QcThresholds limits = modality == CellModality.Counts
                ? CellFilter.Thresholds(name, quality.Totals, quality.Genes, quality.MitoPercent, parameters)
                : new QcThresholds(name, 0, double.PositiveInfinity, double.NegativeInfinity, 100);
            measured.Add((input.Lots[l], lots[l], limits, Array.ConvertAll(quality.Genes, g => g >= limits.MinGenes), LotDepth.Of(name, quality, limits)));
            cancellation.ThrowIfCancellationRequested();
        }

        if (modality == CellModality.Counts) LotComparison.Check([.. measured.Select(m => m.Depth)], parameters, progress);
        // A lot without a cell that passes is an error of its own, told with what removed them.
        var small = measured.Where(m => parameters.MinCellsPerLot > 1 && m.Depth.Kept < parameters.MinCellsPerLot).ToArray();
        if (small.Length == measured.Count) throw new PreconditionException($"No lot has {parameters.MinCellsPerLot} cells after quality control; lower --min-cells-per-lot.");
        if (small.Length > 0) progress.Note($"Left out for fewer than {parameters.MinCellsPerLot} cells after quality control: {string.Join(", ", small.Select(m => $"{m.Lot.Lot.Name} ({m.Depth.Kept})"))}.");
        foreach (var m in small) m.Rows.Blocks.Dispose();
        measured.RemoveAll(small.Contains);
        long[] holders = new long[join.Shared.Count];
        foreach (var m in measured) CountHolders(m.Rows.Blocks, m.Enough, holders);

        int minimum = modality == CellModality.Counts ? parameters.MinCells : 0;
        int[] kept = Enumerable.Range(0, holders.Length).Where(g => holders[g] >= minimum).ToArray();
        if (kept.Length == 0) throw new PreconditionException($"No gene is detected in {minimum} or more cells. Lower --min-cells, or look at the input with 'gpucqa inspect'.");
        int[] map = new int[holders.Length];
        Array.Fill(map, -1);
        for (int g = 0; g < kept.Length; g++) map[kept[g]] = g;

        var assembly = new StoreAssembly(device, kept.Length, room, cancellation);
        bool[] keptMarked = kept.Select(g => marked[g]).ToArray();
        var results = new LotResult[measured.Count];
        for (int l = 0; l < results.Length; l++)
        {
            results[l] = assembly.AddLot(measured[l].Lot, l, measured[l].Rows, measured[l].Enough, map, keptMarked, measured[l].Limits);
            cancellation.ThrowIfCancellationRequested();
        }

        string help = $"Lots of fewer cells than min_cells_per_lot ({parameters.MinCellsPerLot} here) are left out.";
        if (LotNotes.FewCells([.. results.Select(r => r.Name)], [.. results.Select(r => r.CellsKept)], parameters.Confidence, help) is { } few) progress.Warn(few);

        FeatureTable shared = join.Shared;
        var genes = new FeatureTable(kept.Select(g => shared.Ids[g]).ToArray(), kept.Select(g => shared.Names[g]).ToArray(), shared.Types is null ? null : kept.Select(g => shared.Types[g]).ToArray());
        var joined = new GeneJoin(shared.Count, join.Union, join.Union - shared.Count, shared.Count - kept.Length, kept.Length);
        if (joined.DroppedNotShared > 0) progress.Note($"{joined.DroppedNotShared} of {Counted.Of(joined.Union, "gene")} {Counted.Word(joined.DroppedNotShared, "was", "were")} dropped because some lot lacks them.");
        if (joined.DroppedRare > 0) progress.Note($"{Counted.Of(joined.DroppedRare, "gene")} {Counted.Word(joined.DroppedRare, "was", "were")} dropped because fewer than {Counted.Of(minimum, "cell")} {Counted.Word(minimum, "has", "have")} {Counted.Word(joined.DroppedRare, "it", "them")}.");
        FilteredCells filtered = assembly.Finish(modality, genes, results, [.. measured.Select(m => m.Limits)], joined);
        progress.End();
        return filtered;
    }

    private static void CountHolders(BlockShelf blocks, bool[] keep, long[] holders)
    {
        int cell = 0;
        foreach (CsrMatrix<float> block in blocks.Pieces())
        {
            for (int r = 0; r < block.Rows; r++, cell++)
            {
                if (!keep[cell]) continue;
                ReadOnlySpan<int> genes = block.RowIndices(r);
                ReadOnlySpan<float> values = block.RowValues(r);
                for (int i = 0; i < genes.Length; i++)
                {
                    if (values[i] != 0) holders[genes[i]]++;
                }
            }
        }
    }
}
