using System.Data.Common;
using Google.Protobuf;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Errors;
using GpuCqa.Service.Naming;
using GpuCqa.Service.Results;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Analyses;

/// <summary>Analyses in the database.</summary>
public sealed class AnalysisTable(Database database) : IAnalysisLookup
{
    private const string Columns = "project, id, uid, ordinal, crashes, content, trace";

    /// <summary>What a request of an id made, or null when the id is free.</summary>
    /// <exception cref="InvalidParameterException">The id was used for another request.</exception>
    /// <exception cref="NotFoundException">What it made was deleted since.</exception>
    public AnalysisRecord? OfRequest(string project, string requestId, string requestSha256) => requestId.Length == 0 ? null : database.Run(s =>
    {
        (string Sha256, string Resource)? earlier = s.Query("SELECT sha256, resource FROM requests WHERE project = @p AND id = @i", r => ((string, string)?)(r.GetString(0), r.GetString(1)), ("@p", project), ("@i", requestId)).SingleOrDefault();
        return earlier is not { } found ? null : Earlier(s, project, requestId, requestSha256, found.Sha256, found.Resource);
    });

    /// <summary>Adds an analysis that waits, under a request id if it has one; the analysis that holds then, and whether it is the new one.</summary>
    /// <exception cref="RefusedException">The name is taken, or too many of the project wait already.</exception>
    /// <exception cref="PreconditionException">An input was deleted meanwhile.</exception>
    public (AnalysisRecord Record, bool Added) Add(AnalysisRecord record, IReadOnlyList<string> inputs, string requestId, string requestSha256, int mostQueued) => database.InTransaction(s =>
    {
        if (requestId.Length > 0 && RequestId.Taken(s, record.Project, requestId, requestSha256, record.Content.Name) is { } earlier)
            return (Earlier(s, record.Project, requestId, requestSha256, earlier.Sha256, earlier.Resource), false);
        if (Find(s, record.Project, record.Id) is not null) throw new RefusedException(ErrorReason.AlreadyExists, $"{record.Content.Name} exists already.");
        long queued = s.Query("SELECT COUNT(*) FROM analyses WHERE project = @p AND state = @s", r => r.GetInt64(0), ("@p", record.Project), ("@s", (int)AnalysisState.Queued)).Single();
        if (queued >= mostQueued) throw ServiceLimit.QueuedAnalyses.Refusal($"projects/{record.Project}", $"{queued} analyses of projects/{record.Project} wait already, which is the most that may; try again when some have run.", TimeSpan.FromSeconds(30));
        long ordinal = 1 + s.Query("SELECT COALESCE(MAX(ordinal), 0) FROM analyses", r => r.GetInt64(0)).Single();
        AnalysisRecord added = record with { Ordinal = ordinal };
        s.Execute(
            "INSERT INTO analyses (project, id, uid, ordinal, operation, state, crashes, content, trace) VALUES (@p, @i, @u, @n, @o, @s, 0, @c, @t)",
            ("@p", added.Project), ("@i", added.Id), ("@u", added.Uid), ("@n", ordinal), ("@o", added.Operation), ("@s", (int)added.Content.State), ("@c", added.Content.ToByteArray()), ("@t", added.Trace ?? ""));
        if (!AnalysisInputs.Add(s, added.Uid, inputs)) throw new PreconditionException("A cohort, dataset or reference of the analysis was deleted while it was created.");
        return (added, true);
    });

    /// <summary>Whether the tables are another service's now.</summary>
    public bool IsTakenOver => database.Dialect.State == DatabaseState.TakenOver;

    /// <summary>Writes a change of state; one that has ended stays as it is.</summary>
    public void Update(string uid, AnalysisMessage content, int crashes) => database.InTransaction(s => Ended(s, uid) is null ? Write(s, uid, content, crashes) : 0);

    /// <summary>Writes the end of an analysis, together with whatever else must hold then; the end that holds, which is an earlier one if the answer to that was lost.</summary>
    public AnalysisMessage End(string uid, AnalysisMessage content, int crashes, Action<DatabaseSession> also) => database.InTransaction(s =>
    {
        if (Ended(s, uid) is { } earlier) return earlier;
        also(s);
        AnalysisInputs.Release(s, uid);
        Write(s, uid, content, crashes);
        return content;
    });

    /// <summary>The datasets that an analysis reads which has not ended: uid and name.</summary>
    public IReadOnlyList<(string Uid, string Name)> Datasets(string uid) => database.Run(s => AnalysisInputs.Datasets(s, uid));

    /// <summary>An analysis, or null.</summary>
    public AnalysisRecord? Find(string project, string id) => database.Run(s => Find(s, project, id));

