namespace ILGPU;

/// <summary>Strides of two axes: X contiguous, Y contiguous, or any.</summary>
public static partial class Stride2D
{
    public delegate long GetLeadingDimensionSize(LongIndex2D extent);

    public delegate TStride BuildStride<TStride>(LongIndex2D extent, int leadingDimension)
        where TStride : struct, IStride2D;

    /// <summary>Elements along X lie side by side; a C# array [x, y] is transposed when copied.</summary>
    public readonly struct DenseX : IStride2D
    {
        public DenseX(int yStride)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(yStride, 1);
            YStride = yStride;
        }

        public int XStride => 1;

        public int YStride { get; }

        public Index2D StrideExtent => new(XStride, YStride);

        public static DenseX FromExtent(Index2D extent) => new(extent.X);

        public static DenseX FromExtent(LongIndex2D extent) => new(checked((int)extent.X));

        public int ComputeElementIndex(Index2D index) => (index.X * XStride) + (index.Y * YStride);

        public long ComputeElementIndex(LongIndex2D index) => (index.X * XStride) + (index.Y * YStride);

        public int ComputeElementIndexChecked(Index2D index, Index2D extent) =>
            ((int)StrideBounds.Checked(index.X, extent.X) * XStride) + ((int)StrideBounds.Checked(index.Y, extent.Y) * YStride);

        public long ComputeElementIndexChecked(LongIndex2D index, LongIndex2D extent) =>
            (StrideBounds.Checked(index.X, extent.X) * XStride) + (StrideBounds.Checked(index.Y, extent.Y) * YStride);

        public Index2D ReconstructFromElementIndex(int elementIndex) => new(elementIndex % YStride, elementIndex / YStride);

        public LongIndex2D ReconstructFromElementIndex(long elementIndex) => new(elementIndex % YStride, elementIndex / YStride);

        public int ComputeBufferLength(Index2D extent) => extent.X == 0 || extent.Y == 0 ? 0 : ComputeElementIndex(extent - Index2D.One) + 1;

        public long ComputeBufferLength(LongIndex2D extent) => extent.X == 0 || extent.Y == 0 ? 0 : ComputeElementIndex(extent - LongIndex2D.One) + 1;

        public General AsGeneral() => new(StrideExtent);

        public Stride1D.General To1DStride() => new(XStride);

        public override string ToString() => StrideExtent.ToString();
    }

    /// <summary>Elements along Y lie side by side, as in a C# array [x, y].</summary>
    public readonly struct DenseY : IStride2D
    {
        public DenseY(int xStride)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(xStride, 1);
            XStride = xStride;
        }

        public int XStride { get; }

        public int YStride => 1;

        public Index2D StrideExtent => new(XStride, YStride);

        public static DenseY FromExtent(Index2D extent) => new(extent.Y);

        public static DenseY FromExtent(LongIndex2D extent) => new(checked((int)extent.Y));

        public int ComputeElementIndex(Index2D index) => (index.X * XStride) + (index.Y * YStride);

        public long ComputeElementIndex(LongIndex2D index) => (index.X * XStride) + (index.Y * YStride);

        public int ComputeElementIndexChecked(Index2D index, Index2D extent) =>
            ((int)StrideBounds.Checked(index.X, extent.X) * XStride) + ((int)StrideBounds.Checked(index.Y, extent.Y) * YStride);

        public long ComputeElementIndexChecked(LongIndex2D index, LongIndex2D extent) =>
            (StrideBounds.Checked(index.X, extent.X) * XStride) + (StrideBounds.Checked(index.Y, extent.Y) * YStride);

        public Index2D ReconstructFromElementIndex(int elementIndex) => new(elementIndex / XStride, elementIndex % XStride);

        public LongIndex2D ReconstructFromElementIndex(long elementIndex) => new(elementIndex / XStride, elementIndex % XStride);

        public int ComputeBufferLength(Index2D extent) => extent.X == 0 || extent.Y == 0 ? 0 : ComputeElementIndex(extent - Index2D.One) + 1;

        public long ComputeBufferLength(LongIndex2D extent) => extent.X == 0 || extent.Y == 0 ? 0 : ComputeElementIndex(extent - LongIndex2D.One) + 1;

        public General AsGeneral() => new(StrideExtent);

        public Stride1D.General To1DStride() => new(XStride);

        public override string ToString() => StrideExtent.ToString();
    }

    /// <summary>Any distance along each axis.</summary>
    public struct General(Index2D stride) : IStride2D
    {
        public Index2D StrideExtent { get; } = stride;

        public int XStride => StrideExtent.X;

        public int YStride => StrideExtent.Y;

        public int ComputeElementIndex(Index2D index) => (index.X * XStride) + (index.Y * YStride);

        public long ComputeElementIndex(LongIndex2D index) => (index.X * XStride) + (index.Y * YStride);

        public int ComputeElementIndexChecked(Index2D index, Index2D extent) =>
            ((int)StrideBounds.Checked(index.X, extent.X) * XStride) + ((int)StrideBounds.Checked(index.Y, extent.Y) * YStride);

        public long ComputeElementIndexChecked(LongIndex2D index, LongIndex2D extent) =>
            (StrideBounds.Checked(index.X, extent.X) * XStride) + (StrideBounds.Checked(index.Y, extent.Y) * YStride);

        public Index2D ReconstructFromElementIndex(int elementIndex) =>
            XStride > YStride ? new(elementIndex / XStride, elementIndex % XStride / Math.Max(YStride, 1)) : new(elementIndex % YStride / Math.Max(XStride, 1), elementIndex / YStride);

        public LongIndex2D ReconstructFromElementIndex(long elementIndex) =>
            XStride > YStride ? new(elementIndex / XStride, elementIndex % XStride / Math.Max(YStride, 1)) : new(elementIndex % YStride / Math.Max(XStride, 1), elementIndex / YStride);

        public int ComputeBufferLength(Index2D extent) => extent.X == 0 || extent.Y == 0 ? 0 : ComputeElementIndex(extent - Index2D.One) + 1;

        public long ComputeBufferLength(LongIndex2D extent) => extent.X == 0 || extent.Y == 0 ? 0 : ComputeElementIndex(extent - LongIndex2D.One) + 1;

        public General AsGeneral() => this;

        public Stride1D.General To1DStride() => new(XStride);

        public override string ToString() => StrideExtent.ToString();
    }
}
