using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Records;

namespace GpuCqa.Pipelines.Cohorts;

/// <summary>One discovery cut into tasks: what is asked, of which bytes, in which shards and phases. Its SHA-256 stands in every file that a task writes.</summary>
/// <remarks>The hash is that of the file's bytes, so that any program can check it (<c>sha256sum plan.json</c>).</remarks>
public sealed record CohortPlan
{
    /// <summary>Name of the form of the file.</summary>
    public const string FormatName = "gpucqa.cohort-plan/1";

    /// <summary>Name of the file in a work folder.</summary>
    public const string FileName = "plan.json";

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Form of the file, <see cref="FormatName"/>.</summary>
    public string Format { get; init; } = FormatName;

    /// <summary>The program that made it, and that its tasks must be run by.</summary>
    public required CohortEngine Engine { get; init; }

    /// <summary>The cohort sheet, an absolute path that every node must see.</summary>
    public required string Sheet { get; init; }

    /// <summary>All parameters after defaults, readouts as the sheet calls them.</summary>
    public required DiscoverParameters Parameters { get; init; }

    /// <summary>How files of cells are read.</summary>
    public required CohortReading Reading { get; init; }

    /// <summary>GMT files of gene sets, absolute paths.</summary>
    public IReadOnlyList<string> GeneSets { get; init; } = [];

    /// <summary>Every file that is read, with its size and SHA-256.</summary>
    public required IReadOnlyList<InputRecord> Inputs { get; init; }

    /// <summary>Cells, as headers say it.</summary>
    public required long Cells { get; init; }

    /// <summary>Genes that all files share.</summary>
    public required int Genes { get; init; }

    /// <summary>Stored entries of these, about.</summary>
    public required long Entries { get; init; }

    /// <summary>Shards of the cells as they are read: whole lots.</summary>
    public required IReadOnlyList<CohortShard> Shards { get; init; }

    /// <summary>The tree in which sums over cells are merged.</summary>
    public required CohortTree Tree { get; init; }

    /// <summary>Phases in order: all tasks of one, then its merge, then the next.</summary>
    public required IReadOnlyList<CohortPhase> Phases { get; init; }

    /// <summary>The file's text.</summary>
    public string Text() => JsonSerializer.Serialize(this, Options) + "\n";

    /// <summary>SHA-256 of the text, lower-case hexadecimal.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Reads the plan of a work folder.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The plan and its hash.</returns>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="BadDataException">It is no plan of this version.</exception>
    public static (CohortPlan Plan, string Hash) Read(string path)
    {
        if (!File.Exists(path)) throw new NotFoundException($"{path}: there is no such file; 'gpucqa cohort plan SHEET --work FOLDER' makes it.");
        string text = File.ReadAllText(path);
        try
        {
            CohortPlan plan = JsonSerializer.Deserialize<CohortPlan>(text, Options) ?? throw new BadDataException(path, null, "is empty");
            if (plan.Format != FormatName) throw new BadDataException(path, "format", $"is '{plan.Format}', expected '{FormatName}'");
            if (plan.Tree.ShardBlocks < 1 || (plan.Tree.ShardBlocks & (plan.Tree.ShardBlocks - 1)) != 0) throw new BadDataException(path, "tree", $"has shards of {plan.Tree.ShardBlocks} blocks, expected a power of two");
            return (plan, HashOf(text));
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new BadDataException(path, null, $"is no plan of a cohort: {error.Message}", error);
        }
    }
}