    /// <inheritdoc/>
    AnalysisPlace? IAnalysisLookup.Find(string project, string analysis) =>
        Find(project, analysis) is { } found ? new AnalysisPlace(found.Uid, found.Content.State.ToString().ToUpperInvariant(), found.Content.State == AnalysisState.Succeeded) : null;

    /// <summary>The analysis of an operation, or null.</summary>
    public AnalysisRecord? OfOperation(string project, string operation) => database.Run(s => s.Query(
        $"SELECT {Columns} FROM analyses WHERE project = @p AND operation = @o", Row, ("@p", project), ("@o", operation)).SingleOrDefault());

    /// <summary>Up to a number of analyses of a project older than one, newest first.</summary>
    /// <param name="project">Project.</param>
    /// <param name="before">Ordinal of the one; long.MaxValue for the newest.</param>
    /// <param name="count">Number.</param>
    /// <param name="operations">Only those whose operation was not deleted.</param>
    public IReadOnlyList<AnalysisRecord> List(string project, long before, int count, bool operations = false) => database.Run(s => s.Query(
        $"SELECT {Columns} FROM analyses WHERE project = @p AND ordinal < @b{(operations ? " AND operation <> ''" : "")} ORDER BY ordinal DESC LIMIT @n",
        Row, ("@p", project), ("@b", before), ("@n", count)));

    /// <summary>Up to a number of analyses of all projects after an ordinal, oldest first.</summary>
    public IReadOnlyList<AnalysisRecord> Oldest(long after, int count) => database.Run(s => s.Query(
        $"SELECT {Columns} FROM analyses WHERE ordinal > @a ORDER BY ordinal LIMIT @n", Row, ("@a", after), ("@n", count)));

    /// <summary>All that have not ended, oldest first.</summary>
    public IReadOnlyList<AnalysisRecord> Unfinished() => database.Run(s => s.Query(
        $"SELECT {Columns} FROM analyses WHERE state IN (@q, @r, @c) ORDER BY ordinal",
        Row, ("@q", (int)AnalysisState.Queued), ("@r", (int)AnalysisState.Running), ("@c", (int)AnalysisState.Cancelling)));

    /// <summary>Forgets the operation; the analysis stays. False if it was forgotten before.</summary>
    public bool RemoveOperation(string uid) => database.InTransaction(s => s.Execute("UPDATE analyses SET operation = '' WHERE uid = @u AND operation <> ''", ("@u", uid)) > 0);

    /// <summary>Removes an analysis that has ended, together with whatever else must go.</summary>
    /// <returns>What it was, or null where it was gone already.</returns>
    public AnalysisMessage? Remove(string uid, Action<DatabaseSession> also) => database.InTransaction(s =>
    {
        AnalysisRecord? old = s.Query($"SELECT {Columns} FROM analyses WHERE uid = @u", Row, ("@u", uid)).SingleOrDefault();
        also(s);
        s.Execute("DELETE FROM analyses WHERE uid = @u", ("@u", uid));
        return old?.Content;
    });

    private static int Write(DatabaseSession session, string uid, AnalysisMessage content, int crashes) => session.Execute(
        "UPDATE analyses SET state = @s, crashes = @n, content = @c WHERE uid = @u", ("@s", (int)content.State), ("@n", crashes), ("@c", content.ToByteArray()), ("@u", uid));

    private static AnalysisMessage? Ended(DatabaseSession session, string uid) => session.Query(
        "SELECT content FROM analyses WHERE uid = @u AND state IN (@s, @f, @c)", r => AnalysisMessage.Parser.ParseFrom((byte[])r.GetValue(0)),
        ("@u", uid), ("@s", (int)AnalysisState.Succeeded), ("@f", (int)AnalysisState.Failed), ("@c", (int)AnalysisState.Cancelled)).SingleOrDefault();

    private static AnalysisRecord Earlier(DatabaseSession session, string project, string requestId, string requestSha256, string sha256, string resource)
    {
        RequestId.SameOrRefuse(requestId, requestSha256, sha256);
        return Find(session, project, resource[(resource.LastIndexOf('/') + 1)..]) ?? throw new NotFoundException($"{resource} was made by this request and deleted since.");
    }

    private static AnalysisRecord? Find(DatabaseSession session, string project, string id) =>
        session.Query($"SELECT {Columns} FROM analyses WHERE project = @p AND id = @i", Row, ("@p", project), ("@i", id)).SingleOrDefault();

    private static AnalysisRecord Row(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), (int)row.GetInt64(4), AnalysisMessage.Parser.ParseFrom((byte[])row.GetValue(5))) { Trace = row.GetString(6) is { Length: > 0 } trace ? trace : null };
}
