using GpuCqa.Core.Randomness;

namespace GpuCqa.Simulation;

/// <summary>The ambient molecules of a lot: what its typical cells have lost into the suspension.</summary>
/// <remarks>Counts are Poisson with the lot's mean expression, so that one draw gives their number and an alias table their genes.</remarks>
internal sealed class AmbientProfile
{
    private readonly AliasTable table;

    /// <param name="shares">Mean expression of the lot, one share per gene.</param>
    public AmbientProfile(double[] shares) => table = new AliasTable(shares);

    /// <summary>Adds the molecules of one droplet.</summary>
    /// <param name="random">The cell's stream.</param>
    /// <param name="expected">Expected ambient molecules.</param>
    /// <param name="counts">Receives the counts.</param>
    public void Add(ref Philox random, double expected, CountAccumulator counts)
    {
        int molecules = random.NextPoisson(expected);
        for (int i = 0; i < molecules; i++) counts.Add(table.Next(ref random), 1);
    }
}
