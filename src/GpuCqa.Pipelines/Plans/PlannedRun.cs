using System.Globalization;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats.States;
using GpuCqa.Reporting.Records;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Plans;

/// <summary>What an analysis did, in the words of a plan. Any verb makes one and has it checked.</summary>
public sealed record PlannedRun
{
    /// <summary>Readouts of the family; null where the verb has none.</summary>
    public IReadOnlyList<string>? Readouts { get; init; }

    /// <summary>Level.</summary>
    public required string Alpha { get; init; }

    /// <summary>Seed.</summary>
    public required string Seed { get; init; }

    /// <summary>Role of every lot that was given.</summary>
    public required IReadOnlyDictionary<string, string> Roles { get; init; }

    /// <summary>Lots that were used.</summary>
    public required IReadOnlyList<string> Used { get; init; }

    /// <summary>The role of lots that are used; null where other roles are, or sides decide.</summary>
    public string? UsedRole { get; init; } = Lot.TrainRole;

    /// <summary>Every parameter by its lower_snake name.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Margin of each attribute, in the words of the plan; null where the verb has none.</summary>
    public IReadOnlyDictionary<string, string>? Margins { get; init; }

    /// <summary>A family of tests over lots.</summary>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="roles">Lots that were given, with their roles.</param>
    /// <param name="used">Names of the lots that were tested.</param>
    public static PlannedRun Of(AssociationParameters parameters, IEnumerable<(string Lot, string Role)> roles, IEnumerable<string> used)
    {
        IReadOnlyDictionary<string, string> settings = ParameterTexts.Of(parameters);
        return new PlannedRun
        {
            Readouts = parameters.Readouts, Alpha = settings["alpha"], Seed = settings["seed"], Settings = settings, Used = [.. used],
            Roles = roles.ToDictionary(r => r.Lot, r => r.Role, StringComparer.Ordinal),
        };
    }

    /// <summary>A mapping: the level is that of the claims of its reference.</summary>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="claims">The claims.</param>
    /// <param name="readouts">Readouts of the reference.</param>
    /// <param name="lots">All lots of the sheet.</param>
    /// <param name="used">Names of the lots that are mapped.</param>
    public static PlannedRun Of(MapParameters parameters, IReadOnlyList<LockedHypothesis> claims, IReadOnlyList<string> readouts, IEnumerable<Lot> lots, IEnumerable<string> used)
    {
        IReadOnlyDictionary<string, string> settings = ParameterTexts.Of(parameters);
        return new PlannedRun
        {
            Readouts = readouts, Alpha = claims.Count > 0 ? claims[0].Alpha.ToString(CultureInfo.InvariantCulture) : "", Seed = settings["seed"], Settings = settings, Used = [.. used], UsedRole = null,
            Roles = lots.ToDictionary(l => l.Name, l => l.Role, StringComparer.Ordinal),
        };
    }

    /// <summary>A comparison before and after a change.</summary>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="sheet">The sheet of lots.</param>
    /// <param name="used">Names of the lots that are compared.</param>
    /// <param name="attributes">The attributes, with margins where they have one.</param>
    public static PlannedRun Of(CompareParameters parameters, LotTable sheet, IEnumerable<string> used, IEnumerable<AttributeSpec> attributes)
    {
        IReadOnlyDictionary<string, string> settings = ParameterTexts.Of(parameters);
        return new PlannedRun
        {
            Alpha = settings["alpha"], Seed = settings["seed"], Settings = settings, Used = [.. used], UsedRole = null,
            Roles = sheet.Names.ToDictionary(l => l, l => sheet.Optional(l, "role")?.ToLowerInvariant() ?? Lot.TrainRole, StringComparer.Ordinal),
            Margins = attributes.Where(a => a.Margin is not null).ToDictionary(a => a.Name, a => $"{a.Margin}: {a.Justification}", StringComparer.Ordinal),
        };
    }
}
