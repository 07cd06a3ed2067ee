using System.Data.Common;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Analyses;
using GpuCqa.Service.Cohorts;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Datasets;

/// <summary>Datasets in the database.</summary>
public sealed class DatasetTable(Database database)
{
    private const string Columns = "project, id, uid, display_name, format, upload, created, notes";

    /// <summary>A dataset, or null.</summary>
    public DatasetRecord? Find(string project, string id) =>
        database.Run(s => s.Query($"SELECT {Columns} FROM datasets WHERE project = @p AND id = @i", r => Row(s, r), ("@p", project), ("@i", id)).SingleOrDefault());

    /// <summary>The dataset of an identity, or null.</summary>
    public DatasetRecord? OfUid(string uid) => database.Run(s => s.Query($"SELECT {Columns} FROM datasets WHERE uid = @u", r => Row(s, r), ("@u", uid)).SingleOrDefault());

    /// <summary>Up to a number of datasets after an id, by id.</summary>
    public IReadOnlyList<DatasetRecord> List(string project, string after, int count) => database.Run(s => s.Query(
        $"SELECT {Columns} FROM datasets WHERE project = @p AND id > @a ORDER BY id LIMIT @n", r => Row(s, r), ("@p", project), ("@a", after), ("@n", count)));

    /// <summary>Adds a dataset and ends the upload that made it, in one transaction; false if the name is taken.</summary>
    public bool Add(DatasetRecord dataset) => database.InTransaction(s =>
    {
        int added = s.Execute(
            "INSERT INTO datasets (project, id, uid, display_name, format, sha256, size, upload, created, notes) VALUES (@p, @i, @u, @n, @f, @h, @s, @up, @c, @no) ON CONFLICT DO NOTHING",
            ("@p", dataset.Project), ("@i", dataset.Id), ("@u", dataset.Uid), ("@n", dataset.DisplayName), ("@f", dataset.Format), ("@h", dataset.Sha256), ("@s", dataset.Size), ("@up", dataset.Upload), ("@c", dataset.Created.ToUnixTimeMilliseconds()), ("@no", string.Join('\n', dataset.Notes)));
        if (added == 0) return false;
        for (int i = 0; i < dataset.Files.Count; i++)
        {
            StoredFile file = dataset.Files[i];
            s.Execute("INSERT INTO dataset_files (uid, ordinal, path, size, sha256) VALUES (@u, @o, @p, @s, @h)", ("@u", dataset.Uid), ("@o", i), ("@p", file.Path), ("@s", file.Size), ("@h", file.Sha256));
        }

        s.Execute("DELETE FROM upload_files WHERE upload = @u", ("@u", dataset.Upload));
        s.Execute("DELETE FROM uploads WHERE id = @u", ("@u", dataset.Upload));
        return true;
    });

    /// <summary>The dataset that an upload became, or null.</summary>
    public DatasetRecord? OfUpload(string upload) =>
        database.Run(s => s.Query($"SELECT {Columns} FROM datasets WHERE upload = @u", r => Row(s, r), ("@u", upload)).SingleOrDefault());

    /// <summary>Removes a dataset; the blobs that nothing refers to any more.</summary>
    /// <exception cref="PreconditionException">A cohort refers to it, or an analysis that has not ended reads it.</exception>
    /// <exception cref="NotFoundException">It is gone already; a later one of the same name is another.</exception>
    public IReadOnlyList<string> Remove(DatasetRecord dataset) => database.InTransaction(s =>
    {
        if (CohortTable.Uses(s, dataset.Uid)) throw new PreconditionException($"{dataset.Name} is in use: a cohort refers to it; delete the cohort first.");
        if (AnalysisInputs.Reader(s, dataset.Uid) is { } analysis) throw new PreconditionException($"{dataset.Name} is in use: {analysis} reads it and has not ended; wait for it or cancel it first.");
        s.Execute("DELETE FROM dataset_files WHERE uid = @u", ("@u", dataset.Uid));
        if (s.Execute("DELETE FROM datasets WHERE uid = @u", ("@u", dataset.Uid)) == 0) throw new NotFoundException($"{dataset.Name}: there is no such dataset.");
        return dataset.Files.Select(f => f.Sha256).Distinct(StringComparer.Ordinal).Where(h => !IsReferred(s, h)).ToArray();
    });

    /// <summary>Whether a dataset or an upload refers to a blob.</summary>
    public bool IsReferred(string sha256) => database.Run(s => IsReferred(s, sha256));

    /// <summary>All datasets of all projects.</summary>
    public IReadOnlyList<DatasetRecord> All() => database.Run<IReadOnlyList<DatasetRecord>>(s =>
    {
        // Two questions, however many there are.
        ILookup<string, StoredFile> files = s.Query("SELECT uid, path, size, sha256 FROM dataset_files ORDER BY uid, ordinal", r => (Uid: r.GetString(0), File: new StoredFile(r.GetString(1), r.GetInt64(2), r.GetString(3))))
            .ToLookup(f => f.Uid, f => f.File, StringComparer.Ordinal);
        return s.Query($"SELECT {Columns} FROM datasets", r => Row(r, [.. files[r.GetString(2)]]));
    });

    private static bool IsReferred(DatabaseSession session, string sha256) =>
        session.Query("SELECT 1 FROM dataset_files WHERE sha256 = @h UNION ALL SELECT 1 FROM upload_files WHERE sha256 = @h", r => r.GetInt64(0), ("@h", sha256)).Count > 0;

    private static DatasetRecord Row(DatabaseSession session, DbDataReader row) =>
        Row(row, session.Query("SELECT path, size, sha256 FROM dataset_files WHERE uid = @u ORDER BY ordinal", r => new StoredFile(r.GetString(0), r.GetInt64(1), r.GetString(2)), ("@u", row.GetString(2))));

    private static DatasetRecord Row(DbDataReader row, IReadOnlyList<StoredFile> files) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)), files)
    {
        Notes = row.GetString(7).Split('\n', StringSplitOptions.RemoveEmptyEntries),
    };
}
