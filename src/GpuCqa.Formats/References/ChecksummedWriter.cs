using System.Runtime.InteropServices;
using System.Text;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Formats.References;

/// <summary>Writes the files of a checksummed folder: arrays that <c>numpy.load</c> opens, and texts.</summary>
/// <remarks>The same values give the same bytes. One thread at a time.</remarks>
/// <param name="folder">An existing folder.</param>
public sealed class ChecksummedWriter(string folder)
{
    // A span of bytes is at most 2^31 long, an array of values is not.
    private const int Chunk = 1 << 24;

    internal const string NpyEnding = ".npy", LargeAt = "_large_at.npy", Large = "_large.npy";

    private readonly List<FileChecksum> files = [];

    /// <summary>What was written, by name.</summary>
    public IReadOnlyList<FileChecksum> Files => [.. files.OrderBy(f => f.Name, StringComparer.Ordinal)];

    /// <summary>Writes an array as it is.</summary>
    /// <typeparam name="T"><see cref="byte"/>, <see cref="ushort"/>, <see cref="int"/>, <see cref="long"/>, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="name">File name, ending in .npy.</param>
    /// <param name="values">The values, row-major.</param>
    /// <param name="shape">Length of each axis.</param>
    public void Array<T>(string name, ReadOnlySpan<T> values, params ReadOnlySpan<int> shape) where T : unmanaged
    {
        var header = new NpyHeader(NpyHeader.NameOf<T>(), shape.ToArray());
        if (header.Count != values.Length) throw new ArgumentException($"{name}: {values.Length} values do not make an array of {string.Join(" x ", header.Shape)}.", nameof(values));
        using FileStream file = File.Create(Path.Combine(folder, name));
        using var stream = new HashingStream(file);
        header.Write(stream);
        for (int at = 0; at < values.Length; at += Chunk) stream.Write(MemoryMarshal.AsBytes(values.Slice(at, Math.Min(Chunk, values.Length - at))));
        Add(name, stream);
    }

    /// <summary>Writes a matrix as it is.</summary>
    public void Matrix<T>(string name, DenseMatrix<T> matrix) where T : unmanaged => Array<T>(name, matrix.Values, matrix.Rows, matrix.Columns);

    /// <summary>Writes whole numbers in the narrowest of uint8, uint16 and int32 that holds them.</summary>
    public void Integers(string name, ReadOnlySpan<int> values)
    {
        int least = 0, most = 0;
        foreach (int v in values) (least, most) = (Math.Min(least, v), Math.Max(most, v));
        if (least < 0 || most > ushort.MaxValue) Array(name, values, values.Length);
        else if (most > byte.MaxValue) Array<ushort>(name, Converted(values, v => (ushort)v), values.Length);
        else Array<byte>(name, Converted(values, v => (byte)v), values.Length);
    }

    /// <summary>Writes values in few bytes, exactly: counts as uint8, those above 255 in a list beside them; what is no count as float32.</summary>
    /// <param name="name">Name without ending: values are in NAME.npy. Where some counts are above 255, they stand there as 255, and NAME_large_at.npy (int32) says where and NAME_large.npy (float32) what they are.</param>
    /// <param name="values">The values.</param>
    public void Counts(string name, ReadOnlySpan<float> values)
    {
        var form = new CountsForm();
        form.Add(values);
        using CountsFile file = Counts(name, form);
        for (int at = 0; at < values.Length; at += Chunk) file.Write(values.Slice(at, Math.Min(Chunk, values.Length - at)));
        file.Complete();
    }

    /// <summary>Begins the files of <see cref="Counts(string, ReadOnlySpan{float})"/> for values that come a part at a time; several may be open.</summary>
    /// <param name="name">Name without ending.</param>
    /// <param name="form">What was found out about all values.</param>
    public CountsFile Counts(string name, CountsForm form) => new(this, Path.Combine(folder, name + NpyEnding), name, form);

    /// <summary>Writes a text, UTF-8 without a mark.</summary>
    public void Text(string name, Action<TextWriter> content)
    {
        using FileStream file = File.Create(Path.Combine(folder, name));
        using var stream = new HashingStream(file);
        using (var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16, leaveOpen: true)) content(text);
        Add(name, stream);
    }

    private static TTo[] Converted<TFrom, TTo>(ReadOnlySpan<TFrom> values, Func<TFrom, TTo> convert)
    {
        var result = new TTo[values.Length];
        for (int i = 0; i < result.Length; i++) result[i] = convert(values[i]);
        return result;
    }

    internal void Add(string name, HashingStream stream) => files.Add(new FileChecksum(name, stream.Position, stream.Finish()));
}
