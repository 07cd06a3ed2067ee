using System.Globalization;
using System.Text;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats.States;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Records;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Plans;

/// <summary>Locks a plan: checks that it can decide what it asks, and writes it once.</summary>
public sealed record PlanLock
{
    private static readonly string[] Known = [.. new[] { typeof(DiscoverParameters), typeof(AssociateParameters), typeof(MapParameters), typeof(CompareParameters) }.SelectMany(ParameterTexts.NamesOf).Distinct()];

    /// <summary>What was planned with.</summary>
    public required PlanParameters Parameters { get; init; }

    /// <summary>Sheet of lots whose roles are locked; null = none.</summary>
    public string? Cohort { get; init; }

    /// <summary>Who locks it.</summary>
    public required string By { get; init; }

    /// <summary>Readouts of the family.</summary>
    public IReadOnlyList<string> Readouts { get; init; } = [];

    /// <summary>Claims in words.</summary>
    public IReadOnlyList<string> Hypotheses { get; init; } = [];

    /// <summary>"lot=reason".</summary>
    public IReadOnlyList<string> Exclusions { get; init; } = [];

    /// <summary>"attribute=margin: justification".</summary>
    public IReadOnlyList<string> Margins { get; init; } = [];

    /// <summary>"name=value" of further parameters.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>The plan that would be locked.</summary>
    /// <param name="now">When.</param>
    /// <exception cref="InvalidParameterException">Something is malformed, or a margin has no justification.</exception>
    /// <exception cref="PreconditionException">The design cannot pass, or cannot fail.</exception>
    public LockedPlan Make(DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(By)) throw new InvalidParameterException("--by is empty; a plan is locked by a person, whose name it bears.");
        Dictionary<string, string> exclusions = Pairs("--exclude", "lot=reason", Exclusions), margins = Pairs("--attribute-margin", "attribute=margin: justification", Margins), settings = Pairs("--set", "name=value", Settings);
        if (margins.FirstOrDefault(m => !m.Value.Contains(": ", StringComparison.Ordinal)) is { Key: { } bare }) throw new InvalidParameterException($"--attribute-margin of '{bare}' has no justification; expected attribute=margin: why this difference matters and no smaller one.");
        if (settings.Keys.FirstOrDefault(k => !Known.Contains(k)) is { } unknown) throw new InvalidParameterException($"--set {unknown}: there is no such parameter. Names are those of provenance.json (resolutions, permutations, block, ...).");
        if (settings.Keys.FirstOrDefault(k => k is "alpha" or "seed" or "readouts") is { } own) throw new InvalidParameterException($"--set {own}: has an option of its own.");
        var roles = new Dictionary<string, string>(StringComparer.Ordinal);
        PlanParameters parameters = Parameters;
        if (Cohort is not null)
        {
            LotTable lots = LotTable.ReadSheet(Cohort, null);
            foreach (string lot in lots.Names) roles[lot] = lots.Optional(lot, "role")?.ToLowerInvariant() ?? Lot.TrainRole;
            if (exclusions.Keys.FirstOrDefault(l => !roles.ContainsKey(l)) is { } missing) throw new NotFoundException($"{Cohort}: has no lot '{missing}' that --exclude names.");
            if (Readouts.FirstOrDefault(r => !lots.Table.Headers.Contains(r)) is { } column) throw new NotFoundException($"{Cohort}: has no column '{column}' that --readout names.");
            int used = roles.Count(r => r.Value == Lot.TrainRole && !exclusions.ContainsKey(r.Key));
            if (parameters is { Groups.Count: 0, Blocks.Count: 0 }) parameters = parameters with { Lots = used };
        }

        PlanResult plan = Planner.Plan(parameters);
        if (plan.Impossible) throw new PreconditionException($"This plan is not locked, since its outcome is known already. {string.Join(' ', plan.Warnings)}");
        return new LockedPlan
        {
            By = By.Trim(),
            Locked = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            Hypotheses = Hypotheses,
            Readouts = Readouts,
            Alpha = parameters.Alpha.ToString(CultureInfo.InvariantCulture),
            Seed = parameters.Seed.ToString(CultureInfo.InvariantCulture),
            Roles = roles,
            Exclusions = exclusions,
            Margins = margins,
            Settings = settings,
            Design = FindingText.Sentence(plan),
        };
    }

    /// <summary>Writes a plan to a file that does not exist yet.</summary>
    /// <exception cref="PreconditionException">The file exists, or the disk refused.</exception>
    public static void Write(LockedPlan plan, string path)
    {
        string temporary = path + ".partial";
        try
        {
            File.WriteAllText(temporary, plan.Text(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(temporary, path, overwrite: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            bool there = File.Exists(path);
            if (File.Exists(temporary)) File.Delete(temporary);
            throw new PreconditionException(there ? $"{path}: exists already; a locked plan is never overwritten. A changed plan is a new one, under another name." : $"{path}: the plan cannot be written: {error.Message}", error);
        }
    }

    private static Dictionary<string, string> Pairs(string option, string expected, IReadOnlyList<string> given)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string text in given)
        {
            int at = text.IndexOf('=', StringComparison.Ordinal);
            string name = at < 0 ? "" : text[..at].Trim(), value = at < 0 ? "" : text[(at + 1)..].Trim();
            if (name.Length == 0 || value.Length == 0) throw new InvalidParameterException($"{option} is '{text}'; expected {expected}.");
            if (!pairs.TryAdd(name, value)) throw new InvalidParameterException($"{option} names '{name}' twice.");
        }

        return pairs;
    }
}
