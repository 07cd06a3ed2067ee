namespace GpuCqa.Service.Storage;

/// <summary>Requests that were answered, by the caller's request id (AIP-155).</summary>
public static class Requests
{
    /// <summary>Takes a request id; what the same id made earlier and the hash of that request, or null when it was free.</summary>
    public static (string Resource, string Sha256)? Taken(DatabaseSession session, string project, string id, string sha256, string resource)
    {
        int added = session.Execute(
            "INSERT INTO requests (project, id, sha256, resource) VALUES (@p, @i, @h, @r) ON CONFLICT DO NOTHING", ("@p", project), ("@i", id), ("@h", sha256), ("@r", resource));
        return added > 0 ? null
            : session.Query("SELECT resource, sha256 FROM requests WHERE project = @p AND id = @i", r => ((string, string)?)(r.GetString(0), r.GetString(1)), ("@p", project), ("@i", id)).Single();
    }
}
