using GpuCqa.Formats.Hdf5.Storage;

namespace GpuCqa.Formats.Hdf5.Frames;

/// <summary>Texts of fixed or variable length.</summary>
internal sealed class TextColumn(Hdf5Dataset dataset) : FrameColumn
{
    internal override Hdf5Node Node => dataset;

    internal override long Length => dataset.Length;

    internal override string Words => "text";

    internal override string[] ReadTexts(long start, int count) => dataset.ReadTexts(start, count);
}
