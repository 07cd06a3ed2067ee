using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Components;
using GpuCqa.Analysis.Results;
using GpuCqa.Analysis.Shards;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Steps;
using GpuCqa.Reporting.Records;

namespace GpuCqa.Pipelines.Cohorts;

/// <summary>Runs tasks of a plan: each reads files of the work folder, and writes one that is whole or not there.</summary>
public sealed class CohortTasks : IDisposable
{
    private readonly CohortWork work;
    private readonly ComputeDevice device;
    private readonly StepProgress progress;
    private readonly CancellationToken cancellation;
    private readonly CohortShards shards;
    private readonly CellsFiles stored = new();
    private readonly Lazy<DiscoveryPipeline> pipeline;
    private (int Index, StoredLots Lots, JudgedLot[] Judged)? raw;

    /// <summary>Takes a plan.</summary>
    /// <param name="work">Its folder.</param>
    /// <param name="device">Device to compute on.</param>
    /// <param name="progress">Receives steps.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <exception cref="PreconditionException">The plan was made by another build.</exception>
    /// <exception cref="BadDataException">The sheet was changed since.</exception>
    public CohortTasks(CohortWork work, ComputeDevice device, StepProgress progress, CancellationToken cancellation)
    {
        (this.work, this.device, this.progress, this.cancellation) = (work, device, progress, cancellation);
        CohortPlanner.RequireEngine(work);
        shards = new CohortShards(device, work.Plan.Parameters, cancellation);
        pipeline = new(() => CohortPlanner.Pipeline(work.Plan));
    }

    /// <summary>Runs one task, unless its file is there and whole.</summary>
    /// <returns>Whether it ran.</returns>
    /// <exception cref="InvalidParameterException">The phase has no such task.</exception>
    /// <exception cref="PreconditionException">What it needs was not made yet.</exception>
    /// <exception cref="BadDataException">A file is torn, changed, or of another plan.</exception>
    public bool RunShard(string phase, int shard)
    {
        CohortTask task = Task(phase, shard);
        if (work.Has(task) && work.Damage(task, cancellation) is null) return false;
        long began = Stopwatch.GetTimestamp();
        var listener = new StepListener(progress);
        using var cells = new CellsFileWriter(work.CellsFile(task));
        Shard(task, cells, listener, new Writing(this, task, listener, began));
        return true;
    }

