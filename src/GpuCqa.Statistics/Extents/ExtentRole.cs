namespace GpuCqa.Statistics;

/// <summary>How a state comes into the extent of a finding.</summary>
public enum ExtentRole
{
    /// <summary>The best of the family for the readout.</summary>
    Lead,

    /// <summary>Contains a state of the finding; what it adds goes with the readout too.</summary>
    Wider,

    /// <summary>Holds other cells, and goes with the readout also when the finding's cells are taken out of every lot.</summary>
    Other,
}
