using GpuCqa.Analysis.Comparisons;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Texts;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Formats.States;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Comparisons;

/// <summary>Which file holds the cells, which column their states, which key their embedding.</summary>
/// <param name="Path">The h5ad.</param>
/// <param name="LotColumn">Column that names the lot of a cell.</param>
/// <param name="StateColumn">Column that names its state.</param>
/// <param name="Embedding">Key of the embedding.</param>
internal sealed record CellColumnsFound(string Path, string LotColumn, string StateColumn, string Embedding)
{
    private const string ResultFile = "result.h5ad", Lot = "lot";

    // Places in a frozen reference first, then components; an embedding that was aligned only when it is named.
    private static readonly string[] Embeddings = ["X_reference", "X_pca"];

    /// <summary>Bytes of the file.</summary>
    public long Bytes => new FileInfo(Path).Length;

    /// <summary>Looks into a result folder of map or discover, or an h5ad.</summary>
    /// <exception cref="NotFoundException">There is no such file, column or key; names those there are.</exception>
    /// <exception cref="InvalidParameterException">Several columns could be states.</exception>
    public static CellColumnsFound Of(string cells, CompareParameters parameters)
    {
        string path = Directory.Exists(cells) ? System.IO.Path.Combine(cells, ResultFile) : cells;
        if (!File.Exists(path)) throw new NotFoundException(Directory.Exists(cells) ? $"{cells}: has no {ResultFile}; give the result folder of map or discover, or an h5ad." : $"{cells}: there is no such file or folder.");
        if (!CellLabels.IsH5ad(path)) throw new BadDataException(path, null, "is no h5ad: cells are read from the result folder of map or discover, or from an h5ad with lots and states in obs and an embedding in obsm");
        IReadOnlyList<string> columns = CellLabels.ColumnsOf(path);
        if (!columns.Contains(Lot)) throw new NotFoundException($"{path}: obs has no column '{Lot}'; the columns are {Counted.List([.. columns])}.");
        string state = parameters.StateColumn ?? States(path, columns);
        if (!columns.Contains(state)) throw new NotFoundException($"{path}: obs has no column '{state}' (--state-column); the columns are {Counted.List([.. columns])}.");
        IReadOnlyList<string> keys = CellEmbeddings.NamesOf(path);
        string? embedding = parameters.Embedding ?? Embeddings.FirstOrDefault(keys.Contains);
        if (embedding is null || !keys.Contains(embedding)) throw new NotFoundException($"{path}: obsm has no {(embedding is null ? string.Join(" or ", Embeddings) : $"'{embedding}'")}; say which embedding with --embedding: {(keys.Count == 0 ? "there is none" : string.Join(", ", keys))}.");
        if (embedding is "X_umap" or "X_tsne") throw new InvalidParameterException($"--embedding {embedding}: distances on a map for the eye mean nothing; take components or the reference's space.");
        return new CellColumnsFound(path, Lot, state, embedding);
    }

    /// <summary>Reads the cells of the compared lots, lot after lot; lots without a cell are left out.</summary>
    /// <returns>The cells, and the lots that have some.</returns>
    /// <exception cref="PreconditionException">A side has no lot with cells, or there is one state only.</exception>
    public (EmbeddedCells Cells, IReadOnlyList<ComparedLot> Lots) Read(IReadOnlyList<ComparedLot> lots, Action<string> note, CancellationToken cancellation)
    {
        DenseMatrix<float> all = CellEmbeddings.Read(Path, Embedding, cancellation);
        var lotOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int l = 0; l < lots.Count; l++) lotOf.Add(lots[l].Name, l);
        var states = new SortedSet<string>(NaturalOrder);
        var others = new SortedSet<string>(StringComparer.Ordinal);
        var rows = new List<(int Cell, int Lot, string State)>(all.Rows);
        int cell = 0;
        foreach (string[][] block in CellLabels.Read(Path, [LotColumn, StateColumn], cancellation))
        {
            for (int i = 0; i < block[0].Length; i++, cell++)
            {
                if (!lotOf.TryGetValue(block[0][i], out int lot))
                {
                    others.Add(block[0][i]);
                    continue;
                }

                string state = block[1][i].Length == 0 ? "unlabelled" : block[1][i];
                states.Add(state);
                rows.Add((cell, lot, state));
            }
        }

        if (cell != all.Rows) throw new BadDataException(Path, $"obsm/{Embedding}", $"has {all.Rows} cells, obs has {cell}");
        bool[] has = new bool[lots.Count];
        foreach (var row in rows) has[row.Lot] = true;
        string[] empty = [.. lots.Where((_, l) => !has[l]).Select(l => l.Name)];
        ComparedLot[] present = [.. lots.Where((_, l) => has[l])];
        const string Why = "lots that a reference was made from are not among those mapped onto it, and are not compared with them, since their labels were made from their own cells";
        if (present.All(l => l.After) || present.All(l => !l.After))
            throw new PreconditionException($"{Path}: no lot {(present.Any(l => l.After) ? "before" : "after")} the change has a cell there ({Why}). Take lots on both sides that were mapped, or one discovery of all lots.");
        if (empty.Length > 0) note($"Cells are compared over the {present.Count(l => !l.After)} lots before and {present.Count(l => l.After)} after that have some; none are of {Counted.List(empty)} ({Why}).");
        int[] place = [.. has.Select((h, l) => has.Take(l).Count(x => x))];
        if (others.Count > 0) note($"{Counted.Of(others.Count, "lot")} of the cells {Counted.Word(others.Count, "is", "are")} on neither side and left out: {Counted.List([.. others])}.");
        if (states.Count < 2) throw new PreconditionException($"{Path}: the column '{StateColumn}' has one state; a composition needs two.");
        string[] names = [.. states];
        var indexOf = names.Select((n, i) => (n, i)).ToDictionary(n => n.n, n => n.i, StringComparer.Ordinal);
        (int Cell, int Lot, string State)[] ordered = [.. rows.OrderBy(r => r.Lot).ThenBy(r => r.Cell)];
        int[] starts = new int[present.Length + 1];
        foreach (var row in ordered) starts[place[row.Lot] + 1]++;
        for (int l = 0; l < present.Length; l++) starts[l + 1] += starts[l];
        var points = new DenseMatrix<float>(ordered.Length, all.Columns);
        for (int i = 0; i < ordered.Length; i++) all.Row(ordered[i].Cell).CopyTo(points.Row(i));
        return (new EmbeddedCells(Embedding, points, starts, names, [.. ordered.Select(r => indexOf[r.State])], Embedding.Contains("aligned", StringComparison.OrdinalIgnoreCase) || Embedding.Contains("harmony", StringComparison.OrdinalIgnoreCase)), present);
    }

    private static string States(string path, IReadOnlyList<string> columns)
    {
        string[] labels = [.. columns.Where(c => c.StartsWith("label_", StringComparison.Ordinal) || c.StartsWith("cluster_", StringComparison.Ordinal))];
        return labels.Length == 1 ? labels[0] : throw new InvalidParameterException($"{path}: which column names the state of a cell? Say it with --state-column: {Counted.List(labels.Length > 0 ? labels : [.. columns])}.");
    }

    // 2 before 10.
    private static readonly Comparer<string> NaturalOrder = Comparer<string>.Create((a, b) =>
        int.TryParse(a, out int x) && int.TryParse(b, out int y) ? x.CompareTo(y) : int.TryParse(a, out _) ? -1 : int.TryParse(b, out _) ? 1 : string.CompareOrdinal(a, b));
}
