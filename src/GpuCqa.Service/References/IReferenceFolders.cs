using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;

namespace GpuCqa.Service.References;

/// <summary>Reads folders of references.</summary>
public interface IReferenceFolders
{
    /// <summary>Reads and checks every byte of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellation">Stops between files.</param>
    /// <exception cref="BadDataException">It is no reference, of another version, or was changed; names the file.</exception>
    ReferenceFacts Read(string folder, CancellationToken cancellation);

    /// <summary>The genes of a reference, in its order.</summary>
    /// <exception cref="BadDataException">The file was changed.</exception>
    FeatureTable Genes(string folder);
}
