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

/// <summary>Reads new lots for mapping: their genes are matched to those of the reference, and each lot's cells pass the reference's rules of quality control on their own.</summary>
/// <remarks>
/// <para>
/// Given limits are those of the reference; the rule of medians takes the medians of the lot itself. Nothing of one lot enters another one, and nothing enters the reference: a lot alone gives the bytes that
/// it gives among others. Totals, detected genes and mitochondrial shares are over the genes that the reference keeps.
/// </para>
/// <para>
/// A file is read once, in blocks, whatever number of lots it holds; of a block only the stored genes, totals, projections and the measure over all genes are kept, so that counts may be larger than memory.
/// Lots come file by file, in the order of the input, as soon as their file is read.
/// </para>
/// </remarks>
/// <param name="device">Device.</param>
/// <param name="reference">The reference.</param>
/// <param name="strangeness">
/// How far the counts of each cell of a block, over all genes, are from those of any cluster.
/// Null leaves <see cref="QueryLot.Strangeness"/> at 0.
/// </param>
/// <param name="keepsCounts">Whether a lot's counts over all genes are kept (<see cref="QueryLot.Counts"/>) until it is mapped.</param>
public sealed class QueryReader(ComputeDevice device, ReferenceModel reference, StrangenessMeasure? strangeness = null, bool keepsCounts = false)
{
    /// <summary>Cells of a block that is read.</summary>
    private const int ReadCells = CellStore.BlockCells;

    private readonly ReferenceCells own = new(device, reference);

    /// <summary>Reads the lots.</summary>
    /// <param name="input">Lots and their files; readouts are in the order of the reference's hypotheses.</param>
    /// <param name="progress">Receives cells read, notes and warnings.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <exception cref="BadDataException">A file is damaged, holds values of another kind, shares too few genes with the reference, or a lot has no cell or two of one name.</exception>
    /// <exception cref="NotFoundException">No cell of a shared file names a lot.</exception>
    /// <exception cref="PreconditionException">No cell of a lot passes quality control, or the lot is an unfiltered matrix.</exception>
    public IEnumerable<QueryLot> Read(CohortInput input, StepProgress progress, CancellationToken cancellation = default)
    {
        bool scaled = reference.Parameters.Controls.Count > 0;
        if (input.Files.FirstOrDefault(f => f.Source.IsOfPlates != scaled && f.Source.Modality == reference.Modality) is { } other)
            throw new BadDataException(other.Source.Path, null, scaled ? "holds values without plates, while the reference is of image features on the scale of their plates' controls" : "holds raw measurements of images, while the reference is of values that were taken as they were");
        if (input.IsOfPlates && scaled) input = ScaledInput.Of(input, PlateSearch.Learn(device, input, reference.Parameters, reference.Genes, progress, cancellation)).Input;
        var shared = new Dictionary<string, int>(StringComparer.Ordinal);
        var elsewhere = input.Files.Where(f => f.Lot >= 0).Select(f => f.Lot).ToHashSet();
        for (int l = 0; l < input.Lots.Count; l++)
        {
            if (!elsewhere.Contains(l)) shared[input.Lots[l].Lot.Name] = l;
        }

        var mito = new Regex(reference.Parameters.MitoPattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
        bool[] marked = [.. reference.Genes.Names.Select(n => reference.Modality == CellModality.Counts && mito.IsMatch(n))];
        var digests = new List<(List<ulong> All, List<ulong> Telling)>();
        var names = new List<string>();
        var others = new Dictionary<string, long>(StringComparer.Ordinal);
        var open = new Dictionary<int, QueryRows>();
        int lastShared = -1;
        for (int f = 0; f < input.Files.Count; f++) lastShared = input.Files[f].Lot < 0 ? f : lastShared;
        for (int f = 0; f < input.Files.Count; f++)
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
                Take(source, block, owners, match, marked, present, input, open);
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

                digests.Add(rows.Digests);
                names.Add($"'{of.Lot.Name}'");
                yield return query;
            }
        }

        foreach (string note in OtherCells.Notes(others, input.UnusedLots)) progress.Note(note);
        foreach (string warning in RepeatedCells.Warnings(digests, names)) progress.Warn(warning);
    }

    private void Take(CellSource source, CellBlock block, int[] owners, GeneMatch match, bool[] marked, bool[] present, CohortInput input, Dictionary<int, QueryRows> lots)
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
            if (!lots.TryGetValue(owner, out QueryRows? lot)) lots[owner] = lot = new QueryRows(computed.Projection.Columns, present);
            if (!lot.AddName(computed.Barcodes[i])) throw new BadDataException(source.Path, $"cell '{computed.Barcodes[i]}'", $"the name occurs more than once in lot '{input.Lots[owner].Lot.Name}'.");
            lot.Add(computed, i);
            touched.Add(lot);
        }

        foreach (QueryRows lot in touched) lot.Restrict(present);
    }
}
