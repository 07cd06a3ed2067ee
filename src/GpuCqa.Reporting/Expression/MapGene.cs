namespace GpuCqa.Reporting.Expression;

/// <summary>A gene (or image feature) whose value the report can show for every cell.</summary>
/// <param name="Gene">Gene id.</param>
/// <param name="Name">Gene name.</param>
/// <param name="Cluster">Cluster of the shown clustering that it marks most strongly.</param>
/// <param name="Low">Value of level 0.</param>
/// <param name="High">Value of level 255.</param>
public sealed record MapGene(string Gene, string Name, int Cluster, double Low, double High)
{
    /// <summary>The value that a level stands for.</summary>
    public double ValueOf(double level) => Low + (level / 255 * (High - Low));
}
