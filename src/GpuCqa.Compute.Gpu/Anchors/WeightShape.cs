namespace GpuCqa.Compute.Gpu.Anchors;

/// <summary>Sizes of the weight kernel.</summary>
internal struct WeightShape
{
    /// <summary>Number of cells.</summary>
    public int Cells;

    /// <summary>Anchor cells listed for each.</summary>
    public int Neighbors;

    /// <summary>Anchors that speak for each.</summary>
    public int K;

    /// <summary>1 = an anchor may be met twice.</summary>
    public int Repeated;

    /// <summary>The exponent's divisor.</summary>
    public double Divisor;
}
