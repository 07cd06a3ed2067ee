using GpuCqa.Pipelines.Inputs;

namespace GpuCqa.Pipelines.Plans;

/// <summary>A locked plan as an input of a result.</summary>
public static class PlanInput
{
    /// <summary>What provenance calls it.</summary>
    public const string Label = "locked plan";

    /// <summary>Its file; none without a plan.</summary>
    public static IReadOnlyList<InputFile> Of(string? path) => path is null ? [] : [new InputFile(Label, path, Path.GetFullPath(path))];

    /// <summary>The text of a plan that is as it was locked; empty without one.</summary>
    /// <exception cref="Core.Errors.BadDataException">It is no locked plan, or was changed.</exception>
    public static string TextOf(string? path)
    {
        if (path is null) return "";
        _ = LockedPlan.Read(path);
        return File.ReadAllText(path);
    }
}
