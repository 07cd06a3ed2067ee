using System.Runtime.InteropServices;
using System.Text;

namespace GpuCqa.Formats.Hdf5.Writing;

/// <summary>Texts in UTF-8, each ended by a zero, in one piece of native memory.</summary>
internal sealed unsafe class NativeTexts : IDisposable
{
    private readonly byte* memory;

    internal NativeTexts(IReadOnlyList<string> texts)
    {
        long bytes = 0;
        foreach (string text in texts) bytes += Encoding.UTF8.GetByteCount(text) + 1;
        memory = (byte*)NativeMemory.Alloc((nuint)Math.Max(1, bytes));
        Pointers = new nint[texts.Count];
        byte* at = memory;
        for (int i = 0; i < texts.Count; i++)
        {
            Pointers[i] = (nint)at;
            int length = Encoding.UTF8.GetByteCount(texts[i]);
            Encoding.UTF8.GetBytes(texts[i], new Span<byte>(at, length));
            at[length] = 0;
            at += length + 1;
        }
    }

    /// <summary>Where each text starts.</summary>
    internal nint[] Pointers { get; }

    public void Dispose() => NativeMemory.Free(memory);
}
