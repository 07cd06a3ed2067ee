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
        (LotRows[] lots, Dictionary<string, long> others) = ReadRows(device, input, modality, join.Shared.Count, join.Maps, room, progress, cancellation);
        foreach (string note in OtherCells.Notes(others, input.UnusedLots)) progress.Note(note);
        RequireFilled(input, lots, others);
        if (lots.Length > 1 && modality == CellModality.Features) RequireCells(input, lots);
        TellRepeated([.. input.Lots.Select(l => l.Lot.Name)], [.. lots.Select(l => l.Digests)], progress);
        foreach (LotRows lot in lots) lot.ReleaseDigests();
        return lots;
    }

    /// <summary>Reads every cell of some lots; nothing is judged yet.</summary>
    /// <param name="device">Its host threads pack.</param>
    /// <param name="input">The lots and their cells.</param>
    /// <param name="modality">What the values are.</param>
    /// <param name="columns">Features that all lots of the cohort share.</param>
    /// <param name="maps">Per file: shared feature of each of its columns, or -1.</param>
    /// <param name="room">Room for the packed cells.</param>
    /// <param name="progress">Receives cells done.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <returns>The lots, and cells of each other name in the lot column.</returns>
    internal static (LotRows[] Lots, Dictionary<string, long> Others) ReadRows(
        ComputeDevice device, CohortInput input, CellModality modality, int columns, IReadOnlyList<int[]> maps, CellRoom room, StepProgress progress, CancellationToken cancellation)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int l = 0; l < input.Lots.Count; l++) index[input.Lots[l].Lot.Name] = l;
        var lots = input.Lots.Select(_ => new LotRows(columns, TellingEntriesOf(modality), device, room)).ToArray();
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

                    if (!lots[to].Add(block.Barcodes[r], block.Values.RowIndices(r), block.Values.RowValues(r), maps[f]))
                        throw new BadDataException(source.Path, $"cell '{block.Barcodes[r]}'", $"the name occurs more than once in lot '{input.Lots[to].Lot.Name}'.");
                }

                done += block.Values.Rows;
                progress.Report(done);
            }

            if (lot >= 0) lots[lot].CloseBlock();
        }

        foreach (LotRows lot in lots) lot.Close();
        progress.End();
        return (lots, others);
    }

    /// <summary>Refuses a lot without a cell.</summary>
    internal static void RequireFilled(CohortInput input, LotRows[] lots, Dictionary<string, long> others)
    {
        int empty = Array.FindIndex(lots, l => l.Barcodes.Count == 0);
        if (empty >= 0)
        {
            throw OtherCells.Missing(input.Lots[empty].Lot.Name, input.Files.FirstOrDefault(f => f.Lot == empty)?.Source, [.. input.Files.Select(f => f.Source)], others);
        }
    }

    /// <summary>Tells which lots hold the same cells.</summary>
    internal static void TellRepeated(IReadOnlyList<string> names, IReadOnlyList<(List<ulong> All, List<ulong> Telling)> digests, StepProgress progress)
    {
        foreach (string warning in RepeatedCells.Warnings(digests, [.. names.Select(n => $"'{n}'")])) progress.Warn(warning);
    }

    /// <summary>Refuses tables of lots, such as counts of states, that were given as tables of cells.</summary>
    private static void RequireCells(CohortInput input, LotRows[] lots)
    {
        var index = input.Lots.Select(l => l.Lot.Name).ToHashSet(StringComparer.Ordinal);
        string? seen = Array.TrueForAll(lots, l => l.Barcodes.Count == 1) ? "every lot has one row"
            : Array.Exists(lots, l => l.Barcodes.Count > 1 && 2 * l.Barcodes.Count(index.Contains) >= l.Barcodes.Count) ? "its rows are named like the lots of the cohort"
            : null;
        if (seen is not null) throw new BadDataException(input.Files[0].Source.Path, null, $"{seen}: these are values of lots, not of cells; 'gpucqa associate' finds the column that goes with a readout.");
    }

    private static FilteredCells Filter(
        ComputeDevice device, CohortInput input, DiscoverParameters parameters, CellModality modality, FeatureJoin join, LotRows[] lots, CellRoom room, StepProgress progress, CancellationToken cancellation)
    {
        progress.Begin("quality control", 0);
        bool[] marked = LotQuality.Marked(join.Shared, modality, parameters);
        LotQuality.TellUnmarked(marked, modality, parameters, progress);
        var measured = new List<(LotInput Lot, LotRows Rows, LotQuality Quality)>(lots.Length);
        for (int l = 0; l < lots.Length; l++)
        {
            measured.Add((input.Lots[l], lots[l], LotQuality.Of(device, input.Lots[l].Lot.Name, lots[l].Blocks, marked, modality, parameters)));
            cancellation.ThrowIfCancellationRequested();
        }

        int[] chosen = LotQuality.Choose([.. measured.Select(m => m.Quality)], modality, parameters, progress);
        foreach (var m in measured.Where((_, l) => !chosen.Contains(l))) m.Rows.Blocks.Dispose();
        measured = [.. chosen.Select(l => measured[l])];
        long[] holders = new long[join.Shared.Count];
        foreach (var m in measured) CountHolders(m.Rows.Blocks, m.Quality.Enough, holders);

        int[] kept = GenesKept(holders, modality, parameters);
        int[] map = MapOf(kept, holders.Length);
        var assembly = new StoreAssembly(device, kept.Length, room, cancellation);
        bool[] keptMarked = kept.Select(g => marked[g]).ToArray();
        var results = new LotResult[measured.Count];
        for (int l = 0; l < results.Length; l++)
        {
            results[l] = assembly.AddLot(measured[l].Lot, l, measured[l].Rows, measured[l].Quality.Enough, map, keptMarked, measured[l].Quality.Limits);
            cancellation.ThrowIfCancellationRequested();
        }

        (FeatureTable genes, GeneJoin joined) = Joined(join.Shared, join.Union, kept);
        TellKept(results, joined, modality, parameters, progress);
        FilteredCells filtered = assembly.Finish(modality, genes, results, [.. measured.Select(m => m.Quality.Limits)], joined);
        progress.End();
        return filtered;
    }

    /// <summary>The genes that enough cells have.</summary>
    /// <param name="holders">Cells of each shared gene that have it, of all chosen lots.</param>
    /// <param name="modality">What the values are.</param>
    /// <param name="parameters">All parameters.</param>
    internal static int[] GenesKept(long[] holders, CellModality modality, DiscoverParameters parameters)
    {
        int minimum = Fewest(modality, parameters);
        int[] kept = Enumerable.Range(0, holders.Length).Where(g => holders[g] >= minimum).ToArray();
        return kept.Length > 0 ? kept : throw new PreconditionException($"No gene is detected in {minimum} or more cells. Lower --min-cells, or look at the input with 'gpucqa inspect'.");
    }

    /// <summary>Per shared gene: its place among the kept ones, or -1.</summary>
    internal static int[] MapOf(int[] kept, int shared)
    {
        int[] map = new int[shared];
        Array.Fill(map, -1);
        for (int g = 0; g < kept.Length; g++) map[kept[g]] = g;
        return map;
    }

    /// <summary>The kept genes, and how genes were joined.</summary>
    internal static (FeatureTable Genes, GeneJoin Join) Joined(FeatureTable shared, int union, int[] kept) => (
        new FeatureTable(kept.Select(g => shared.Ids[g]).ToArray(), kept.Select(g => shared.Names[g]).ToArray(), shared.Types is null ? null : kept.Select(g => shared.Types[g]).ToArray()),
        new GeneJoin(shared.Count, union, union - shared.Count, shared.Count - kept.Length, kept.Length));

    /// <summary>Tells of lots with few cells and of dropped genes.</summary>
    internal static void TellKept(IReadOnlyList<LotResult> results, GeneJoin joined, CellModality modality, DiscoverParameters parameters, StepProgress progress)
    {
        string help = $"Lots of fewer cells than min_cells_per_lot ({parameters.MinCellsPerLot} here) are left out.";
        if (LotNotes.FewCells([.. results.Select(r => r.Name)], [.. results.Select(r => r.CellsKept)], parameters.Confidence, help) is { } few) progress.Warn(few);
        int minimum = Fewest(modality, parameters);
        if (joined.DroppedNotShared > 0) progress.Note($"{joined.DroppedNotShared} of {Counted.Of(joined.Union, "gene")} {Counted.Word(joined.DroppedNotShared, "was", "were")} dropped because some lot lacks them.");
        if (joined.DroppedRare > 0) progress.Note($"{Counted.Of(joined.DroppedRare, "gene")} {Counted.Word(joined.DroppedRare, "was", "were")} dropped because fewer than {Counted.Of(minimum, "cell")} {Counted.Word(minimum, "has", "have")} {Counted.Word(joined.DroppedRare, "it", "them")}.");
    }

    private static int Fewest(CellModality modality, DiscoverParameters parameters) => modality == CellModality.Counts ? parameters.MinCells : 0;

    /// <summary>Counts, of each gene, the cells of a lot that have it, of those that are counted.</summary>
    internal static void CountHolders(BlockShelf blocks, bool[] keep, long[] holders)
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
