namespace GpuCqa.Formats.Hdf5.Writing;

/// <summary>An array of integers that grows, of int32 or int64 as the file needs.</summary>
internal sealed class GrowingIndices : IDisposable
{
    private readonly GrowingArray<int>? narrow;
    private readonly GrowingArray<long>? wide;
    private readonly string key;
    private long[] buffer = [];

    internal GrowingIndices(OutputGroup group, string name, bool wide)
    {
        key = $"{group.Key}/{name}";
        if (wide) this.wide = group.AddGrowing<long>(name);
        else narrow = group.AddGrowing<int>(name);
    }

    internal void Append(ReadOnlySpan<int> values)
    {
        if (narrow is not null)
        {
            narrow.Append(values);
            return;
        }

        if (buffer.Length < values.Length) buffer = new long[values.Length];
        for (int i = 0; i < values.Length; i++) buffer[i] = values[i];
        wide!.Append(buffer.AsSpan(0, values.Length));
    }

    internal void Append(long value)
    {
        if (narrow is null) wide!.Append([value]);
        else if (value <= int.MaxValue) narrow.Append([(int)value]);
        else throw new ArgumentException($"'{key}' would hold {value}, which needs wide indices.");
    }

    /// <summary>Stores the last, partial chunk.</summary>
    internal void Finish()
    {
        narrow?.Finish();
        wide?.Finish();
    }

    public void Dispose()
    {
        narrow?.Dispose();
        wide?.Dispose();
    }
}
