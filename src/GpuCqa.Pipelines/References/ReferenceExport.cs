using GpuCqa.Analysis.References;
using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Folders;

namespace GpuCqa.Pipelines.References;

/// <summary>Writes a reference elsewhere: as an AnnData file, or as a folder of its own. Whole or not at all.</summary>
public static class ReferenceExport
{
    private const string Ending = ".h5ad";

    /// <summary>Exports a reference; every file is compared with its checksum on the way.</summary>
    /// <param name="path">A reference, or a result folder with one.</param>
    /// <param name="target">FILE.h5ad, or the name of a folder.</param>
    /// <param name="force">Whether what is there may be replaced: a file, or the folder of a reference.</param>
    /// <param name="cancellation">Stops between parts.</param>
    /// <returns>The hash.</returns>
    /// <exception cref="PreconditionException">The target exists, or cannot be written.</exception>
    /// <exception cref="GpuCqaException">The reference cannot be read; see <see cref="ReferenceFolder.Inspect"/>.</exception>
    public static string Write(string path, string target, bool force, CancellationToken cancellation = default)
    {
        if (target.EndsWith(Ending, StringComparison.OrdinalIgnoreCase)) return WriteFile(path, target, force, cancellation);
        ResultFolder.Check(target, force, ReferenceJson.FileName);
        string source = ReferenceFolder.Locate(path);
        string hash = "";
        ResultFolder.Write(target, force, ReferenceJson.FileName, folder =>
        {
            foreach (string file in Directory.GetFiles(source))
            {
                cancellation.ThrowIfCancellationRequested();
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }

            // What was copied is what counts; an error names the file as the user knows it.
            _ = ReferenceFolder.Verify(source, cancellation);
            hash = ReferenceFolder.Verify(folder, cancellation).Hash;
        }, cancellation);
        return hash;
    }

    private static string WriteFile(string path, string target, bool force, CancellationToken cancellation)
    {
        if (Directory.Exists(target)) throw new PreconditionException($"{target}: is a folder, expected a file name that is free.");
        if (File.Exists(target) && !force) throw new PreconditionException($"{target}: exists already and is never overwritten. Choose another --out, or give --force to replace it.");
        ReferenceModel model = ReferenceFolder.Read(path, cancellation);
        string full = Path.GetFullPath(target), folder = Path.GetDirectoryName(full)!, partial = Path.Combine(folder, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.partial");
        try
        {
            Directory.CreateDirectory(folder);
            ReferenceH5ad.Write(partial, model, cancellation);
            File.Move(partial, full, force);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PreconditionException($"{target}: cannot be written: {error.Message}", error);
        }
        finally
        {
            File.Delete(partial);
        }

        return model.Hash;
    }
}
