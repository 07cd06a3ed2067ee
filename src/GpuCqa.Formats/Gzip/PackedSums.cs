namespace GpuCqa.Formats.Gzip;

/// <summary>Checksum and length of runs that follow each other.</summary>
internal struct PackedSums
{
    /// <summary>Checksum of all bytes.</summary>
    public uint Checksum { get; private set; }

    /// <summary>Number of all bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Whether the last run ended the deflate data.</summary>
    public bool Ended { get; private set; }

    /// <summary>Adds a run.</summary>
    public void Add(PackedText run)
    {
        if (Ended) throw new InvalidOperationException("A run follows the one that was packed as the last.");
        Add(run.Checksum, run.Length, run.IsLast);
    }

    /// <summary>Adds what other sums stand for.</summary>
    public void Add(PackedSums following) => Add(following.Checksum, following.Length, following.Ended);

    private void Add(uint checksum, long length, bool ended)
    {
        Checksum = Crc32Combine.Of(Checksum, checksum, length);
        Length += length;
        Ended = ended;
    }
}
