using System.CommandLine;
using System.Globalization;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Planning;
using GpuCqa.Cli.Running;
using GpuCqa.Cli.Verbs;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats;
using GpuCqa.Pipelines.Cohorts;
using GpuCqa.Pipelines.Discoveries;

namespace GpuCqa.Cli.Cohorts;

/// <summary><c>gpucqa cohort plan</c>.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var sheet = new Argument<string?>("cohort") { Description = "Cohort sheet, as discover takes it; counts of genes.", Arity = ArgumentArity.ZeroOrOne };
        var readout = new Option<string[]>("--readout", "-r") { Description = "Column of the sheet that says what a lot can do; repeatable.", HelpName = "column" };
        var work = new Option<string?>("--work", "-w") { Description = "Work folder to make, which every node sees; not needed for --dry-run.", HelpName = "folder" };
        var keyed = new Option<bool>("--keyed") { Description = "Make a folder named by the plan below --work, and print its path: plans of other inputs, parameters or builds lie beside it." };
        Option<int> shardCells = OptionValues.Default("--shard-cells", "Cells of a task, about; sums take the largest power of two of blocks of 8,192 cells within it. Results do not depend on it.", CohortPlanner.DefaultShardCells);
        var dryRun = new Option<bool>("--dry-run") { Description = "Say tasks, memory, traffic and time of each phase, from headers alone, and write nothing." };
        var size = new Option<string?>("--size") { Description = "With --dry-run, instead of a sheet: a cohort of so many cells, genes and lots, and stored entries a cell (10000000x20000x500x2000).", HelpName = "cells x genes x lots x entries" };
        Option<bool> quiet = CommonOptions.Quiet(), json = CommonOptions.Json();
        var options = new DiscoverOptions();
        var files = new CellFileSwitches();
        var command = new Command("plan", "Cut a discovery into tasks: parameters, shards with the hashes of their files, phases and the tree of sums, in plan.json, whose SHA-256 stands in every file that a task writes.") { sheet, readout, work, keyed, shardCells, dryRun, size };
        files.AddTo(command);
        foreach (Option option in (Option[])[quiet, json]) command.Options.Add(option);
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            int cells = (int)OptionValues.AtLeast("--shard-cells", parsed.GetValue(shardCells), CellStore.BlockCells);
            DiscoverParameters parameters = options.Read(parsed, parsed.GetValue(readout) ?? []);
            if (parsed.GetValue(size) is { } given)
            {
                if (!parsed.GetValue(dryRun) || parsed.GetValue(sheet) is not null) throw new InvalidParameterException("--size is for --dry-run, instead of a sheet.");
                Print(OfSize(given, parameters, cells), parsed.GetValue(json));
                return 0;
            }

            string path = parsed.GetValue(sheet) ?? throw new InvalidParameterException("No cohort sheet was given.");
            if (parameters.Readouts.Count == 0) throw new InvalidParameterException("--readout names no column.");
            string? folder = parsed.GetValue(dryRun) ? null : parsed.GetValue(work) ?? throw new InvalidParameterException("--work names no folder.");
            using var interruption = new Interruption();
            var job = new DiscoverJob { Sheet = path, Output = "", Parameters = parameters, GeneSets = options.GeneSetFiles(parsed), LotColumn = files.LotColumn(parsed), Files = files.Read(parsed), Quiet = parsed.GetValue(quiet) };
            DiscoveryPipeline pipeline = job.Pipeline();
            var progress = new ConsoleProgress(job.Quiet);
            if (!job.Quiet) Console.Error.WriteLine(pipeline.Design.Sentence);
            CellFileOptions read = job.Files;
            var reading = new CohortReading(job.LotColumn, read.Genome, read.Layer, read.UseRaw, read.IdColumn);
            (CohortPlan plan, string? made) = progress.Show(() => CohortPlanner.Make(pipeline, path, reading, cells, folder, parsed.GetValue(keyed), progress, interruption.Token));
            if (made is null || !job.Quiet) Print(plan, parsed.GetValue(json));
            if (made is not null) Console.Out.WriteLine(made);
            return 0;
        });
        return command;
    }

    private static CohortPlan OfSize(string text, DiscoverParameters parameters, int shardCells)
    {
        string[] words = text.Split('x', StringSplitOptions.TrimEntries);
        long[] numbers = new long[4];
        if (words.Length != 4 || !words.Select((w, i) => long.TryParse(w, NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]) && numbers[i] > 0).All(ok => ok) || numbers[1] > int.MaxValue || numbers[2] > numbers[0] || numbers[3] > numbers[1])
            throw new InvalidParameterException($"--size is '{text}'; expected cells x genes x lots x entries of a cell, such as 10000000x20000x500x2000.");
        long lotCells = (numbers[0] + numbers[2] - 1) / numbers[2], lotsOfShard = Math.Max(1, shardCells / lotCells);
        var tree = new CohortTree(CellStore.BlockCells, CohortPlanner.ShardBlocks(shardCells));
        CohortSize size = CohortSize.Even(numbers[0], (int)numbers[1], numbers[0] * numbers[3], (int)numbers[2], CellStore.BlockCells, false);
        return new CohortPlan
        {
            Engine = CohortPlanner.Engine(), Sheet = "", Parameters = parameters, Reading = new CohortReading(null, null, null, false, null), Inputs = [], Cells = size.Cells, Genes = size.Genes, Entries = size.NonZeros, Shards = [], Tree = tree,
            Phases = CohortDemand.Phases(size, parameters, tree, (int)((numbers[2] + lotsOfShard - 1) / lotsOfShard), lotCells * lotsOfShard),
        };
    }

    private static void Print(CohortPlan plan, bool json)
    {
        if (json)
        {
            Console.Out.Write(plan.Text());
            return;
        }

        FormattableString head = $"{plan.Cells:N0} cells x {plan.Genes:N0} genes, {plan.Entries:N0} entries; sums over {plan.Tree.ShardBlocks} blocks of {plan.Tree.BlockCells:N0} cells a task.";
        Console.Error.WriteLine(head.ToString(CultureInfo.InvariantCulture));
        Console.Error.WriteLine($"{"phase",-10} {"tasks",6} {"memory of a task",17} {"of the merge",13} {"read",10} {"written",10} {"time of a task",15} {"of the merge",13}");
        foreach (CohortPhase phase in plan.Phases)
            Console.Error.WriteLine($"{phase.Name,-10} {phase.Tasks,6} {Bytes(phase.ShardMemoryBytes),17} {Bytes(phase.MergeMemoryBytes),13} {Bytes(phase.ReadBytes),10} {Bytes(phase.WriteBytes),10} {Time(phase.ShardSeconds),15} {Time(phase.MergeSeconds),13}");
        Console.Error.WriteLine($"{"all",-10} {plan.Phases.Sum(p => p.Tasks),6} {"",17} {"",13} {Bytes(plan.Phases.Sum(p => p.ReadBytes)),10} {Bytes(plan.Phases.Sum(p => p.WriteBytes)),10} {Time(plan.Phases.Sum(p => p.Tasks * p.ShardSeconds)),15} {Time(plan.Phases.Sum(p => p.MergeSeconds)),13}");
        Console.Error.WriteLine("Times are processor time of one core, about; finish (clusters, layout, markers, statistics, report) takes what discover takes for them.");
    }

    private static string Bytes(long bytes) => bytes >= 1_000_000_000 ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB") : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB");

    private static string Time(double seconds) => seconds >= 7200 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.0} h") : seconds >= 120 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min") : string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s");
}
