namespace GpuCqa.Compute.Linear;

/// <summary>The inner product of a panel of rows with a panel of columns, held in registers.</summary>
internal unsafe interface IGemmTile
{
    /// <summary>Rows of a tile.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of a tile: three registers.</summary>
    static abstract int Columns { get; }

    /// <summary>c = a' b, or c += a' b.</summary>
    /// <param name="a">Panel: depth x Rows.</param>
    /// <param name="b">Panel: depth x Columns, aligned to a register.</param>
    /// <param name="depth">Terms of each sum, added in order.</param>
    /// <param name="c">First element of the tile.</param>
    /// <param name="stride">Elements between rows of c.</param>
    /// <param name="add">Adds to what c holds.</param>
    static abstract void Run(double* a, double* b, int depth, double* c, long stride, bool add);
}
