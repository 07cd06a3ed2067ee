namespace GpuCqa.Compute.Gpu.Linear;

/// <summary>A product of dense matrices as the kernel sees it: C (rows x columns) += sum over k of A(i, k) B(k, j).</summary>
internal struct ProductShape
{
    /// <summary>Rows of the product.</summary>
    public int Rows;

    /// <summary>Columns of the product and of the right operand.</summary>
    public int Columns;

    /// <summary>Terms of each sum.</summary>
    public int Depth;

    /// <summary>Elements of the left operand from one row of the product to the next.</summary>
    public int RowStride;

    /// <summary>Elements of the left operand from one term to the next.</summary>
    public int DepthStride;

    /// <summary>Terms of a slab.</summary>
    public int SlabDepth;

    /// <summary>Slabs, summed apart and then added in order.</summary>
    public int Slabs;

    /// <summary>1 where only the upper triangle is computed.</summary>
    public int UpperOnly;
}
