using System.IO.Hashing;
using GpuCqa.Analysis.Cells;

namespace GpuCqa.Pipelines.Steps;

/// <summary>One kept step in a file: the name that it is of, what it told, what it made, and a checksum of all.</summary>
/// <param name="Name">Name of the step within its job and program: what the file must be of.</param>
/// <param name="FinishedTicks">When it was finished, ticks of UTC.</param>
/// <param name="Seconds">Wall-clock seconds that it took.</param>
/// <param name="Told">What it told.</param>
/// <remarks>It is written under another name, brought to the disk, and renamed; a reader trusts no byte before the checksum of all was right.</remarks>
internal sealed record StepFile(string Name, long FinishedTicks, double Seconds, IReadOnlyList<StepTold> Told)
{
    /// <summary>What the name of a file ends with while it is written.</summary>
    public const string Unfinished = ".part";

    private const int HashBytes = 16, BufferBytes = 1 << 16;

    private static readonly byte[] Magic = "GPUCQAS1"u8.ToArray();

    /// <summary>Writes a step whole or not at all.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="type">What the value is declared as.</param>
    /// <param name="value">What the step made.</param>
    /// <param name="part">What it is called while it is written, where several may write it at once; null = one does.</param>
    /// <exception cref="IOException">The disk refused; nothing is left.</exception>
    public void Write(string path, Type type, object? value, string? part = null)
    {
        part ??= path + Unfinished;
        try
        {
            using (var file = new FileStream(part, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 }))
            {
                var hash = new XxHash128();
                using (var hashed = new BufferedStream(new HashedStream(file, hash), BufferBytes))
                {
                    hashed.Write(Magic);
                    var writer = new StepWriter(hashed);
                    writer.Write(typeof(StepFile), this);
                    writer.Write(type, value);
                }

                file.Write(hash.GetCurrentHash());
                file.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    /// <summary>Reads a step.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What it must be of.</param>
    /// <param name="type">What the value is declared as.</param>
    /// <param name="shelf">Makes an empty shelf for packed cells.</param>
    /// <param name="cancellation">Stops between pieces.</param>
    /// <exception cref="InvalidDataException">It is damaged, or of something else.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static (StepFile Step, object? Value) Read(string path, string name, Type type, Func<BlockShelf> shelf, CancellationToken cancellation)
    {
        using FileStream file = Open(path);
        (StepFile step, StepReader reader) = Begin(file, name, shelf, cancellation);
        return (step, reader.Read(type));
    }

    /// <summary>Reads no more of a step than says that it is whole, and of what.</summary>
    /// <inheritdoc cref="Read"/>
    public static StepFile Check(string path, string name, CancellationToken cancellation)
    {
        using FileStream file = Open(path);
        return Begin(file, name, () => throw new InvalidOperationException(), cancellation).Step;
    }

    private static FileStream Open(string path) =>
        new(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, BufferSize = BufferBytes, Options = FileOptions.SequentialScan });

    private static (StepFile Step, StepReader Reader) Begin(FileStream file, string name, Func<BlockShelf> shelf, CancellationToken cancellation)
    {
        long end = file.Length - HashBytes;
        if (end < Magic.Length) throw new InvalidDataException("it is torn");
        Require(file, end, cancellation);
        file.Position = 0;
        byte[] magic = new byte[Magic.Length];
        file.ReadExactly(magic);
        if (!magic.AsSpan().SequenceEqual(Magic)) throw new InvalidDataException("it is no step");
        var reader = new StepReader(file, end, shelf);
        var step = (StepFile)reader.Read(typeof(StepFile))!;
        return step.Name == name ? (step, reader) : throw new InvalidDataException("it is of something else");
    }

    private static void Require(FileStream file, long end, CancellationToken cancellation)
    {
        var hash = new XxHash128();
        byte[] piece = new byte[StepWriter.PieceBytes], found = new byte[HashBytes];
        for (long left = end; left > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            int read = file.Read(piece, 0, (int)Math.Min(piece.Length, left));
            if (read == 0) throw new InvalidDataException("it is torn");
            hash.Append(piece.AsSpan(0, read));
            left -= read;
        }

        file.ReadExactly(found);
        if (!hash.GetCurrentHash().AsSpan().SequenceEqual(found)) throw new InvalidDataException("its bytes are not those that were written");
    }
}
