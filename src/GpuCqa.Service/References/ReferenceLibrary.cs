using Google.Protobuf.WellKnownTypes;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.References;
using GpuCqa.Service.Naming;

namespace GpuCqa.Service.References;

/// <summary>Makes references of copied folders, and removes them.</summary>
public sealed class ReferenceLibrary(ReferenceStore store, ReferenceTable table, TimeProvider clock)
{
    /// <summary>Name of a reference that a caller chose the id of.</summary>
    /// <exception cref="InvalidParameterException">The id is none.</exception>
    public static string Name(string project, string id) => $"projects/{project}/references/{ResourceId.Checked("reference_id", id)}";

    /// <summary>Refuses a name that is taken.</summary>
    /// <exception cref="RefusedException">It is.</exception>
    public void RequireFree(string name)
    {
        string[] parts = name.Split('/');
        if (table.Find(parts[1], parts[3]) is not null) throw new RefusedException(ErrorReason.AlreadyExists, $"{name} exists already.");
    }

    /// <summary>Reads and checks a folder.</summary>
    /// <param name="folder">Where it lies on the server's disk, which is no concern of a caller.</param>
    /// <param name="shown">What the caller knows it as.</param>
    /// <param name="cancellation">Stops between files.</param>
    /// <returns>What it holds; the service's own fields are empty.</returns>
    /// <exception cref="BadDataException">It is no reference, or was changed; names the file.</exception>
    /// <exception cref="PreconditionException">It is of another version.</exception>
    public static async Task<FrozenReference> Read(string folder, string shown, CancellationToken cancellation)
    {
        try
        {
            return await Task.Run(
                () =>
                {
                    ReferenceRecord record = ReferenceFolder.Verify(folder, cancellation);
                    return ReferenceMessages.Of(record, ReferenceFolder.Inspect(folder).Lots.Select(l => l.Name));
                },
                cancellation);
        }
        catch (NotFoundException)
        {
            throw new BadDataException(shown, null, "is no reference: it has no reference.json");
        }
        catch (PreconditionException error)
        {
            throw new PreconditionException(error.Message.Replace(folder, shown, StringComparison.Ordinal), error);
        }
        catch (BadDataException error)
        {
            throw Shown(error, folder, shown);
        }
    }

    /// <summary>An error of a folder without its place on the server's disk.</summary>
    public static BadDataException Shown(BadDataException error, string folder, string shown)
    {
        string file = error.File == folder ? shown : $"{shown}/{Path.GetFileName(error.File)}", said = error.Message.StartsWith(error.File + ": ", StringComparison.Ordinal) ? error.Message[(error.File.Length + 2)..] : error.Message;
        return new BadDataException(file, null, said.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace(folder, shown, StringComparison.Ordinal));
    }

    /// <summary>Makes the reference of a whole copy; the one that holds then, which the same request may have made earlier.</summary>
    /// <param name="part">The copy.</param>
    /// <param name="asked">Name, display name and analysis.</param>
    /// <param name="upload">Upload that made it, or empty.</param>
    /// <param name="requestId">Request id, or empty.</param>
    /// <param name="requestSha256">Hash of the request.</param>
    /// <param name="cancellation">Stops before it is made.</param>
    /// <returns>The reference, and whether it is new.</returns>
    /// <exception cref="BadDataException">It is no reference.</exception>
    /// <exception cref="RefusedException">The name is taken, or the project may not store as much.</exception>
    public async Task<(FrozenReference Reference, bool Added)> Keep(ReferencePart part, FrozenReference asked, string upload, string requestId, string requestSha256, CancellationToken cancellation)
    {
        FrozenReference made = await Read(part.Folder, asked.Name.Split('/')[^1], cancellation);
        IReadOnlyList<ReferenceFile> files = part.Files;
        made.Name = asked.Name;
        made.DisplayName = asked.DisplayName;
        made.Analysis = asked.Analysis;
        made.Files.Add(files.Select(f => f.ToMessage()));
        made.SizeBytes = files.Sum(f => f.Content.Size);
        made.Etag = Guid.NewGuid().ToString("N");
        made.CreateTime = Timestamp.FromDateTimeOffset(clock.GetUtcNow());
        await store.Gate.WaitAsync(cancellation);
        try
        {
            store.Take(part, made.ReferenceSha256);
            FrozenReference held;
            try
            {
                held = table.Add(made, files, upload, requestId, requestSha256);
            }
            catch
            {
                store.Release(made.ReferenceSha256);
                throw;
            }

            bool added = held.Etag == made.Etag;
            if (!added) store.Release(made.ReferenceSha256);
            return (held, added);
        }
        finally
        {
            store.Gate.Release();
        }
    }

    /// <summary>Removes a reference, and its bytes where no other has them.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="removed">Called once the tables do not have it any more; what a failure leaves of its bytes, the next start removes.</param>
    /// <param name="cancellation">Stops before it is removed.</param>
    /// <exception cref="PreconditionException">An analysis that has not ended reads it.</exception>
    /// <exception cref="NotFoundException">It is gone already.</exception>
    public async Task Remove(FrozenReference reference, Action<FrozenReference> removed, CancellationToken cancellation)
    {
        await store.Gate.WaitAsync(cancellation);
        try
        {
            removed(table.Remove(reference.Etag) ?? throw new NotFoundException($"{reference.Name}: there is no such reference."));
            store.Release(reference.ReferenceSha256);
        }
        finally
        {
            store.Gate.Release();
        }
    }
}
