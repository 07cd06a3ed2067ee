using GpuCqa.Formats.Hdf5.Storage;

namespace GpuCqa.Formats.Hdf5.Frames;

/// <summary>A nullable column: values, and a mask that is true where the value is missing.</summary>
internal sealed class MaskedColumn(FrameColumn values, Hdf5Dataset mask) : FrameColumn
{
    internal override Hdf5Node Node => values.Node;

    internal override long Length => values.Length;

    internal override string Words => values.Words + ", nullable";

    internal override string[] ReadTexts(long start, int count)
    {
        if (mask.Length != Length) throw mask.Bad($"has {mask.Length} rows, but the values have {Length}");
        string[] texts = values.ReadTexts(start, count);
        var missing = new sbyte[count];
        mask.Read(start, missing.AsSpan());
        for (int i = 0; i < count; i++)
        {
            if (missing[i] != 0) texts[i] = "";
        }

        return texts;
    }
}
