using System.CommandLine;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Cli.Verbs;

/// <summary>Options that several verbs share.</summary>
public static class CommonOptions
{
    /// <summary>Ordered levels of readouts in words.</summary>
    public static Option<string[]> Levels() => new("--levels") { Description = "Order of a readout in words, lowest first: control,treated for two groups, none,mild,severe for ordered levels; of several readouts each by readout=first,second. Lots with another value are left out.", HelpName = "list" };

    /// <summary>Stack traces on errors.</summary>
    public static Option<bool> Verbose { get; } = new("--verbose") { Description = "Print where in the program an error arose.", Recursive = true };

    /// <summary>Compute device.</summary>
    public static Option<string> Device() => new("--device")
    {
        Description = "Compute device: auto, cpu, cpu:reference, cuda:N or opencl:N. Only auto chooses; the others fail (exit 75) when they cannot be had.",
        HelpName = "name",
        DefaultValueFactory = _ => "auto",
    };

    /// <summary>Host threads.</summary>
    public static Option<int?> Threads() => new("--threads") { Description = "Host threads (default: all cores). Results do not depend on it.", HelpName = "n" };

    /// <summary>Host memory.</summary>
    public static Option<string?> Memory() => new("--memory") { Description = "Host memory that the job may take, as 8G or 500M (default: three quarters of what is free). Counts beyond it lie packed in scratch files. Results do not depend on it.", HelpName = "size" };

    /// <summary>Scratch folder.</summary>
    public static Option<string?> Scratch() => new("--scratch") { Description = "Folder for scratch files, which are gone after the run (default: TMPDIR, else /var/tmp).", HelpName = "folder" };

    /// <summary>Go on with an earlier run.</summary>
    public static Option<bool> Resume() => new("--resume") { Description = "Go on after the last finished step of an earlier run of the same command that was stopped or killed; begin anew where there is none, and keep this run's steps from the first on. Same inputs, parameters, program and kind of device, or it is another run." };

    /// <summary>When steps are kept.</summary>
    public static Option<string> KeepSteps() => new("--keep-steps")
    {
        Description = "When finished steps are kept for --resume, in a folder beside the scratch files that goes when the run succeeds: auto (once it has run for five minutes), always or never.",
        HelpName = "when",
        DefaultValueFactory = _ => "auto",
    };

    /// <summary>When steps are kept, as it was asked for.</summary>
    /// <exception cref="Core.Errors.InvalidParameterException">It is none of the three.</exception>
    public static KeepSteps ReadKeepSteps(string text) => OptionValues.OneOf("--keep-steps", text, "auto", "always", "never") switch
    {
        "always" => Verbs.KeepSteps.Always,
        "never" => Verbs.KeepSteps.Never,
        _ => Verbs.KeepSteps.Auto,
    };

    /// <summary>Overwrite an existing folder.</summary>
    public static Option<bool> Force() => new("--force") { Description = "Replace an existing output folder, once the new one is whole." };

    /// <summary>Silence.</summary>
    public static Option<bool> Quiet() => new("--quiet", "-q") { Description = "No progress and no notes on stderr." };

    /// <summary>Machine-readable output.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print the result as JSON on stdout." };

    /// <summary>What is said of <see cref="Detach"/> on this machine.</summary>
    public const string DetachNeedsServer = "--detach needs --server (or GPUCQA_SERVER): only a server goes on alone.";

    /// <summary>Leave a run to a server.</summary>
    public static Option<bool> Detach() => new("--detach") { Description = "With --server: print the name of the analysis when it is queued, and return; gpucqa attach goes on with it." };

    /// <summary>Language of the report.</summary>
    public static Option<string> Language() => new("--lang") { Description = "Language that the report opens with, and of the figures: en or ja. The page can switch.", HelpName = "code", DefaultValueFactory = _ => "en" };

    /// <summary>The language that was asked for.</summary>
    /// <exception cref="Core.Errors.InvalidParameterException">There is no report in that language.</exception>
    public static ReportLanguage ReadLanguage(string? code) => LanguageNames.Parse(code ?? "en");

    /// <summary>A locked plan.</summary>
    public static Option<string?> Plan() => new("--plan") { Description = "Locked plan (gpucqa plan lock) that the run is held against: every deviation is told, and marks the finding EXPLORATORY.", HelpName = "file" };

    /// <summary>Seed.</summary>
    public static Option<ulong> Seed() => new("--seed") { Description = "Seed of every random stream.", HelpName = "n", DefaultValueFactory = _ => 1UL };
}
