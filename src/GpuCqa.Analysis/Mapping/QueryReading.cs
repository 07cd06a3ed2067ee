using System.Text.RegularExpressions;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Images;
using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Progress;

namespace GpuCqa.Analysis.Mapping;

/// <summary>A reading of lots, file by file; made by <see cref="QueryReader.Begin"/>. A file whose one lot is known from an earlier reading may be left out.</summary>
public sealed class QueryReading
{
    /// <summary>Cells of a block that is read.</summary>
    private const int ReadCells = CellStore.BlockCells;

    private readonly ComputeDevice device;
    private readonly ReferenceModel reference;
    private readonly StrangenessMeasure? strangeness;
    private readonly bool keepsCounts;
    private readonly ReferenceCells own;
    private readonly CohortInput input;
    private readonly Dictionary<string, int> shared = new(StringComparer.Ordinal);
    private readonly bool[] marked;
    private readonly List<(List<ulong> All, List<ulong> Telling)> digests = [];
    private readonly List<string> names = [];
    private readonly Dictionary<string, long> others = new(StringComparer.Ordinal);
    private readonly Dictionary<int, QueryRows> open = [];
    private readonly int lastShared = -1;

    internal QueryReading(ComputeDevice device, ReferenceModel reference, StrangenessMeasure? strangeness, bool keepsCounts, ReferenceCells own, CohortInput input)
    {
        (this.device, this.reference, this.strangeness, this.keepsCounts, this.own, this.input) = (device, reference, strangeness, keepsCounts, own, input);
        var elsewhere = input.Files.Where(f => f.Lot >= 0).Select(f => f.Lot).ToHashSet();
        for (int l = 0; l < input.Lots.Count; l++)
        {
            if (!elsewhere.Contains(l)) shared[input.Lots[l].Lot.Name] = l;
        }

        var mito = new Regex(reference.Parameters.MitoPattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
        marked = [.. reference.Genes.Names.Select(n => reference.Modality == CellModality.Counts && mito.IsMatch(n))];
        for (int f = 0; f < input.Files.Count; f++) lastShared = input.Files[f].Lot < 0 ? f : lastShared;
    }

    /// <summary>Number of files.</summary>
    public int Files => input.Files.Count;

    /// <summary>The one lot of a file, as its place among the lots of the input; below 0 where a column of the file names lots.</summary>
    /// <param name="f">Number of the file.</param>
    public int LotOf(int f) => input.Files[f].Lot;

    /// <summary>Reads a file; its lots come once they are whole.</summary>
    /// <param name="f">Its number among the files of the input.</param>
    /// <param name="progress">Receives cells read, notes and warnings.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    public IEnumerable<QueryLot> Lots(int f, StepProgress progress, CancellationToken cancellation = default)
    {
        (CellSource source, int lot) = input.Files[f];
        GeneMatch match = GeneMatch.Of(reference, source, lot >= 0 ? $"lot '{input.Lots[lot].Lot.Name}'" : source.Path, progress);
        bool[] present = [.. reference.StoredGenes.Select(g => match.Present[g])];
        progress.Begin("read cells", source.CellCount ?? 0);
        long done = 0;
        foreach (CellBlock block in source.ReadBlocks(ReadCells, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            int[] owners = [.. Enumerable.Range(0, block.Values.Rows).Select(r => lot >= 0 ? lot : shared.GetValueOrDefault(block.Groups![r], -1))];
            Take(source, block, owners, match, present);
            for (int r = 0; r < owners.Length; r++)
            {
                if (owners[r] < 0) others[block.Groups![r]] = others.GetValueOrDefault(block.Groups[r]) + 1;
            }

            done += block.Values.Rows;
            progress.Report(done);
        }

        progress.End();
        // A lot may be spread over files with a lot column; it is whole after the last of them.
        foreach (int l in lot >= 0 ? [lot] : f == lastShared ? shared.Values.Order() : Enumerable.Empty<int>())
        {
            LotInput of = input.Lots[l];
            if (!open.Remove(l, out QueryRows? rows)) throw OtherCells.Missing(of.Lot.Name, lot >= 0 ? source : null, input.Files.Where(i => i.Lot < 0).Select(i => i.Source), others);
            QueryLot query = rows.Finish(of, reference, progress);
            if (own.Among(of.Lot.Name, rows.Digests.Telling, query.Present) is { } repeated)
            {
                progress.Warn(repeated.Warning);
                query = query with { CellsOfReference = repeated.Cells };
            }

            Remember(of.Lot.Name, rows.Digests.All, rows.Digests.Telling);
            yield return query with { Digests = [.. rows.Digests.All], TellingDigests = [.. rows.Digests.Telling] };
        }
    }

    /// <summary>Takes a lot as read that an earlier reading read.</summary>
    /// <param name="lot">Its name.</param>
    /// <param name="all">Digests of its cells, as <see cref="QueryLot.Digests"/> has them.</param>
    /// <param name="telling">Of those that can be told apart, <see cref="QueryLot.TellingDigests"/>.</param>
    public void Remember(string lot, IReadOnlyList<ulong> all, IReadOnlyList<ulong> telling)
    {
        digests.Add(([.. all], [.. telling]));
        names.Add($"'{lot}'");
    }

    /// <summary>Tells what only all lots together show.</summary>
    /// <param name="progress">Receives notes and warnings.</param>
    public void End(StepProgress progress)
    {
        foreach (string note in OtherCells.Notes(others, input.UnusedLots)) progress.Note(note);
        foreach (string warning in RepeatedCells.Warnings(digests, names)) progress.Warn(warning);
    }

    private void Take(CellSource source, CellBlock block, int[] owners, GeneMatch match, bool[] present)
    {
        int[] rows = [.. Enumerable.Range(0, owners.Length).Where(r => owners[r] >= 0)];
        if (rows.Length == 0) return;
        if (reference.Modality == CellModality.Counts && CountValues.FirstOther(block.Values) is { } bad)
            throw new BadDataException(source.Path, $"cell '{block.Barcodes[bad.Row]}', gene '{source.Features.Ids[bad.Column]}'", FormattableString.Invariant($"the value {bad.Value} is not a count (a whole number from 0); the reference is of counts, and normalized or logarithmic values cannot be mapped onto it."));
        var buffer = new CsrRowBuffer<float>(reference.Genes.Count);
        foreach (int r in rows) buffer.Append(block.Values.RowIndices(r), block.Values.RowValues(r), match.Columns);
        CsrMatrix<float> values = buffer.Take();
        buffer.Release();
        QueryBlock computed = QueryBlock.Of(device, reference, values, keepsCounts, [.. rows.Select(r => block.Barcodes[r])], marked, present, match.Present, strangeness);
        var touched = new HashSet<QueryRows>();
        for (int i = 0; i < rows.Length; i++)
        {
            int owner = owners[rows[i]];
            if (!open.TryGetValue(owner, out QueryRows? lot)) open[owner] = lot = new QueryRows(computed.Projection.Columns, present);
            if (!lot.AddName(computed.Barcodes[i])) throw new BadDataException(source.Path, $"cell '{computed.Barcodes[i]}'", $"the name occurs more than once in lot '{input.Lots[owner].Lot.Name}'.");
            lot.Add(computed, i);
            touched.Add(lot);
        }

        foreach (QueryRows lot in touched) lot.Restrict(present);
    }
}
