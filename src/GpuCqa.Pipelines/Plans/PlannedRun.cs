using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Records;

namespace GpuCqa.Pipelines.Plans;

/// <summary>What an analysis did, in the words of a plan. Any verb makes one and has it checked.</summary>
public sealed record PlannedRun
{
    /// <summary>Readouts of the family.</summary>
    public required IReadOnlyList<string> Readouts { get; init; }

    /// <summary>Level.</summary>
    public required string Alpha { get; init; }

    /// <summary>Seed.</summary>
    public required string Seed { get; init; }

    /// <summary>Role of every lot that was given.</summary>
    public required IReadOnlyDictionary<string, string> Roles { get; init; }

    /// <summary>Lots that were used.</summary>
    public required IReadOnlyList<string> Used { get; init; }

    /// <summary>The role of lots that are used.</summary>
    public string UsedRole { get; init; } = Lot.TrainRole;

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
}
