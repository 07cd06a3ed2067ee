using System.Runtime.InteropServices;
using System.Text;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Formats.References;

/// <summary>Reads the files of a checksummed folder; each is compared with its checksum while it is read.</summary>
/// <remarks>Any number of threads may read.</remarks>
public sealed class ChecksummedReader
{
    private const int Chunk = 1 << 24;

    private readonly string folder;
    private readonly Dictionary<string, FileChecksum> files;

    /// <summary>Looks at names and sizes; nothing is read.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="files">Its files.</param>
    /// <param name="beside">Names of files that may lie in it beside those.</param>
    /// <exception cref="BadDataException">A file is missing, too many or of another size; names it.</exception>
    public ChecksummedReader(string folder, IReadOnlyList<FileChecksum> files, params IReadOnlyList<string> beside)
    {
        this.folder = folder;
        this.files = new Dictionary<string, FileChecksum>(StringComparer.Ordinal);
        foreach (FileChecksum file in files)
        {
            string path = Path.Combine(folder, file.Name);
            if (Path.GetFileName(file.Name) != file.Name || !this.files.TryAdd(file.Name, file)) throw new BadDataException(folder, null, $"lists the file '{file.Name}', which is no name of one file of it.");
            if (!File.Exists(path)) throw new BadDataException(path, null, "is missing.");
            long bytes = new FileInfo(path).Length;
            if (bytes != file.Bytes) throw new BadDataException(path, null, $"was changed: it has {bytes} bytes, expected {file.Bytes}.");
        }

        foreach (string path in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
        {
            if (!this.files.ContainsKey(Path.GetFileName(path)) && !beside.Contains(Path.GetFileName(path))) throw new BadDataException(path, null, "does not belong there; the folder lists every file that it has.");
        }
    }

    /// <summary>The files.</summary>
    public IReadOnlyCollection<FileChecksum> Files => files.Values;

    /// <summary>Whether the folder has a file.</summary>
    public bool Has(string name) => files.ContainsKey(name);

    /// <summary>Path of a file.</summary>
    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>Compares a file with its checksum.</summary>
    /// <exception cref="BadDataException">It was changed.</exception>
    public void Verify(string name) => Read(name, _ => 0);

    /// <summary>Reads an array of one type.</summary>
    /// <param name="name">File name.</param>
    /// <param name="shape">Length of each axis; -1 = any.</param>
    /// <exception cref="BadDataException">The file was changed, or holds another type or shape.</exception>
    public T[] Array<T>(string name, params int[] shape) where T : unmanaged => Read(name, stream =>
    {
        NpyHeader header = Header(stream, shape);
        if (header.Type != NpyHeader.NameOf<T>()) throw new InvalidDataException($"holds values of type {header.Type}, expected {NpyHeader.NameOf<T>()}");
        return Values<T>(stream, header);
    });

    /// <summary>Reads a matrix.</summary>
    public DenseMatrix<T> Matrix<T>(string name, int rows, int columns) where T : unmanaged => new(rows, columns, Array<T>(name, rows, columns));

    /// <summary>Reads whole numbers of any width.</summary>
    public int[] Integers(string name, int count) => Read(name, stream =>
    {
        NpyHeader header = Header(stream, count);
        return header.Type switch
        {
            "|u1" => System.Array.ConvertAll(Values<byte>(stream, header), v => (int)v),
            "<u2" => System.Array.ConvertAll(Values<ushort>(stream, header), v => (int)v),
            "<i4" => Values<int>(stream, header),
            _ => throw new InvalidDataException($"holds values of type {header.Type}, expected whole numbers"),
        };
    });

    /// <summary>Reads what <see cref="ChecksummedWriter.Counts(string, ReadOnlySpan{float})"/> wrote.</summary>
    /// <param name="name">Name without ending.</param>
    /// <param name="count">Number of values.</param>
    public float[] Counts(string name, int count)
    {
        float[] values = Read(name + ChecksummedWriter.NpyEnding, stream =>
        {
            NpyHeader header = Header(stream, count);
            return header.Type switch
            {
                "|u1" => System.Array.ConvertAll(Values<byte>(stream, header), v => (float)v),
                "<f4" => Values<float>(stream, header),
                _ => throw new InvalidDataException($"holds values of type {header.Type}, expected counts or float32"),
            };
        });
        if (!Has(name + ChecksummedWriter.LargeAt)) return values;
        int[] at = Array<int>(name + ChecksummedWriter.LargeAt, -1);
        float[] large = Array<float>(name + ChecksummedWriter.Large, at.Length);
        for (int i = 0; i < at.Length; i++)
        {
            if ((uint)at[i] >= (uint)count) throw new BadDataException(PathOf(name + ChecksummedWriter.LargeAt), $"entry {i}", $"is {at[i]}, expected a place among {count} values.");
            values[at[i]] = large[i];
        }

        return values;
    }

    /// <summary>Reads a text.</summary>
    /// <param name="name">File name.</param>
    /// <param name="read">Reads it; what it makes is kept only when the checksum agrees.</param>
    public T Text<T>(string name, Func<TextReader, T> read) => Read(name, stream =>
    {
        using var text = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16, leaveOpen: true);
        return read(text);
    });

    private T Read<T>(string name, Func<HashingStream, T> read)
    {
        string path = PathOf(name);
        if (!files.TryGetValue(name, out FileChecksum? expected)) throw new BadDataException(path, null, "is not among the files that the folder lists.");
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
            using var stream = new HashingStream(file);
            T? made = default;
            Exception? failure = null;
            try
            {
                made = read(stream);
            }
            catch (Exception error) when (error is InvalidDataException or FormatException or ArgumentException or OverflowException or BadDataException)
            {
                failure = error;
            }

            // What cannot be understood was most likely changed, and that is what is said.
            stream.Drain();
            string found = stream.Finish();
            if (found != expected.Sha256) throw new BadDataException(path, null, $"was changed: its SHA-256 is {found}, expected {expected.Sha256}.");
            if (failure is not null) throw failure as BadDataException ?? new BadDataException(path, null, $"{failure.Message.TrimEnd('.')}.", failure);
            return made!;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadDataException(path, null, $"cannot be read: {error.Message}", error);
        }
    }

    private static NpyHeader Header(HashingStream stream, params int[] shape)
    {
        NpyHeader header = NpyHeader.Read(stream);
        if (header.Shape.Length != shape.Length || header.Shape.Where((n, axis) => shape[axis] >= 0 && n != shape[axis]).Any())
            throw new InvalidDataException($"is an array of {string.Join(" x ", header.Shape)}, expected {string.Join(" x ", shape.Select(n => n < 0 ? "any" : $"{n}"))}");
        if (header.Count * header.ElementBytes != stream.Length - stream.Position) throw new InvalidDataException($"has {stream.Length - stream.Position} bytes of values, and its header promises {header.Count * header.ElementBytes}");
        return header;
    }

    private static T[] Values<T>(HashingStream stream, NpyHeader header) where T : unmanaged
    {
        var values = new T[header.Count];
        for (int at = 0; at < values.Length; at += Chunk) stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(at, Math.Min(Chunk, values.Length - at))));
        return values;
    }
}
