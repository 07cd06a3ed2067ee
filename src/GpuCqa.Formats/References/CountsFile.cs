using System.Runtime.InteropServices;

namespace GpuCqa.Formats.References;

/// <summary>Values on their way into the files of <see cref="ChecksummedWriter.Counts(string, CountsForm)"/>.</summary>
public sealed class CountsFile : IDisposable
{
    private readonly ChecksummedWriter writer;
    private readonly string name;
    private readonly CountsForm form;
    private readonly FileStream file;
    private readonly HashingStream stream;
    private readonly List<int> at = [];
    private readonly List<float> large = [];
    private byte[] low = [];
    private long written;

    internal CountsFile(ChecksummedWriter writer, string path, string name, CountsForm form)
    {
        (this.writer, this.name, this.form) = (writer, name, form);
        file = File.Create(path);
        stream = new HashingStream(file);
        new NpyHeader(form.AreCounts ? NpyHeader.NameOf<byte>() : NpyHeader.NameOf<float>(), [checked((int)form.Count)]).Write(stream);
    }

    /// <summary>Adds values, those that the form was found out from, in the same order.</summary>
    public void Write(ReadOnlySpan<float> values)
    {
        if (!form.AreCounts)
        {
            stream.Write(MemoryMarshal.AsBytes(values));
        }
        else
        {
            if (low.Length < values.Length) low = new byte[values.Length];
            for (int i = 0; i < values.Length; i++)
            {
                low[i] = (byte)Math.Min(values[i], byte.MaxValue);
                if (values[i] <= byte.MaxValue) continue;
                at.Add((int)(written + i));
                large.Add(values[i]);
            }

            stream.Write(low.AsSpan(0, values.Length));
        }

        written += values.Length;
    }

    /// <summary>Writes the list of large counts, and takes the checksums.</summary>
    /// <exception cref="InvalidOperationException">The values are not those that the form was found out from.</exception>
    public void Complete()
    {
        if (written != form.Count || (form.AreCounts && large.Count != form.Large)) throw new InvalidOperationException($"{name}: {written} values were written, {form.Count} were announced.");
        writer.Add(name + ChecksummedWriter.NpyEnding, stream);
        if (large.Count == 0) return;
        writer.Array<int>(name + ChecksummedWriter.LargeAt, CollectionsMarshal.AsSpan(at), at.Count);
        writer.Array<float>(name + ChecksummedWriter.Large, CollectionsMarshal.AsSpan(large), large.Count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stream.Dispose();
        file.Dispose();
    }
}
