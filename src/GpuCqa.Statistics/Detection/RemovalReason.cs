namespace GpuCqa.Statistics;

/// <summary>The first rule of quality control that removed a cell.</summary>
public enum RemovalReason
{
    /// <summary>Too few genes.</summary>
    LowGenes,

    /// <summary>Too many genes: often two cells in one droplet.</summary>
    HighGenes,

    /// <summary>Too few counts.</summary>
    LowCounts,

    /// <summary>A too large mitochondrial percentage.</summary>
    HighMito,
}
