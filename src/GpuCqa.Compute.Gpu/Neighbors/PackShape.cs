namespace GpuCqa.Compute.Gpu.Neighbors;

/// <summary>How points are packed.</summary>
internal struct PackShape
{
    /// <summary>Places for points: whole blocks.</summary>
    public int Places;

    /// <summary>Place of the first point in the packed memory; a multiple of a block.</summary>
    public int FirstPlace;

    /// <summary>Coordinates of a point.</summary>
    public int Dimensions;

    /// <summary>Coordinates of a packed point: with the extra axis, and whole chunks.</summary>
    public int Depth;

    /// <summary>Points of a block.</summary>
    public int Block;

    /// <summary>1 = each point is divided by its length.</summary>
    public int Divide;

    /// <summary>1 = points of length 0 are put on an axis of their own, 1 away from the origin.</summary>
    public int ExtraAxis;

    /// <summary>Power of two that coordinates are multiplied by.</summary>
    public double Scale;

    /// <summary>What half norms are multiplied by, a little under 1, so that scores become upper bounds.</summary>
    public double Shrink;
}
