using System.Globalization;
using GpuCqa.Formats.Hdf5.Storage;

namespace GpuCqa.Formats.Hdf5.Frames;

/// <summary>Integers, floating point numbers, or booleans.</summary>
internal sealed class NumberColumn(Hdf5Dataset dataset) : FrameColumn
{
    internal override Hdf5Node Node => dataset;

    internal override long Length => dataset.Length;

    internal override string Words => dataset.Type.Words;

    internal override string[] ReadTexts(long start, int count) => dataset.Type.Kind switch
    {
        Hdf5Kind.Float when dataset.Type.Size <= sizeof(float) => Read<float>(start, count, v => v.ToString("R", CultureInfo.InvariantCulture)),
        Hdf5Kind.Float => Read<double>(start, count, v => v.ToString("R", CultureInfo.InvariantCulture)),
        Hdf5Kind.Flag => Read<sbyte>(start, count, v => v == 0 ? "False" : "True"),
        _ => Read<long>(start, count, v => v.ToString(CultureInfo.InvariantCulture)),
    };

    private string[] Read<T>(long start, int count, Func<T, string> format) where T : unmanaged
    {
        var values = new T[count];
        dataset.Read(start, values.AsSpan());
        return Array.ConvertAll(values, v => format(v));
    }
}