    /// <summary>Computes a task again and compares every bit with its file.</summary>
    /// <param name="phase">Its phase.</param>
    /// <param name="shard">Its number.</param>
    /// <param name="folder">Scratch folder.</param>
    /// <returns>What differs, or null.</returns>
    public string? Verify(string phase, int shard, string folder)
    {
        CohortTask task = Task(phase, shard);
        if (!work.Has(task)) return "is missing";
        if (work.Damage(task, cancellation) is { } damage) return damage;
        using var cells = new CellsFileWriter(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{phase}-{shard}.cells")));
        var comparing = new Comparing(this, task);
        Shard(task, cells, StepProgress.None, comparing);
        return comparing.Difference;
    }

    /// <summary>Brings the files of a phase together, unless that is done.</summary>
    /// <returns>Whether it ran.</returns>
    /// <exception cref="PreconditionException">Files of tasks are missing.</exception>
    /// <exception cref="BadDataException">One is torn, or of another plan.</exception>
    public bool Merge(string phase)
    {
        var task = new CohortTask(work.Phase(phase).Name, null);
        if (work.Has(task) && work.Damage(task, cancellation) is null) return false;
        work.RequireShards(phase);
        long began = Stopwatch.GetTimestamp();
        var listener = new StepListener(progress);
        switch (phase)
        {
            case CohortPhases.Read:
                CohortInput input = pipeline.Value.Open(_ => { }, _ => { });
                Keep(task, shards.Choose(input, FeatureJoin.Of(input), Values<StoredLots>(phase).Select(l => l.Read), listener), listener.Told, began);
                break;
            case CohortPhases.Filter:
                JudgedLot[] judged = [.. Values<JudgedLot[]>(phase).SelectMany(l => l)];
                (StepFile read, TaskFile<ChosenGenes> chosen) = work.Read<TaskFile<ChosenGenes>>(new CohortTask(CohortPhases.Read, null), cancellation);
                (CellFrame frame, CellLayout layout) = shards.Arrange(chosen.Value, judged, listener);
                Keep(MergedSteps.Task("cells"), frame, [.. read.Told, .. listener.Told], began);
                Keep(task, layout, [], began);
                break;
            case CohortPhases.Moments:
                (ColumnMoments counts, ColumnMoments normalized) = CohortShards.Sum(
                    Values<StoredBlocks>(phase).Where(b => b.Sums.Raw is not null).Select(b => (Raw: b.Sums.Raw!, Normalized: b.Sums.Normalized!)), (a, b) => (a.Raw.Merge(b.Raw), a.Normalized.Merge(b.Normalized)));
                Keep(task, new SummedMoments(normalized, CohortShards.Trend(normalized.Sums.Length, counts)), [], began);
                break;
            case CohortPhases.Variances:
                SummedMoments moments = Merged<SummedMoments>(CohortPhases.Moments);
                double[] squares = moments.Trend is null ? [] : CohortShards.Sum(Values<double[]>(phase).Where(v => v.Length > 0), CohortShards.Add);
                ((IReadOnlyList<VariableGene> Variability, int[] Selected) genes, ScaledGenes scaled) = shards.Select(moments.Normalized.Sums.Length, moments.Trend, squares, moments.Normalized, listener);
                Keep(MergedSteps.Task("variable genes"), genes, listener.Told, began);
                Keep(task, scaled, [], began);
                break;
            case CohortPhases.Gram:
                GramBlock gram = CohortShards.Sum(Values<GramBlock?>(phase).OfType<GramBlock>(), (a, b) => a.MergeInPlace(b));
                Keep(task, shards.Components(Merged<ScaledGenes>(CohortPhases.Variances), gram), [], began);
                break;
            case CohortPhases.Project:
                PcaModel model = Merged<PcaModel>(CohortPhases.Gram);
                CellFrame cells = Value<CellFrame>(MergedSteps.Task("cells"));
                DenseMatrix<float> projections = Rows(Values<DenseMatrix<float>>(phase), cells.Barcodes.Length, model.Loadings.Columns);
                Keep(MergedSteps.Task("principal components"), (model, projections), [], began);
                (DenseMatrix<float> Embedding, AlignmentResult Result, Analysis.References.SoftClusters? Soft) aligned = shards.Align(projections, cells, listener);
                Keep(MergedSteps.Task("alignment of lots"), aligned, listener.Told, began);
                Keep(task, aligned.Embedding, [], began);
                break;
            default:
                int count = Merged<CellLayout>(CohortPhases.Filter).Cells;
                Keep(MergedSteps.Task("neighbours"), shards.Graph(Values<NeighborTable>(phase), count, listener), listener.Told, began);
                Keep(task, count, [], began);
                break;
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => stored.Dispose();

    /// <summary>All kept cells, read from the files of the phase "moments" where they lie.</summary>
    internal static BlockShelf Cells(CohortWork work, ComputeDevice device, CellsFiles files, CancellationToken cancellation)
    {
        var shelf = new BlockShelf(device, new CellRoom(0, files), cancellation);
        foreach (int shard in Enumerable.Range(0, work.Phase(CohortPhases.Moments).Tasks))
        {
            var task = new CohortTask(CohortPhases.Moments, shard);
            StoredBlocks found = work.Read<TaskFile<StoredBlocks>>(task, cancellation).Value.Value;
            foreach (ShelvedBlock block in files.Add(work.CellsFile(task), found.Cells, found.Sums.Blocks)) shelf.Attach(block, found.Sums.Raw!.Sums.Length);
        }

        return shelf;
    }

    private void Shard(CohortTask task, CellsFileWriter cells, StepProgress told, Taker taker)
    {
        int shard = task.Shard!.Value;
        (int first, int end) = task.Phase is CohortPhases.Read or CohortPhases.Filter ? (0, 0) : Range(shard);
        switch (task.Phase)
        {
            case CohortPhases.Read:
                taker.Take(Read(shard, cells, told));
                break;
            case CohortPhases.Filter:
                ChosenGenes chosen = Merged<ChosenGenes>(CohortPhases.Read);
                StoredLots lots = Value<StoredLots>(new CohortTask(CohortPhases.Read, shard));
                int firstLot = work.Plan.Shards[shard].FirstLot;
                taker.Take<JudgedLot[]>([.. Enumerable.Range(0, lots.Read.Lots.Count).Where(l => chosen.Lots.Contains(firstLot + l))
                    .Select(l => shards.Judge(firstLot + l, pipeline.Value.LotInputs[firstLot + l], lots.Read.Lots[l], Rows(shard, lots, l), chosen))]);
                break;
            case CohortPhases.Moments:
                var layout = Merged<CellLayout>(CohortPhases.Filter);
                using (var shelf = new BlockShelf(device, new CellRoom(0, cells), cancellation))
                {
                    BlockSums sums = shards.Moments(first, end, layout.Within(first, end).Select(l => Raw(l.Lot, l.FirstCell)), Merged<ChosenGenes>(CohortPhases.Read), shelf, told);
                    taker.Take(new StoredBlocks(sums, cells.Finish()));
                }

                break;
            case CohortPhases.Variances:
                SummedMoments moments = Merged<SummedMoments>(CohortPhases.Moments);
                taker.Take(end <= first || moments.Trend is null ? [] : OnBlocks(shard, store => shards.Variances(store, moments.Trend)));
                break;
            case CohortPhases.Gram:
                taker.Take<GramBlock?>(end <= first ? null : OnBlocks(shard, store => shards.Gram(store, Merged<ScaledGenes>(CohortPhases.Variances), told)));
                break;
            case CohortPhases.Project:
                PcaModel model = Merged<PcaModel>(CohortPhases.Gram);
                taker.Take(end <= first ? new DenseMatrix<float>(0, model.Loadings.Columns) : OnBlocks(shard, store => shards.Project(store, model)));
                break;
            default:
                taker.Take(shards.Neighbors(Merged<DenseMatrix<float>>(CohortPhases.Project), first, end));
                break;
        }
    }

    private StoredLots Read(int shard, CellsFileWriter cells, StepProgress told)
    {
        CohortShard planned = work.Plan.Shards[shard];
        CohortPlanner.RequireInputs(work.Plan, planned, pipeline.Value, cancellation);
        ShardJoin join = work.Read<ShardJoin>(CohortPlanner.JoinOf(shard), cancellation).Value;
        CohortInput lots = pipeline.Value.OpenLots(planned.FirstLot, planned.Lots.Count);
        LotsRead read = shards.Read(lots, join.Shared, join.Maps, new CellRoom(0, cells), told);
        return new StoredLots(read, cells.Finish());
    }

    // The cells of a task of the phases over blocks.
    private (int First, int End) Range(int shard)
    {
        long of = (long)work.Plan.Tree.ShardBlocks * work.Plan.Tree.BlockCells;
        int cells = Merged<CellLayout>(CohortPhases.Filter).Cells;
        return ((int)Math.Min(cells, shard * of), (int)Math.Min(cells, (shard + 1) * of));
    }

    private TResult OnBlocks<TResult>(int shard, Func<CellStore, TResult> make)
    {
        var task = new CohortTask(CohortPhases.Moments, shard);
        StoredBlocks blocks = Value<StoredBlocks>(task);
        var shelf = new BlockShelf(device, new CellRoom(0, stored), cancellation);
        ChosenGenes chosen = Merged<ChosenGenes>(CohortPhases.Read);
        foreach (ShelvedBlock block in stored.Add(work.CellsFile(task), blocks.Cells, blocks.Sums.Blocks)) shelf.Attach(block, chosen.Genes.Count);
        using CellStore store = shards.Store(shelf, blocks.Sums.Totals, chosen.Genes);
        return make(store);
    }

    private RawLot Raw(int lot, int firstCell)
    {
        CohortShard shard = work.Plan.Shards.Last(s => s.FirstLot <= lot);
        if (raw?.Index != shard.Index) raw = (shard.Index, Value<StoredLots>(new CohortTask(CohortPhases.Read, shard.Index)), Value<JudgedLot[]>(new CohortTask(CohortPhases.Filter, shard.Index)));
        JudgedLot judged = raw.Value.Judged.First(l => l.Lot == lot);
        return new RawLot(firstCell, Rows(shard.Index, raw.Value.Lots, lot - shard.FirstLot), judged.Kept, judged.Totals);
    }

    private BlockShelf Rows(int shard, StoredLots lots, int lot)
    {
        var rows = new BlockShelf(device, new CellRoom(0, stored), cancellation);
        foreach (ShelvedBlock block in stored.Add(work.CellsFile(new CohortTask(CohortPhases.Read, shard)), lots.Cells, lots.Read.Lots[lot].Blocks)) rows.Attach(block, lots.Read.Holders.Length);
        return rows;
    }

    private static DenseMatrix<float> Rows(IEnumerable<DenseMatrix<float>> parts, int rows, int columns)
    {
        var all = new DenseMatrix<float>(rows, columns);
        int at = 0;
        foreach (DenseMatrix<float> part in parts)
        {
            part.Values.AsSpan(0, part.Rows * columns).CopyTo(all.Values.AsSpan(checked(at * columns)));
            at += part.Rows;
        }

        return at == rows ? all : throw new InvalidOperationException($"{at} rows came, {rows} were expected.");
    }

    private CohortTask Task(string phase, int shard)
    {
        int tasks = work.Phase(phase).Tasks;
        return shard >= 0 && shard < tasks ? new CohortTask(phase, shard) : throw new InvalidParameterException($"--shard is {shard}; the phase {phase} has the shards 0 to {tasks - 1}.");
    }

    private T Value<T>(CohortTask task) => work.Read<TaskFile<T>>(task, cancellation).Value.Value;

    private T Merged<T>(string phase) => Value<T>(new CohortTask(phase, null));

    private IEnumerable<T> Values<T>(string phase)
    {
        for (int shard = 0; shard < work.Phase(phase).Tasks; shard++)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return Value<T>(new CohortTask(phase, shard));
        }
    }

    private void Keep<T>(CohortTask task, T value, IReadOnlyList<StepTold> told, long began) =>
        work.Write(task, new TaskFile<T>(CohortWork.Node, device.Info.Kind, value), told, Stopwatch.GetElapsedTime(began).TotalSeconds);

    /// <summary>Takes what a task made, by its type.</summary>
    private abstract class Taker
    {
        public abstract void Take<T>(T value);
    }

    private sealed class Writing(CohortTasks tasks, CohortTask task, StepListener listener, long began) : Taker
    {
        public override void Take<T>(T value) => tasks.Keep(task, value, listener.Told, began);
    }

    private sealed class Comparing(CohortTasks tasks, CohortTask task) : Taker
    {
        public string? Difference { get; private set; }

        public override void Take<T>(T value)
        {
            TaskFile<T> kept = tasks.work.Read<TaskFile<T>>(task, tasks.cancellation).Value;
            if (Hash(kept.Value) != Hash(value)) Difference = $"differs from what was computed again on {CohortWork.Node} ({tasks.device.Info.Kind}); it was made on {kept.Node} ({kept.Device})";
        }

        private static string Hash<T>(T value)
        {
            using var hash = SHA256.Create();
            using (var bytes = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write)) new StepWriter(bytes).Write(typeof(T), value);
            return Convert.ToHexStringLower(hash.Hash!);
        }
    }
}
