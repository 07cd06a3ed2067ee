using System.CommandLine;
using GpuCqa.Cli.Running;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa qualify</c>: IQ, OQ and PQ of this installation.</summary>
public static class QualifyVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var output = new Option<string>("--out", "-o") { Description = "Folder of the protocol.", Required = true, HelpName = "folder" };
        var vectors = new Option<string?>("--vectors") { Description = "Vectors from a file, which stand for the program's own of the same ids: with a falsified number the qualification must fail.", HelpName = "file" };
        Option<string> device = CommonOptions.Device(), language = CommonOptions.Language();
        Option<int?> threads = CommonOptions.Threads();
        Option<bool> force = CommonOptions.Force(), quiet = CommonOptions.Quiet(), json = CommonOptions.Json();
        var command = new Command("qualify", "Qualify this installation: what is installed, with hashes (IQ); every verification vector computed here against what other programs computed (OQ); a known cohort simulated, discovered and compared (PQ). Writes a protocol; ends with 1 when a check fails.") { output, vectors, device, threads, language, force, quiet, json };
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            return new QualifyJob
            {
                Output = parsed.GetValue(output)!, Vectors = parsed.GetValue(vectors), Device = parsed.GetValue(device)!, Threads = parsed.GetValue(threads), Language = CommonOptions.ReadLanguage(parsed.GetValue(language)),
                Force = parsed.GetValue(force), Quiet = parsed.GetValue(quiet), Json = parsed.GetValue(json),
            }.Run(interruption.Token).Passed ? 0 : 1;
        });
        return command;
    }
}
