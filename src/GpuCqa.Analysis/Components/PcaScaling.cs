namespace GpuCqa.Analysis.Components;

/// <summary>What is done to each gene's normalized values before principal components.</summary>
/// <param name="Center">Subtract the mean.</param>
/// <param name="Scale">Divide by the standard deviation.</param>
/// <param name="Clip">Larger results are set to it; infinite = none are.</param>
public sealed record PcaScaling(bool Center, bool Scale, double Clip)
{
    /// <summary>Centred, scaled, clipped at 10.</summary>
    public static PcaScaling Seurat { get; } = new(true, true, PrincipalComponents.Clip);
}
