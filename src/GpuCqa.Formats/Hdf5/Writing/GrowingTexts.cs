namespace GpuCqa.Formats.Hdf5.Writing;

/// <summary>An array of texts that grows by whole chunks.</summary>
/// <remarks>Memory: the texts of one chunk. A chunk is written once, when it is full, so that the library never has to pack it again.</remarks>
internal sealed unsafe class GrowingTexts(OutputDataset dataset, int chunkLength)
{
    private readonly List<string> pending = new(chunkLength);

    /// <summary>The dataset, for its attributes.</summary>
    internal OutputDataset Dataset => dataset;

    internal void Append(IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            pending.Add(text);
            if (pending.Count == chunkLength) Store();
        }
    }

    /// <summary>Stores the last, partial chunk.</summary>
    internal void Finish()
    {
        if (pending.Count > 0) Store();
    }

    private void Store()
    {
        using var native = new NativeTexts(pending);
        fixed (nint* at = native.Pointers) dataset.Append(at, pending.Count);
        pending.Clear();
    }
}
