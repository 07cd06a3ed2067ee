namespace ILGPU;

/// <summary>Strides of one axis: neighbours side by side, or a fixed distance apart.</summary>
public static partial class Stride1D
{
    public readonly struct Dense : IStride1D
    {
        public Index1D StrideExtent => Index1D.One;

        public int XStride => 1;

        public int ComputeElementIndex(Index1D index) => index.X;

        public long ComputeElementIndex(LongIndex1D index) => index.X;

        public int ComputeElementIndexChecked(Index1D index, Index1D extent) => (int)StrideBounds.Checked(index.X, extent.X);

        public long ComputeElementIndexChecked(LongIndex1D index, LongIndex1D extent) => StrideBounds.Checked(index.X, extent.X);

        public Index1D ReconstructFromElementIndex(int elementIndex) => elementIndex;

        public LongIndex1D ReconstructFromElementIndex(long elementIndex) => elementIndex;

        public int ComputeBufferLength(Index1D extent) => extent.X;

        public long ComputeBufferLength(LongIndex1D extent) => extent.X;

        public General AsGeneral() => new(1);

        public General To1DStride() => new(1);

        public override string ToString() => "<dense>";
    }

    public struct General(Index1D stride) : IStride1D
    {
        public Index1D StrideExtent { get; } = stride;

        public int XStride => StrideExtent.X;

        public int ComputeElementIndex(Index1D index) => index.X * XStride;

        public long ComputeElementIndex(LongIndex1D index) => index.X * XStride;

        public int ComputeElementIndexChecked(Index1D index, Index1D extent) => (int)StrideBounds.Checked(index.X, extent.X) * XStride;

        public long ComputeElementIndexChecked(LongIndex1D index, LongIndex1D extent) => StrideBounds.Checked(index.X, extent.X) * XStride;

        public Index1D ReconstructFromElementIndex(int elementIndex) => elementIndex / Math.Max(XStride, 1);

        public LongIndex1D ReconstructFromElementIndex(long elementIndex) => elementIndex / Math.Max(XStride, 1);

        public int ComputeBufferLength(Index1D extent) => extent.X == 0 ? 0 : ((extent.X - 1) * XStride) + 1;

        public long ComputeBufferLength(LongIndex1D extent) => extent.X == 0 ? 0 : ((extent.X - 1) * XStride) + 1;

        public General AsGeneral() => this;

        public General To1DStride() => this;

        public override string ToString() => StrideExtent.ToString();
    }
}
