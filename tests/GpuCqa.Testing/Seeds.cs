using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Sdk;

namespace GpuCqa.Testing;

/// <summary>The seeds that random tests run on: a fixed list, so that every run covers the same ground, and one drawn for the run, so that the ground grows.</summary>
/// <remarks>A failure names its seed; GPUCQA_SEED=N runs every random test on that seed alone.</remarks>
public static class Seeds
{
    /// <summary>Environment variable that holds the one seed to run.</summary>
    public const string Variable = "GPUCQA_SEED";

    private static readonly ulong[] Always = [1, 2, 3];

    /// <summary>The seeds of this run; the last was drawn for it, unless one is being replayed.</summary>
    public static IReadOnlyList<ulong> OfThisRun { get; } = Of(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Runs a body on each seed.</summary>
    public static void Each(Action<ulong> body)
    {
        foreach (ulong seed in OfThisRun) Run(seed, body);
    }

    /// <summary>Checks a property on each seed.</summary>
    /// <param name="cases">Random cases a seed.</param>
    public static void CheckSeeds(this Property property, int cases = 50) =>
        Each(seed => property.Check(Config.QuickThrowOnFailure.WithMaxTest(cases).WithReplay(new Rnd(seed).Seed, new Rnd(seed).Gamma)));

    /// <summary>The seeds of a run whose variable has this value.</summary>
    internal static ulong[] Of(string? replayed)
    {
        if (string.IsNullOrEmpty(replayed))
        {
            ulong drawn = (uint)System.Random.Shared.Next(1000, int.MaxValue);
            Console.WriteLine($"Random tests: seeds {string.Join(", ", Always)} and {drawn}. {Variable}={drawn} repeats the last.");
            return [.. Always, drawn];
        }

        return ulong.TryParse(replayed, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            ? [seed]
            : throw new InvalidOperationException($"{Variable} is '{replayed}'; it holds one whole number.");
    }

    /// <summary>Runs a body on one seed and names it when it fails.</summary>
    internal static void Run(ulong seed, Action<ulong> body)
    {
        try
        {
            body(seed);
        }
        catch (Exception failure)
        {
            throw new XunitException($"Seed {seed} ({Variable}={seed} repeats it): {failure.Message}", failure);
        }
    }
}
