using GpuCqa.Formats.Hdf5.Native;

namespace GpuCqa.Formats.Hdf5.Storage;

internal sealed partial class Hdf5Dataset
{
    /// <summary>Bytes of text, or of references to text, that one call of HDF5 reads.</summary>
    private const int BlockBytes = 1 << 20;

    /// <summary>Longest text of fixed length: names of cells and genes are far shorter.</summary>
    private const long MostTextBytes = 1 << 16;

    /// <summary>Reads a run of texts of a dataset of one dimension, of fixed or variable length.</summary>
    public string[] ReadTexts(long start, int count)
    {
        Guard();
        if (Type.Kind != Hdf5Kind.Text) throw Bad($"holds {Type.Words}; text was expected");
        var texts = new string[count];
        if (Type.IsVariable) ReadVariable(start, texts);
        else ReadFixed(start, texts);
        return texts;
    }

    /// <summary>Reads every text of a dataset of one dimension.</summary>
    public string[] ReadAllTexts()
    {
        if (Length > Math.Min(File.Length, int.MaxValue)) throw Bad($"promises {Length} texts in a file of {File.Length} bytes");
        return ReadTexts(0, (int)Length);
    }

    private unsafe void ReadFixed(long start, string[] texts)
    {
        if (Type.Size > MostTextBytes) throw Bad($"holds texts of {Type.Size} bytes, longer than any name");
        int size = (int)Type.Size, block = Math.Max(1, BlockBytes / size);
        var bytes = new byte[(long)size * Math.Min(block, texts.Length)];
        for (int done = 0; done < texts.Length; done += block)
        {
            int count = Math.Min(block, texts.Length - done);
            lock (Hdf5Library.Gate)
            {
                using TypeHandle stored = ElementType();
                using TypeHandle memory = InMember(stored, size);
                fixed (byte* at = bytes) Transfer(memory, [start + done], [count], PropertyListHandle.Default, at);
            }

            for (int i = 0; i < count; i++) texts[done + i] = Hdf5Text.Decode(bytes.AsSpan(i * size, size));
        }
    }

    private unsafe void ReadVariable(long start, string[] texts)
    {
        int block = BlockBytes / TextReferences.Size;
        var references = new byte[(long)TextReferences.Size * Math.Min(block, texts.Length)];
        long total = 0;
        for (int done = 0; done < texts.Length; done += block)
        {
            int count = Math.Min(block, texts.Length - done);
            lock (Hdf5Library.Gate)
            {
                using TypeHandle opaque = TextReferences.MemoryType();
                using TypeHandle memory = InMember(opaque, TextReferences.Size);
                fixed (byte* at = references) Transfer(memory, [start + done], [count], PropertyListHandle.Default, at);
            }

            for (int i = 0; i < count; i++)
            {
                texts[done + i] = File.Heap.Read(references.AsSpan(i * TextReferences.Size, TextReferences.Size), out string? fault);
                if (fault is not null) throw Bad($"element {start + done + i} {fault}");
                total += texts[done + i].Length;
            }

            // Texts of variable length are never compressed: more of them than the file has bytes means that many point at one.
            if (total > File.Length) throw Bad($"promises more than {total} characters of text in a file of {File.Length} bytes");
        }
    }

    /// <summary>The element type itself: HDF5 does not convert between character sets.</summary>
    private TypeHandle ElementType()
    {
        TypeHandle stored = H5Data.H5Dget_type(handle);
        if (member is null) return stored;
        using (stored) return H5Types.H5Tget_member_type(stored, (uint)H5Types.H5Tget_member_index(stored, member));
    }
}
