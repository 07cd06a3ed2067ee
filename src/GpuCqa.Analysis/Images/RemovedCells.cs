namespace GpuCqa.Analysis.Images;

/// <summary>Counts, per lot, the cells that a reading of images takes and removes. A file is read by one reader at a time.</summary>
internal sealed class RemovedCells(int lots)
{
    private readonly int[] read = new int[lots];
    private readonly int[] unmeasured = new int[lots];
    private readonly int[] sizes = new int[lots];

    /// <summary>Cells read of a lot.</summary>
    public int Read(int lot) => read[lot];

    /// <summary>Cells removed for missing measurements.</summary>
    public int Unmeasured(int lot) => unmeasured[lot];

    /// <summary>Cells removed for their size.</summary>
    public int Size(int lot) => sizes[lot];

    /// <summary>Counts a cell under the first rule that removes it.</summary>
    public bool Passes(int lot, bool isUnmeasured, bool isOfSize)
    {
        // Sources of one lot follow one another; blocks that are read ahead are of other lots or files, and each has its own place here.
        Interlocked.Increment(ref read[lot]);
        if (isUnmeasured) Interlocked.Increment(ref unmeasured[lot]);
        else if (isOfSize) Interlocked.Increment(ref sizes[lot]);
        return !isUnmeasured && !isOfSize;
    }
}
