using System.Data.Common;
using Google.Protobuf;
using GpuCqa.Api.V1;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Results;

/// <summary>Manifests of finished analyses in the database.</summary>
public sealed class ManifestTable(Database database)
{
    private const string TableColumns = "name, schema, size, sha256, blocks_sha256", FileColumns = "path, size, sha256, blocks_sha256";

    /// <summary>Records what an analysis made, within the transaction that ends it.</summary>
    public static void Add(DatabaseSession session, string uid, ResultManifest manifest)
    {
        session.Execute("INSERT INTO manifests (analysis) VALUES (@a)", ("@a", uid));
        foreach (ResultManifest.Table table in manifest.Tables)
        {
            session.Execute(
                $"INSERT INTO result_tables (analysis, {TableColumns}) VALUES (@a, @n, @c, @s, @h, @b)",
                ("@a", uid), ("@n", table.Name), ("@c", table.Schema.ToByteArray()), ("@s", table.Content.Size), ("@h", table.Content.Sha256), ("@b", table.Content.BlocksSha256));
        }

        foreach (ResultManifest.File file in manifest.Files)
        {
            session.Execute(
                $"INSERT INTO result_files (analysis, {FileColumns}) VALUES (@a, @p, @s, @h, @b)",
                ("@a", uid), ("@p", file.Path), ("@s", file.Content.Size), ("@h", file.Content.Sha256), ("@b", file.Content.BlocksSha256));
        }
    }

    /// <summary>Forgets what an analysis made, within the transaction that deletes it; then <see cref="ResultStore.Remove"/> frees the bytes.</summary>
    public static void Remove(DatabaseSession session, string uid)
    {
        foreach (string table in new[] { "manifests", "result_tables", "result_files" }) session.Execute($"DELETE FROM {table} WHERE analysis = @a", ("@a", uid));
    }

    /// <summary>Analyses that have a manifest.</summary>
    public IReadOnlyList<string> Analyses() => database.Run(s => s.Query("SELECT analysis FROM manifests", r => r.GetString(0)));

    /// <summary>A table, or null.</summary>
    public ResultManifest.Table? Table(string uid, string name) =>
        database.Run(s => s.Query($"SELECT {TableColumns} FROM result_tables WHERE analysis = @a AND name = @n", TableOf, ("@a", uid), ("@n", name)).SingleOrDefault());

    /// <summary>Up to a number of tables after a name, by name.</summary>
    public IReadOnlyList<ResultManifest.Table> Tables(string uid, string after, int count) => database.Run(s => s.Query(
        $"SELECT {TableColumns} FROM result_tables WHERE analysis = @a AND name > @n ORDER BY name LIMIT @c", TableOf, ("@a", uid), ("@n", after), ("@c", count)));

    /// <summary>A file, or null.</summary>
    public ResultManifest.File? File(string uid, string path) =>
        database.Run(s => s.Query($"SELECT {FileColumns} FROM result_files WHERE analysis = @a AND path = @p", FileOf, ("@a", uid), ("@p", path)).SingleOrDefault());

    /// <summary>Up to a number of files after a path, by path.</summary>
    public IReadOnlyList<ResultManifest.File> Files(string uid, string after, int count) => database.Run(s => s.Query(
        $"SELECT {FileColumns} FROM result_files WHERE analysis = @a AND path > @p ORDER BY path LIMIT @c", FileOf, ("@a", uid), ("@p", after), ("@c", count)));

    private static ResultManifest.Table TableOf(DbDataReader row) => new(row.GetString(0), TableSchema.Parser.ParseFrom((byte[])row.GetValue(1)), new StoredContent(row.GetInt64(2), row.GetString(3), row.GetString(4)));

    private static ResultManifest.File FileOf(DbDataReader row) => new(row.GetString(0), new StoredContent(row.GetInt64(1), row.GetString(2), row.GetString(3)));
}
