using GpuCqa.Core.Errors;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Tables;

/// <summary>How tables of any verb name the partition of a state.</summary>
internal static class StateKeys
{
    /// <summary>Resolution or column of labels; null when the states are columns of a table of lots.</summary>
    public static string? Partition(IAssociationResult result, int partition) => result is AssociateResult { Parameters.StateColumns.Count: 0 } ? null : result.Tests.Partitions[partition].Name;

    /// <summary>The partition that a text names.</summary>
    /// <exception cref="BadDataException">There is none; says in which file.</exception>
    public static int Find(AssociationFindings tests, string? name, string path)
    {
        int found = name is null ? 0 : tests.Partitions.ToList().FindIndex(p => p.Name == name);
        return found >= 0 && found < tests.Partitions.Count ? found : throw new BadDataException(path, null, $"names the partition '{name}', which the result does not have");
    }

    /// <summary>The state that two texts name.</summary>
    /// <exception cref="BadDataException">There is none; says in which file.</exception>
    public static StateId Find(AssociationFindings tests, string? partition, string state, string path)
    {
        int p = Find(tests, partition, path), k = tests.Partitions[p].States.ToList().IndexOf(state);
        return k >= 0 ? new StateId(p, k) : throw new BadDataException(path, null, $"names the state '{state}', which the result does not have");
    }
}
