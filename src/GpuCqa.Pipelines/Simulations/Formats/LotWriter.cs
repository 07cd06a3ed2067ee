namespace GpuCqa.Pipelines.Simulations;

/// <summary>Writes the cells of one lot in order.</summary>
internal abstract class LotWriter : IDisposable
{
    /// <summary>Adds cells that the lot's format has prepared.</summary>
    public abstract void Append(object packed);

    /// <summary>Ends the files.</summary>
    public abstract void Finish();

    /// <inheritdoc/>
    public abstract void Dispose();
}
