using GpuCqa.Api.V1;
using GpuCqa.Service.Results;

namespace GpuCqa.Service.References;

/// <summary>A file of a reference as it is stored.</summary>
/// <param name="Path">Its name in the folder.</param>
/// <param name="Content">Bytes.</param>
public sealed record ReferenceFile(string Path, StoredContent Content)
{
    /// <summary>As callers see it.</summary>
    public FileContent ToMessage() => new() { Path = Path, SizeBytes = Content.Size, Sha256 = Content.Sha256 };
}
