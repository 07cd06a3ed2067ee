using GpuCqa.Service.Results;

namespace GpuCqa.Service.Storage.Backups;

/// <summary>The files that tables refer to, by their paths within a state folder.</summary>
/// <param name="Files">Whole files, which never change.</param>
/// <param name="Uploads">Files on their way in: bytes that are counted, and where the whole file lies once it is checked.</param>
public sealed record BackupContent(IReadOnlyList<BackupContent.Whole> Files, IReadOnlyList<BackupContent.Part> Uploads)
{
    /// <summary>What the tables of a session refer to.</summary>
    public static BackupContent Of(DatabaseSession session)
    {
        var files = new List<Whole>();
        foreach ((string sha256, long size) in session.Query("SELECT DISTINCT sha256, size FROM dataset_files", r => (r.GetString(0), r.GetInt64(1)))) files.Add(new Whole(Blob(sha256), size, sha256));
        foreach ((string kind, string table, string name) in new[] { ("files", "result_files", "path"), ("tables", "result_tables", "name") })
        {
            foreach ((string uid, string path, long size, string sha256, string blocks) in session.Query($"SELECT analysis, {name}, size, sha256, blocks_sha256 FROM {table}", r => (r.GetString(0), r.GetString(1), r.GetInt64(2), r.GetString(3), r.GetString(4))))
            {
                var places = new ResultPlaces(Path.Combine("results", uid));
                files.Add(new Whole(kind == "files" ? places.File(path) : places.Table(path), size, sha256));
                files.Add(new Whole(kind == "files" ? places.FileBlocks(path) : places.TableBlocks(path), null, blocks));
            }
        }

        foreach ((string reference, string path, long size, string sha256, string blocks) in session.Query("SELECT reference, path, size, sha256, blocks_sha256 FROM reference_files", r => (r.GetString(0), r.GetString(1), r.GetInt64(2), r.GetString(3), r.GetString(4))))
        {
            var places = new ResultPlaces(Path.Combine("references", reference));
            files.Add(new Whole(places.File(path), size, sha256));
            files.Add(new Whole(places.FileBlocks(path), null, blocks));
        }

        Part[] uploads = [.. session.Query("SELECT upload, ordinal, persisted, size, sha256 FROM upload_files WHERE persisted > 0", r => new Part(Path.Combine("uploads", r.GetString(0), $"{r.GetInt64(1)}"), r.GetInt64(2), new Whole(Blob(r.GetString(4)), r.GetInt64(3), r.GetString(4))))];
        return new BackupContent(files, uploads);
    }

    private static string Blob(string sha256) => Path.Combine("blobs", sha256[..2], sha256);

    /// <summary>A whole file.</summary>
    /// <param name="Path">Path within the state folder.</param>
    /// <param name="Size">Bytes; null where only the hash is known.</param>
    /// <param name="Sha256">SHA-256, lower-case hex.</param>
    public sealed record Whole(string Path, long? Size, string Sha256);

    /// <summary>A file on its way in.</summary>
    /// <param name="Path">Path within the state folder.</param>
    /// <param name="Bytes">Bytes that are counted.</param>
    /// <param name="End">Where it lies when it is whole and checked, and its dataset is not made yet.</param>
    public sealed record Part(string Path, long Bytes, Whole End);
}
