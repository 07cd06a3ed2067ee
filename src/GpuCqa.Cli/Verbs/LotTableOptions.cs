using System.CommandLine;
using GpuCqa.Cli.Remote;

namespace GpuCqa.Cli.Verbs;

/// <summary>Options of every verb that reads a small table of lots.</summary>
public sealed class LotTableOptions
{
    /// <summary>Result folder.</summary>
    public Option<string?> Output { get; } = new("--out", "-o") { Description = "Result folder to write; without it the result is printed.", HelpName = "folder" };

    /// <summary>Language of the report.</summary>
    public Option<string> Language { get; } = CommonOptions.Language();

    /// <summary>Replace an existing folder.</summary>
    public Option<bool> Force { get; } = CommonOptions.Force();

    /// <summary>No progress.</summary>
    public Option<bool> Quiet { get; } = CommonOptions.Quiet();

    /// <summary>Print summary.json.</summary>
    public Option<bool> Json { get; } = CommonOptions.Json();

    /// <summary>Leave a run to a server.</summary>
    public Option<bool> Detach { get; } = CommonOptions.Detach();

    /// <summary>Adds all options to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[Output, Language, Force, Quiet, Json, Detach]) command.Options.Add(option);
        ServerOptions.AddTo(command);
    }
}
