using System.CommandLine;
using GpuCqa.Cli.Remote;
using GpuCqa.Cli.Running;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Associations;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa associate</c>: states that are known already against what lots can do.</summary>
public static class AssociateVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var table = new Argument<string>("table") { Description = "Table of lots x states (counts or shares; states x lots is seen by the names), or one row a cell, or an h5ad; with --state-column the last two." };
        var sheet = new Option<string?>("--lots") { Description = "Sheet, one row a lot: lot, readouts, optional role, donor, tissue, batch, process. Without it the table must hold the readouts.", HelpName = "sheet" };
        var readout = new Option<string[]>("--readout", "-r") { Description = "Column that says what a lot can do; several (repeat the option, or separate by commas; a name with commas is given alone or in quotes) are tested as one family.", Required = true, HelpName = "column" };
        Option<string[]> levels = CommonOptions.Levels();
        var lotColumn = new Option<string?>("--lot-column") { Description = "Column that names the lot (default: lot; of a table of lots else the first).", HelpName = "column" };
        var stateColumn = new Option<string[]>("--state-column") { Description = "Column that names the state of a cell; several (clusters at several resolutions) are tested as one family.", HelpName = "column" };
        var countColumn = new Option<string?>("--count-column") { Description = "With --state-column: column with the number of cells that a row stands for (one row a lot and state).", HelpName = "column" };
        var condition = new Option<string?>("--condition") { Description = "With --state-column: column that names the condition that a cell was kept in. States of each condition are tested against every readout, all in one family, and every line names the condition.", HelpName = "column" };
        var states = new Option<string[]>("--states") { Description = "Columns of a table of lots that are states; asked for where the table does not make it plain.", HelpName = "columns" };
        var values = new Option<string?>("--values") { Description = "What the values of a table of lots are: counts, fractions or percent (default: by their sums).", HelpName = "kind" };
        var total = new Option<string?>("--total-column") { Description = "Column with all cells of a lot, those in no state included (default: the sum over the states).", HelpName = "column" };
        var output = new Option<string?>("--out", "-o") { Description = "Result folder to write; without it the tests are printed.", HelpName = "folder" };
        Option<string> device = CommonOptions.Device();
        Option<int?> threads = CommonOptions.Threads();
        Option<bool> force = CommonOptions.Force(), quiet = CommonOptions.Quiet(), json = CommonOptions.Json();
        Option<string> language = CommonOptions.Language();
        Option<string?> plan = CommonOptions.Plan();
        var tests = new TestOptions("state");

        var command = new Command("associate", "Test states that are known already (labels, gates, counts per lot) against what lots can do, exactly and corrected for everything that was looked at.")
        {
            table, sheet, readout, levels, lotColumn, stateColumn, countColumn, condition, states, values, total, output, device, threads, plan, language, force, quiet, json,
        };
        tests.AddTo(command);
        Option<bool> detach = CommonOptions.Detach();
        command.Options.Add(detach);
        ServerOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var job = new AssociateJob
            {
                Request = new AssociateRequest
                {
                    Table = parsed.GetValue(table)!,
                    Sheet = parsed.GetValue(sheet),
                    Tests = tests.Read(parsed, parsed.GetValue(readout)!),
                    Levels = parsed.GetValue(levels) ?? [],
                    LotColumn = parsed.GetValue(lotColumn),
                    StateColumns = parsed.GetValue(stateColumn) ?? [],
                    CountColumn = parsed.GetValue(countColumn),
                    ConditionColumn = parsed.GetValue(condition),
                    States = parsed.GetValue(states) ?? [],
                    Values = parsed.GetValue(values),
                    TotalColumn = parsed.GetValue(total),
                },
                Output = parsed.GetValue(output),
                Device = parsed.GetValue(device)!,
                Threads = parsed.GetValue(threads),
                Plan = parsed.GetValue(plan),
                Language = CommonOptions.ReadLanguage(parsed.GetValue(language)),
                Force = parsed.GetValue(force),
                Quiet = parsed.GetValue(quiet),
                Json = parsed.GetValue(json),
            };
            string? server = ServerOptions.Address(parsed);
            if (server is null && parsed.GetValue(detach)) throw new InvalidParameterException(CommonOptions.DetachNeedsServer);
            if (server is not null) return RemoteAssociation.Run(parsed, server, job, parsed.GetValue(detach));
            using var interruption = new Interruption();
            job.Run(interruption.Token);
            return 0;
        });
        return command;
    }
}
