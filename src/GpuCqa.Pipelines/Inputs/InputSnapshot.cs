using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Reporting.Records;

namespace GpuCqa.Pipelines.Inputs;

/// <summary>The files of a run as they were when they were hashed: what is computed and kept under their hashes must be of the same bytes.</summary>
/// <param name="files">The files.</param>
public sealed class InputSnapshot(IReadOnlyList<InputFile> files)
{
    private (long Bytes, DateTime Written)[] stamps = [];

    /// <summary>Their hashes, once they were asked for.</summary>
    public IReadOnlyList<InputRecord> Records { get; private set; } = [];

    /// <summary>Hashes them.</summary>
    /// <inheritdoc cref="InputFiles.Hash"/>
    public IReadOnlyList<InputRecord> Hash(StepProgress progress, CancellationToken cancellation)
    {
        stamps = [.. files.Select(f => Stamp(f.Path))];
        return Records = InputFiles.Hash(files, progress, cancellation);
    }

    /// <summary>Refuses files that were written to since.</summary>
    /// <exception cref="BadDataException">Names the file.</exception>
    public void Require()
    {
        for (int f = 0; f < stamps.Length; f++)
        {
            if (Stamp(files[f].Path) != stamps[f]) throw new BadDataException(files[f].Shown, null, "it was changed while it was read; run again when nobody writes to it.");
        }
    }

    private static (long Bytes, DateTime Written) Stamp(string path) => new FileInfo(path) is { Exists: true } file ? (file.Length, file.LastWriteTimeUtc) : (-1, default);
}
