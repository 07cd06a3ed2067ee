using System.Runtime.CompilerServices;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Doors.Limits;
using GpuCqa.Service.Naming;
using GpuCqa.Service.Results;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.References;

/// <summary>Makes references of what discoveries found. The copy is the reference's own: the analysis may be deleted.</summary>
public sealed class ReferenceCreation(
    IAnalysisLookup analyses, ManifestTable manifests, ResultStore results, StateFolder folder, ReferenceLibrary library, ReferenceStore store, ReferenceTable table, Database database, ProjectQuota quota, DiskRoom disk)
{
    // Where a discovery writes its reference, within the result folder.
    private const string Prefix = "reference/";
    private const int Page = 1000;

    /// <summary>Creates it, or with validate_only says what it would be.</summary>
    /// <exception cref="PreconditionException">The analysis has not succeeded, or made no reference.</exception>
    /// <exception cref="RefusedException">The name is taken, the bytes do not fit, or the request id belongs to another request.</exception>
    public async Task<FrozenReference> Run(CreateReferenceRequest request, AuditNotes notes, CancellationToken cancellation)
    {
        string project = ResourceId.Parse("parent", request.Parent, "projects/{project}")[0], name = ReferenceLibrary.Name(project, request.ReferenceId);
        string hash = RequestId.Hash(request.RequestId, request);
        if (table.OfRequest(project, request.RequestId, hash) is { } earlier) return earlier;
        FrozenReference asked = new(request.Reference ?? throw new InvalidParameterException("reference is missing.")) { Name = name };
        ReferenceText.Check("reference.display_name", asked.DisplayName);
        string[] parts = ResourceId.Parse("reference.analysis", asked.Analysis, "projects/{project}/analyses/{analysis}");
        if (parts[0] != project) throw new InvalidParameterException($"{asked.Analysis} is of another project than the reference.");
        library.RequireFree(name);
        string uid = Finished(asked.Analysis);
        List<ResultManifest.File> files = Files(uid);
        if (files.Count == 0) throw new PreconditionException($"{asked.Analysis} has no reference: it is no discovery, or it ran on a service that made none. Run the discovery again.");
        long bytes = files.Sum(f => f.Content.Size);
        using DiskRoom.Promise room = disk.Begin();
        database.InTransaction(s =>
        {
            quota.Require(s, project, bytes);
            disk.Require(s, "no reference begins", bytes, room);
            return true;
        });
        try
        {
            if (request.ValidateOnly) return Described(asked, files, await ReferenceLibrary.Read(Path.Combine(new ResultPlaces(folder.Result(uid)).Files, Prefix.TrimEnd('/')), asked.Analysis, cancellation));
            using ReferencePart part = store.Begin();
            foreach (ResultManifest.File file in files)
            {
                using BlockReader reader = results.Open(uid, file, $"'{file.Path}' of {asked.Analysis}");
                await part.Add(file.Path[Prefix.Length..], Blocks(reader, cancellation), room.Store, cancellation);
            }

            (FrozenReference made, bool added) = await library.Keep(part, asked, "", request.RequestId, hash, cancellation);
            if (added) notes.New(made);
            return made;
        }
        catch (RefusedException error) when (error.Reason == ErrorReason.DataLoss && Place(asked.Analysis)?.Uid != uid)
        {
            throw new NotFoundException($"{asked.Analysis} was deleted.");
        }
    }

    private static FrozenReference Described(FrozenReference asked, List<ResultManifest.File> files, FrozenReference described)
    {
        (described.Name, described.DisplayName, described.Analysis) = (asked.Name, asked.DisplayName, asked.Analysis);
        described.Files.Add(files.Select(f => new FileContent { Path = f.Path[Prefix.Length..], SizeBytes = f.Content.Size, Sha256 = f.Content.Sha256 }));
        described.SizeBytes = files.Sum(f => f.Content.Size);
        return described;
    }

    private string Finished(string analysis)
    {
        AnalysisPlace found = Place(analysis) ?? throw new NotFoundException($"{analysis}: there is no such analysis.");
        return found.Succeeded ? found.Uid : throw new PreconditionException($"{analysis} is {found.State}; its reference is there when it is SUCCEEDED.");
    }

    private AnalysisPlace? Place(string analysis) => analysis.Split('/') is [_, var project, _, var id] ? analyses.Find(project, id) : null;

    private List<ResultManifest.File> Files(string uid)
    {
        var found = new List<ResultManifest.File>();
        // '0' follows '/'.
        for (string after = Prefix; ;)
        {
            IReadOnlyList<ResultManifest.File> page = manifests.Files(uid, after, Page);
            found.AddRange(page.TakeWhile(f => f.Path.StartsWith(Prefix, StringComparison.Ordinal)));
            if (page.Count < Page || !page[^1].Path.StartsWith(Prefix, StringComparison.Ordinal)) return found;
            after = page[^1].Path;
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Blocks(BlockReader reader, [EnumeratorCancellation] CancellationToken cancellation)
    {
        byte[] buffer = new byte[BlockListWriter.BlockBytes];
        for (int b = 0; b < reader.Blocks.Count; b++) yield return await reader.Read(b, buffer, cancellation);
    }
}
