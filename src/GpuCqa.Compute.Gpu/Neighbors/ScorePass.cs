namespace GpuCqa.Compute.Gpu.Neighbors;

/// <summary>What one launch of the score kernel works on.</summary>
internal struct ScorePass
{
    /// <summary>Where candidates go.</summary>
    public CandidateShape Candidates;

    /// <summary>Blocks of queries.</summary>
    public int RowBlocks;

    /// <summary>Where the queries start among the packed blocks: 0 when they are the references, else behind them.</summary>
    public int FirstRowBlock;

    /// <summary>Blocks of references, which start at 0.</summary>
    public int ColumnBlocks;

    /// <summary>First step: block of references, or, within one set, the distance between two blocks on the circle of all blocks.</summary>
    public int First;

    /// <summary>Step after the last.</summary>
    public int Last;

    /// <summary>Steps that one group does.</summary>
    public int Run;

    /// <summary>1 = queries and references are one set: each pair of blocks is scored once and both sides ask.</summary>
    public int OneSet;

    /// <summary>Coordinates that are staged at a time; even.</summary>
    public int Chunk;

    /// <summary>Chunks of a point.</summary>
    public int Chunks;
}
