using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Planning;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Steps;
using GpuCqa.Reporting.Records;

namespace GpuCqa.Pipelines.Cohorts;

/// <summary>Cuts a discovery into tasks.</summary>
public static class CohortPlanner
{
    /// <summary>Cells of a shard unless somebody says otherwise.</summary>
    public const int DefaultShardCells = 100_000;

    private const int KeyCharacters = 12;

    /// <summary>Blocks of a task: the largest power of two within the cells of a shard.</summary>
    public static int ShardBlocks(int shardCells)
    {
        int blocks = 1;
        while (2L * blocks * CellStore.BlockCells <= shardCells) blocks *= 2;
        return blocks;
    }

    /// <summary>Makes the plan of a discovery in a work folder.</summary>
    /// <param name="pipeline">The discovery.</param>
    /// <param name="sheet">Its sheet.</param>
    /// <param name="reading">How files are read.</param>
    /// <param name="shardCells">Cells of a shard, about.</param>
    /// <param name="folder">Work folder; null makes none: only the numbers are wanted, and files are not hashed.</param>
    /// <param name="keyed">Make a folder named by the plan below it.</param>
    /// <param name="progress">Receives steps and notes.</param>
    /// <param name="cancellation">Stops between files.</param>
    /// <returns>The plan and its folder.</returns>
    /// <exception cref="PreconditionException">The discovery is one that is not cut into tasks, or the folder holds another plan.</exception>
    public static (CohortPlan Plan, string? Folder) Make(DiscoveryPipeline pipeline, string sheet, CohortReading reading, int shardCells, string? folder, bool keyed, StepProgress progress, CancellationToken cancellation)
    {
        CohortInput input = pipeline.Open(_ => { }, _ => { });
        if (input.IsOfPlates || input.Files.Any(f => f.Source.Modality != CellModality.Counts) || pipeline.Parameters.AsksForPlates())
            throw new PreconditionException($"{sheet}: a plan is for counts of genes; tables of image features are brought to the scale of their plates from all cells at once, by 'gpucqa discover'.");
        FeatureJoin join = FeatureJoin.Of(input);
        (long Cells, long Entries)[] sizes = [.. input.Files.Select(f => HeaderSizes.Count(f.Source, cancellation))];
        IReadOnlyList<InputRecord> inputs = folder is null ? [] : InputFiles.Hash(Inputs(pipeline, sheet), progress, cancellation);
        CohortShard[] shards = [.. Shards(pipeline, sheet, reading, sizes, shardCells, inputs)];
        long entries = input.Files.Select((f, i) => (long)((double)sizes[i].Entries * join.Shared.Count / Math.Max(join.Shared.Count, f.Source.Features.Count))).Sum();
        CohortSize size = CohortSize.Even(sizes.Sum(s => s.Cells), join.Shared.Count, entries, input.Lots.Count, CellStore.BlockCells, false);
        var tree = new CohortTree(CellStore.BlockCells, ShardBlocks(shardCells));
        var plan = new CohortPlan
        {
            Engine = Engine(), Sheet = Path.GetFullPath(sheet), Parameters = pipeline.Asked, Reading = reading, GeneSets = [.. pipeline.GeneSetFiles.Select(Path.GetFullPath)], Inputs = inputs,
            Cells = size.Cells, Genes = size.Genes, Entries = size.NonZeros, Shards = shards, Tree = tree, Phases = CohortDemand.Phases(size, pipeline.Parameters, tree, shards.Length, shards.Max(s => s.Cells)),
        };
        if (folder is null) return (plan, null);
        var work = CohortWork.Create(keyed ? Path.Combine(folder, CohortPlan.HashOf(plan.Text())[..KeyCharacters]) : folder, plan);
        foreach (CohortShard shard in shards)
        {
            int[] files = reading.LotColumn is null ? [.. Enumerable.Range(shard.FirstLot, shard.Lots.Count)] : [.. Enumerable.Range(0, input.Files.Count)];
            if (!work.Has(JoinOf(shard.Index))) work.Write(JoinOf(shard.Index), new ShardJoin(join.Shared, [.. files.Select(f => join.Maps[f])]), [], 0);
        }

        return (plan, work.Folder);
    }

    /// <summary>The discovery of a plan.</summary>
    public static DiscoveryPipeline Pipeline(CohortPlan plan)
    {
        InputRecord sheet = plan.Inputs[0];
        Compare(plan.Sheet, sheet.Sha256);
        return new DiscoveryPipeline(CohortSheet.Read(plan.Sheet, sharedFile: plan.Reading.LotColumn is not null), plan.Parameters, plan.Reading.LotColumn, plan.Reading.Options(), plan.GeneSets);
    }

