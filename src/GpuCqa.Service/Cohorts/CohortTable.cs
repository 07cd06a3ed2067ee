using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Analyses;
using GpuCqa.Service.Naming;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Cohorts;

/// <summary>Cohorts in the database, as the messages that they were made from, and the datasets that they refer to.</summary>
public sealed class CohortTable(Database database)
{
    /// <summary>Adds a cohort under a request id, if it has one; the cohort that holds then.</summary>
    /// <exception cref="RefusedException">The name is taken.</exception>
    /// <exception cref="NotFoundException">A dataset does not exist.</exception>
    /// <exception cref="InvalidParameterException">The request id was used for another request.</exception>
    public Cohort Add(string project, string id, Cohort cohort, string requestId, string requestSha256, bool keep) => database.InTransaction(s =>
    {
        if (requestId.Length > 0 && keep && RequestId.Taken(s, project, requestId, requestSha256, cohort.Name) is { } earlier)
        {
            RequestId.SameOrRefuse(requestId, requestSha256, earlier.Sha256);
            return Find(s, project, id) ?? throw new NotFoundException($"{cohort.Name} was made by this request and deleted since.");
        }

        if (Find(s, project, id) is not null) throw new RefusedException(ErrorReason.AlreadyExists, $"{cohort.Name} exists already.");
        var uids = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in cohort.Lots.Select(l => l.Dataset).Where(d => d.Length > 0).Distinct(StringComparer.Ordinal))
        {
            string[] parts = ResourceId.Parse("dataset", name, "projects/{project}/datasets/{dataset}");
            if (parts[0] != project) throw new InvalidParameterException($"{name} is of another project than the cohort.");
            uids.Add(s.Query("SELECT uid FROM datasets WHERE project = @p AND id = @i", r => r.GetString(0), ("@p", parts[0]), ("@i", parts[1])).SingleOrDefault()
                ?? throw new NotFoundException($"{name}: there is no such dataset."));
        }

        if (!keep) return cohort;
        s.Execute("INSERT INTO cohorts (project, id, uid, content) VALUES (@p, @i, @u, @c)", ("@p", project), ("@i", id), ("@u", cohort.Etag), ("@c", Bytes(cohort)));
        foreach (string uid in uids) s.Execute("INSERT INTO cohort_datasets (cohort, dataset) VALUES (@c, @d)", ("@c", cohort.Etag), ("@d", uid));
        return cohort;
    });

    /// <summary>A cohort, or null.</summary>
    public Cohort? Find(string project, string id) => database.Run(s => Find(s, project, id));

    /// <summary>The cohort of an identity, or null; one that was deleted is found as long as an analysis waits to read it.</summary>
    public Cohort? OfUid(string uid) => database.Run(s => s.Query(
        "SELECT content FROM cohorts WHERE uid = @u UNION ALL SELECT content FROM kept_cohorts WHERE uid = @u LIMIT 1", r => Cohort.Parser.ParseFrom((byte[])r.GetValue(0)), ("@u", uid)).SingleOrDefault());

    /// <summary>Up to a number of cohorts after an id, by id.</summary>
    public IReadOnlyList<(string Id, Cohort Cohort)> List(string project, string after, int count) => database.Run(s => s.Query(
        "SELECT id, content FROM cohorts WHERE project = @p AND id > @a ORDER BY id LIMIT @n",
        r => (r.GetString(0), Cohort.Parser.ParseFrom((byte[])r.GetValue(1))), ("@p", project), ("@a", after), ("@n", count)));

    /// <summary>Removes a cohort; a copy stays for analyses that have not ended.</summary>
    /// <returns>What it was, or null where it was gone already.</returns>
    public Cohort? Remove(string uid) => database.InTransaction(s =>
    {
        Cohort? old = s.Query("SELECT content FROM cohorts WHERE uid = @u", r => Cohort.Parser.ParseFrom((byte[])r.GetValue(0)), ("@u", uid)).SingleOrDefault();
        if (AnalysisInputs.Reader(s, uid) is not null) s.Execute("INSERT INTO kept_cohorts (uid, content) SELECT uid, content FROM cohorts WHERE uid = @u ON CONFLICT DO NOTHING", ("@u", uid));
        s.Execute("DELETE FROM cohort_datasets WHERE cohort = @u", ("@u", uid));
        s.Execute("DELETE FROM cohorts WHERE uid = @u", ("@u", uid));
        return old;
    });

    /// <summary>Whether a cohort refers to a dataset.</summary>
    public static bool Uses(DatabaseSession session, string datasetUid) =>
        session.Query("SELECT 1 FROM cohort_datasets WHERE dataset = @d", r => r.GetInt64(0), ("@d", datasetUid)).Count > 0;

    private static Cohort? Find(DatabaseSession session, string project, string id) => session.Query(
        "SELECT content FROM cohorts WHERE project = @p AND id = @i", r => Cohort.Parser.ParseFrom((byte[])r.GetValue(0)), ("@p", project), ("@i", id)).SingleOrDefault();

    private static byte[] Bytes(Cohort cohort) => Google.Protobuf.MessageExtensions.ToByteArray(cohort);
}
