namespace GpuCqa.Statistics;

/// <summary>What one set says of a locked hypothesis.</summary>
public enum ReplicationVerdict
{
    /// <summary>Rho has the locked sign and p in the locked direction is at most alpha.</summary>
    Replicated,

    /// <summary>Rho has the locked sign, but p is above alpha.</summary>
    DirectionOnly,

    /// <summary>Rho is zero or has the other sign.</summary>
    NotReplicated,

    /// <summary>Nothing that the lots could show would have reached alpha, or there is no rho.</summary>
    NotTestable,
}
