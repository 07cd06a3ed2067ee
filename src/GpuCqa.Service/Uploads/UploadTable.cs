using GpuCqa.Service.Datasets;
using GpuCqa.Service.Doors.Limits;
using GpuCqa.Service.Naming;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Uploads;

/// <summary>Uploads in the database.</summary>
public sealed class UploadTable(Database database, ProjectQuota quota, DiskRoom disk)
{
    /// <summary>What is said to have no room.</summary>
    public const string NotBegun = "no upload begins";

    /// <summary>An upload, or null.</summary>
    public UploadRecord? Find(string id) => database.Run(s =>
    {
        (StoredFile File, long Persisted)[] files = [.. s.Query(
            "SELECT path, size, sha256, persisted FROM upload_files WHERE upload = @u ORDER BY ordinal", r => (new StoredFile(r.GetString(0), r.GetInt64(1), r.GetString(2)), r.GetInt64(3)), ("@u", id))];
        return s.Query(
            "SELECT project, collection, dataset, display_name, touched FROM uploads WHERE id = @u",
            r => new UploadRecord(id, r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(4)), files.Select(f => f.File).ToArray(), files.Select(f => f.Persisted).ToArray()), ("@u", id)).SingleOrDefault();
    });

    /// <summary>Adds an upload, under a request id if it has one; the upload that the same request made earlier, if any.</summary>
    /// <exception cref="Core.Errors.RefusedException">The project may not store as much, or the disk cannot.</exception>
    /// <returns>The id of the earlier upload and the hash of its request, or null when this one was added.</returns>
    public (string Resource, string Sha256)? Add(UploadRecord upload, string requestId, string requestSha256) => database.InTransaction<(string, string)?>(s =>
    {
        if (requestId.Length > 0 && RequestId.Taken(s, upload.Project, requestId, requestSha256, upload.Id) is { } earlier) return earlier;
        long bytes = upload.Files.Sum(f => f.Size);
        quota.Require(s, upload.Project, bytes);
        disk.Require(s, NotBegun, bytes);
        s.Execute(
            "INSERT INTO uploads (id, project, collection, dataset, display_name, touched) VALUES (@u, @p, @c, @d, @n, @t)",
            ("@u", upload.Id), ("@p", upload.Project), ("@c", upload.Collection), ("@d", upload.Target), ("@n", upload.DisplayName), ("@t", upload.Touched.ToUnixTimeMilliseconds()));
        for (int i = 0; i < upload.Files.Count; i++)
        {
            StoredFile file = upload.Files[i];
            s.Execute(
                "INSERT INTO upload_files (upload, ordinal, path, size, sha256, persisted) VALUES (@u, @o, @p, @s, @h, 0)",
                ("@u", upload.Id), ("@o", i), ("@p", file.Path), ("@s", file.Size), ("@h", file.Sha256));
        }

        return null;
    });

    /// <summary>Records that bytes of a file are on the disk.</summary>
    public void Persisted(string id, int file, long bytes, DateTimeOffset now) => database.InTransaction(s =>
        s.Execute("UPDATE upload_files SET persisted = @b WHERE upload = @u AND ordinal = @o AND persisted < @b", ("@b", bytes), ("@u", id), ("@o", file))
        + s.Execute("UPDATE uploads SET touched = @t WHERE id = @u", ("@t", now.ToUnixTimeMilliseconds()), ("@u", id)));

    /// <summary>Removes an upload; false if there is none.</summary>
    public bool Remove(string id) => database.InTransaction(s =>
        s.Execute("DELETE FROM upload_files WHERE upload = @u", ("@u", id)) + s.Execute("DELETE FROM uploads WHERE id = @u", ("@u", id)) > 0);

    /// <summary>Ids of uploads without a write since a time.</summary>
    public IReadOnlyList<string> Stale(DateTimeOffset before) =>
        database.Run(s => s.Query("SELECT id FROM uploads WHERE touched < @t", r => r.GetString(0), ("@t", before.ToUnixTimeMilliseconds())));
}