    /// <summary>Files of a discovery, the sheet first.</summary>
    public static IReadOnlyList<InputFile> Inputs(DiscoveryPipeline pipeline, string sheet) =>
        [.. InputFiles.OfSheet(sheet, pipeline.ReadLots), .. pipeline.GeneSetFiles.Select(f => DiscoveryPipeline.GeneSetInput(f, Path.GetFullPath(f)))];

    /// <summary>The running program.</summary>
    public static CohortEngine Engine()
    {
        string version = typeof(CohortPlanner).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        string[] parts = version.Split('+', 2);
        return new CohortEngine(parts[0], parts.Length > 1 ? parts[1] : null, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JobIdentity.Build()))));
    }

    /// <summary>Refuses to go on with a plan that another build made.</summary>
    /// <exception cref="PreconditionException">Names both.</exception>
    public static void RequireEngine(CohortWork work)
    {
        CohortEngine own = Engine(), made = work.Plan.Engine;
        if (own.Build != made.Build)
            throw new PreconditionException($"{work.Folder}: was planned by another build of the program ({made.Version}{(made.Commit is null ? "" : "+" + made.Commit)}; this one is {own.Version}{(own.Commit is null ? "" : "+" + own.Commit)}), whose numbers may differ in their last digits. Run that build on every node, or plan anew in another --work.");
    }

    /// <summary>Refuses files of a shard that are not those that were planned.</summary>
    /// <exception cref="BadDataException">Names the file.</exception>
    internal static void RequireInputs(CohortPlan plan, CohortShard shard, DiscoveryPipeline pipeline, CancellationToken cancellation)
    {
        foreach (InputRecord record in Of(plan.Inputs, pipeline, plan.Sheet, plan.Reading.LotColumn is null ? shard : null))
        {
            cancellation.ThrowIfCancellationRequested();
            Compare(record.Path, record.Sha256);
        }
    }

    /// <summary>Where a plan keeps how the genes of a shard are joined.</summary>
    internal static CohortTask JoinOf(int shard) => new("join", shard);

    private static IEnumerable<CohortShard> Shards(DiscoveryPipeline pipeline, string sheet, CohortReading reading, (long Cells, long Entries)[] sizes, int shardCells, IReadOnlyList<InputRecord> inputs)
    {
        string[] lots = [.. pipeline.Lots.Select(l => l.Name)];
        // A file of several lots is read whole by one task: only its cells say which lot they are of.
        if (reading.LotColumn is not null)
        {
            yield return Hashed(new CohortShard(0, 0, lots, sizes.Sum(s => s.Cells), sizes.Sum(s => s.Entries), ""), null);
            yield break;
        }

        for (int first = 0, index = 0, end; first < lots.Length; first = end, index++)
        {
            (long cells, long entries) = sizes[first];
            for (end = first + 1; end < lots.Length && cells + sizes[end].Cells <= shardCells; end++) (cells, entries) = (cells + sizes[end].Cells, entries + sizes[end].Entries);
            var shard = new CohortShard(index, first, lots[first..end], cells, entries, "");
            yield return Hashed(shard, shard);
        }

        CohortShard Hashed(CohortShard shard, CohortShard? part) =>
            shard with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(Of(inputs, pipeline, sheet, part).Select(i => i.Sha256 + "\n"))))) };
    }

    // The records of a shard's files of cells, or of all.
    private static IEnumerable<InputRecord> Of(IReadOnlyList<InputRecord> inputs, DiscoveryPipeline pipeline, string sheet, CohortShard? shard)
    {
        IEnumerable<Lot> lots = shard is null ? pipeline.Lots : pipeline.Lots.Skip(shard.FirstLot).Take(shard.Lots.Count);
        var paths = InputFiles.OfSheet(sheet, lots).Skip(1).Select(f => f.Shown).ToHashSet(StringComparer.Ordinal);
        return inputs.Where(i => paths.Contains(i.Path));
    }

    private static void Compare(string path, string expected)
    {
        if (!File.Exists(path)) throw new NotFoundException($"{path}: is not there on this machine ({Environment.MachineName}); every node must see the files by the same paths.");
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        string found = Convert.ToHexStringLower(SHA256.HashData(file));
        if (found != expected) throw new BadDataException(path, null, $"has SHA-256 {found}, and the plan was made of {expected}: it was changed since. Plan anew in another --work");
    }
}
