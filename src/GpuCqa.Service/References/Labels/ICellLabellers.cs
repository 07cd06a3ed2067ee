namespace GpuCqa.Service.References.Labels;

/// <summary>Loads references to label cells.</summary>
public interface ICellLabellers
{
    /// <summary>Memory that a reference will take, in bytes, from the sizes of its files.</summary>
    long Estimate(string folder);

    /// <summary>Loads a reference.</summary>
    /// <exception cref="Core.Errors.BadDataException">A file was changed.</exception>
    ICellLabeller Load(string folder, CancellationToken cancellation);
}
