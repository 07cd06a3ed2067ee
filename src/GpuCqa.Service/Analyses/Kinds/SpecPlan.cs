using System.Security.Cryptography;
using System.Text;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Plans;
using GpuCqa.Reporting.Records;
using GpuCqa.Statistics;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>The locked plan of a specification.</summary>
internal static class SpecPlan
{
    private const int MostCharacters = 1_000_000;

    private const string Field = "locked_plan";

    private static readonly AnalysisSpec.KindOneofCase[] Held = [AnalysisSpec.KindOneofCase.Discover, AnalysisSpec.KindOneofCase.Associate, AnalysisSpec.KindOneofCase.Map, AnalysisSpec.KindOneofCase.Compare];

    /// <summary>Checks it, where there is one.</summary>
    /// <exception cref="InvalidParameterException">The kind takes none, it is too long, or it is no locked plan as it was locked.</exception>
    public static void Check(AnalysisSpec spec)
    {
        if (spec.LockedPlan.Length == 0) return;
        if (!Held.Contains(spec.KindCase)) throw new InvalidParameterException($"{Field} is for discover, associate, map and compare; {spec.KindCase.ToString().ToLowerInvariant()} takes none.");
        if (spec.LockedPlan.Length > MostCharacters) throw new InvalidParameterException($"{Field} has {spec.LockedPlan.Length} characters; expected at most {MostCharacters}.");
        try
        {
            _ = LockedPlan.Parse(spec.LockedPlan, Field);
        }
        catch (BadDataException error)
        {
            throw new InvalidParameterException(error.Message, error);
        }
    }

    /// <summary>A result held against the plan.</summary>
    public static T Mark<T>(AnalysisSpec spec, T result, Func<PlannedRun> run) where T : AnalysisResult =>
        spec.LockedPlan.Length == 0 ? result : LockedPlan.Parse(spec.LockedPlan, Field).Check(run()).Mark(result);

    /// <summary>The plan as an input of the result; none without one.</summary>
    public static IReadOnlyList<InputRecord> Record(AnalysisSpec spec)
    {
        if (spec.LockedPlan.Length == 0) return [];
        byte[] bytes = Encoding.UTF8.GetBytes(spec.LockedPlan);
        return [new InputRecord(PlanInput.Label, Field, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)))];
    }
}
