namespace GpuCqa.Service.References.Labels;

/// <summary>Loads references to label cells.</summary>
public interface ICellLabellers
{
    /// <summary>Memory that a reference will take, in bytes, before it is loaded.</summary>
    /// <exception cref="Core.Errors.BadDataException">A file was changed.</exception>
    long Estimate(string folder);

    /// <summary>Loads a reference.</summary>
    /// <exception cref="Core.Errors.BadDataException">A file was changed.</exception>
    ILoadedReference Load(string folder, CancellationToken cancellation);
}
