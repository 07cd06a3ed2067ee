using System.Data.Common;
using Google.Protobuf;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Analyses;
using GpuCqa.Service.Doors.Limits;
using GpuCqa.Service.Naming;
using GpuCqa.Service.Results;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.References;

/// <summary>References in the database, as the messages that callers see; their files under the hash of the reference, once.</summary>
public sealed class ReferenceTable(Database database, ProjectQuota quota)
{
    /// <summary>What an earlier request of the same id made, or null when the id is free.</summary>
    /// <exception cref="InvalidParameterException">The id was used for another request.</exception>
    /// <exception cref="NotFoundException">What it made was deleted since.</exception>
    public FrozenReference? OfRequest(string project, string requestId, string requestSha256) => requestId.Length == 0 ? null : database.Run(s =>
        s.Query("SELECT sha256, resource FROM requests WHERE project = @p AND id = @i", r => ((string, string)?)(r.GetString(0), r.GetString(1)), ("@p", project), ("@i", requestId)).SingleOrDefault() is not (string sha256, string resource)
            ? null : Earlier(s, project, requestId, requestSha256, sha256, resource));

    /// <summary>Adds a reference, under a request id if it has one, and ends the upload that made it; the reference that holds then.</summary>
    /// <exception cref="RefusedException">The name is taken, or the project may not store as much.</exception>
    public FrozenReference Add(FrozenReference reference, IReadOnlyList<ReferenceFile> files, string upload, string requestId, string requestSha256) => database.InTransaction(s =>
    {
        (string project, string id) = Parts(reference.Name);
        if (requestId.Length > 0 && RequestId.Taken(s, project, requestId, requestSha256, reference.Name) is { } earlier) return Earlier(s, project, requestId, requestSha256, earlier.Sha256, earlier.Resource);
        if (Find(s, project, id) is not null) throw new RefusedException(ErrorReason.AlreadyExists, $"{reference.Name} exists already.");
        s.Execute("DELETE FROM upload_files WHERE upload = @u", ("@u", upload));
        s.Execute("DELETE FROM uploads WHERE id = @u", ("@u", upload));
        quota.Require(s, project, reference.SizeBytes);
        s.Execute(
            "INSERT INTO frozen_references (project, id, uid, sha256, size, upload, content) VALUES (@p, @i, @u, @h, @s, @up, @c)",
            ("@p", project), ("@i", id), ("@u", reference.Etag), ("@h", reference.ReferenceSha256), ("@s", reference.SizeBytes), ("@up", upload), ("@c", reference.ToByteArray()));
        foreach (ReferenceFile file in files)
        {
            s.Execute(
                "INSERT INTO reference_files (reference, path, size, sha256, blocks_sha256) VALUES (@r, @p, @s, @h, @b) ON CONFLICT DO NOTHING",
                ("@r", reference.ReferenceSha256), ("@p", file.Path), ("@s", file.Content.Size), ("@h", file.Content.Sha256), ("@b", file.Content.BlocksSha256));
        }

        return reference;
    });

    /// <summary>A reference, or null.</summary>
    public FrozenReference? Find(string project, string id) => database.Run(s => Find(s, project, id));

    /// <summary>The reference of an identity, or null.</summary>
    public FrozenReference? OfUid(string uid) => database.Run(s => s.Query("SELECT content FROM frozen_references WHERE uid = @u", Row, ("@u", uid)).SingleOrDefault());

    /// <summary>The reference that an upload became, or null.</summary>
    public FrozenReference? OfUpload(string upload) => upload.Length == 0 ? null : database.Run(s => s.Query("SELECT content FROM frozen_references WHERE upload = @u", Row, ("@u", upload)).SingleOrDefault());

    /// <summary>Up to a number of references after an id, by id.</summary>
    /// <param name="project">Project.</param>
    /// <param name="sha256">Only those of this hash; all if empty.</param>
    /// <param name="after">The id.</param>
    /// <param name="count">Number.</param>
    public IReadOnlyList<FrozenReference> List(string project, string sha256, string after, int count) => database.Run(s => s.Query(
        $"SELECT content FROM frozen_references WHERE project = @p AND id > @a{(sha256.Length > 0 ? " AND sha256 = @h" : "")} ORDER BY id LIMIT @n",
        Row, [("@p", project), ("@a", after), ("@n", count), .. sha256.Length > 0 ? [("@h", sha256)] : Array.Empty<(string, object)>()]));

    /// <summary>Removes a reference, and what is known of its files where no other has them; then <see cref="ReferenceStore.Release"/> frees the bytes.</summary>
    /// <returns>What it was, or null where it was gone already.</returns>
    /// <exception cref="PreconditionException">An analysis that has not ended reads it.</exception>
    public FrozenReference? Remove(string uid) => database.InTransaction(s =>
    {
        FrozenReference? old = s.Query("SELECT content FROM frozen_references WHERE uid = @u", Row, ("@u", uid)).SingleOrDefault();
        if (old is null) return null;
        if (AnalysisInputs.Reader(s, uid) is { } analysis) throw new PreconditionException($"{old.Name} is in use: {analysis} reads it and has not ended; wait for it or cancel it first.");
        s.Execute("DELETE FROM frozen_references WHERE uid = @u", ("@u", uid));
        s.Execute("DELETE FROM reference_files WHERE reference = @h AND reference NOT IN (SELECT sha256 FROM frozen_references)", ("@h", old.ReferenceSha256));
        return old;
    });

    /// <summary>Whether a reference has this hash.</summary>
    public bool IsReferred(string sha256) => database.Run(s => s.Query("SELECT 1 FROM frozen_references WHERE sha256 = @h LIMIT 1", r => r.GetInt64(0), ("@h", sha256)).Count > 0);

    /// <summary>The hashes of all references of all projects.</summary>
    public IReadOnlyList<string> Contents() => database.Run(s => s.Query("SELECT DISTINCT sha256 FROM frozen_references", r => r.GetString(0)));

    /// <summary>A file of the reference of a hash, or null.</summary>
    public ReferenceFile? File(string sha256, string path) => database.Run(s => s.Query(
        "SELECT path, size, sha256, blocks_sha256 FROM reference_files WHERE reference = @r AND path = @p",
        r => new ReferenceFile(r.GetString(0), new StoredContent(r.GetInt64(1), r.GetString(2), r.GetString(3))), ("@r", sha256), ("@p", path)).SingleOrDefault());

    private static FrozenReference? Find(DatabaseSession session, string project, string id) => session.Query(
        "SELECT content FROM frozen_references WHERE project = @p AND id = @i", Row, ("@p", project), ("@i", id)).SingleOrDefault();

    private static FrozenReference Earlier(DatabaseSession session, string project, string requestId, string requestSha256, string sha256, string resource)
    {
        RequestId.SameOrRefuse(requestId, requestSha256, sha256);
        return Find(session, project, resource[(resource.LastIndexOf('/') + 1)..]) ?? throw new NotFoundException($"{resource} was made by this request and deleted since.");
    }

    private static (string Project, string Id) Parts(string name) => name.Split('/') is [_, var project, _, var id] ? (project, id) : throw new ArgumentException($"'{name}' is no reference.", nameof(name));

    private static FrozenReference Row(DbDataReader row) => FrozenReference.Parser.ParseFrom((byte[])row.GetValue(0));
}
