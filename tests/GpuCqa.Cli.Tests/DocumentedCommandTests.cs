using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using GpuCqa.Cli.Verbs;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Cli.Tests;

/// <summary>Every command line of README.md and docs/ is one that the program takes; what is called not built is not there.</summary>
public partial class DocumentedCommandTests
{
    private const string NotBuilt = "| not yet |";

    /// <summary>What begins like a command line and is none: the first line of a service, and the verb of the script ./gpucqa.</summary>
    private static readonly string[] Other = ["gpucqa serves on ADDRESS", "gpucqa test"];

    public static TheoryData<string, int, string> Built => Commands(built: true);

    public static TheoryData<string, int, string> Planned => Commands(built: false);

    [Theory]
    [MemberData(nameof(Built))]
    public void Command_OfADocument_IsUnderstood(string document, int line, string command)
    {
        string[] arguments = [.. CommandLineParser.SplitCommandLine(command).Skip(1).Select(a => a == "N" ? "1" : a)];
        RootCommand program = ProgramCommand.Create();
        if (program.Subcommands.Any(c => c.Name == arguments[^1])) return; // a verb that is only named
        ParseResult parsed = program.Parse(arguments);
        Assert.True(parsed.Errors.Count == 0, $"{document}, line {line}: {command}: {string.Join(" ", parsed.Errors.Select(e => e.Message))}");
    }

    [Fact]
    public void Commands_CalledNotBuilt_AreNoVerbs()
    {
        foreach (object[] row in Planned)
        {
            string verb = CommandLineParser.SplitCommandLine((string)row[2]).ElementAt(1);
            Assert.False(ProgramCommand.Create().Subcommands.Any(c => c.Name == verb), $"{row[0]}, line {row[1]}: '{verb}' is built; say so.");
        }
    }

    [Fact]
    public void Verbs_OfTheProgram_AreInTheReadme()
    {
        string[] named = [.. Built.Where(row => (string)row[0] == "README.md").SelectMany(row => CommandLineParser.SplitCommandLine((string)row[2]))];
        Assert.All(ProgramCommand.Create().Subcommands.Where(c => c.Name != "attach"), c => Assert.Contains(c.Name, named));
    }

    [Fact]
    public void Links_OfTheDocuments_LeadToFiles()
    {
        string[] broken = [.. Documents().SelectMany(document => Link().Matches(File.ReadAllText(document)).Select(m => m.Groups["to"].Value)
            .Where(to => !Path.Exists(Path.Combine(Path.GetDirectoryName(document)!, to))).Select(to => $"{document}: {to}"))];
        Assert.Empty(broken);
    }

    private static TheoryData<string, int, string> Commands(bool built)
    {
        var rows = new TheoryData<string, int, string>();
        foreach (string document in Documents())
        {
            string name = Path.GetRelativePath(Checkout.Root, document);
            string[] lines = File.ReadAllLines(document);
            for (int i = 0; i < lines.Length; i++)
            {
                if (lines[i].EndsWith(NotBuilt, StringComparison.Ordinal) == built) continue;
                foreach (Match match in Block().Matches(lines[i]).Concat(Inline().Matches(lines[i])))
                {
                    string command = match.Groups["command"].Value.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
                    if (!Other.Contains(command)) rows.Add(name, i + 1, command);
                }
            }
        }

        return rows;
    }

    private static IEnumerable<string> Documents() => Directory.EnumerateFiles(Checkout.Path("docs"), "*.md").Append(Checkout.Path("README.md")).Order(StringComparer.Ordinal);

    /// <summary>A line of a code block that starts the program, up to the file that its output goes to or the remark behind it.</summary>
    [GeneratedRegex(@"^ {4,}(\w+=)?[./\w]*(?<command>gpucqa .*?)(\s+> \S+)?(\s+#.*)?$")]
    private static partial Regex Block();

    [GeneratedRegex(@"`(\./)?(?<command>gpucqa [^`]+)`")]
    private static partial Regex Inline();

    /// <summary>A link or picture within the tree, without what stands behind #.</summary>
    [GeneratedRegex(@"\]\((?!https?:|#)(?<to>[^)#\s]+)[^)]*\)")]
    private static partial Regex Link();
}
