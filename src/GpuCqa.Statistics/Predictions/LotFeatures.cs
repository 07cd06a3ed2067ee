using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>What each lot is described by.</summary>
public sealed class LotFeatures
{
    /// <summary>Values as they are.</summary>
    /// <param name="states">What each feature is of; null = of no state that is known elsewhere.</param>
    /// <param name="values">features x lots.</param>
    /// <exception cref="InvalidParameterException">The sizes differ, or a value is not finite.</exception>
    public LotFeatures(IReadOnlyList<StateId?> states, double[][] values)
    {
        if (states.Count != values.Length || values.Any(v => v.Length != values[0].Length)) throw new InvalidParameterException($"Expected one value per lot of each of {states.Count} features.");
        if (values.Any(v => v.Any(x => !double.IsFinite(x)))) throw new InvalidParameterException("A feature of a lot is not a finite number.");
        States = states;
        Values = values;
    }

    /// <summary>What each feature is of.</summary>
    public IReadOnlyList<StateId?> States { get; }

    /// <summary>features x lots.</summary>
    public double[][] Values { get; }

    /// <summary>The shares of every state of every partition, p(state | lot).</summary>
    public static LotFeatures Fractions(IReadOnlyList<StatePartition> partitions)
    {
        StateId[] states = [.. partitions.SelectMany((p, i) => Enumerable.Range(0, p.States.Count).Select(k => new StateId(i, k)))];
        return new LotFeatures([.. states.Select(s => (StateId?)s)], [.. states.Select(s => partitions[s.Partition].Fractions(s.Index))]);
    }

    /// <summary>Centred log-ratios of every state of every partition; null when shares without counts hold a zero.</summary>
    /// <remarks>Of one lot's counts alone, so nothing of a left-out lot enters another.</remarks>
    public static LotFeatures? LogRatios(IReadOnlyList<StatePartition> partitions)
    {
        StateId[] states = [.. partitions.SelectMany((p, i) => Enumerable.Range(0, p.States.Count).Select(k => new StateId(i, k)))];
        double[][] values = [.. partitions.SelectMany(p => p.LogRatios())];
        return values.Any(v => v.Any(double.IsNaN)) ? null : new LotFeatures([.. states.Select(s => (StateId?)s)], values);
    }
}
