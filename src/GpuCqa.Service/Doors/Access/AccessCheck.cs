using System.Text.RegularExpressions;
using Google.Protobuf;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Datasets;
using GpuCqa.Service.References;
using GpuCqa.Service.Uploads;

namespace GpuCqa.Service.Doors.Access;

/// <summary>Decides whether a caller may do what a request asks, before anything is looked up in the project: an answer never tells whether a thing of another project exists.</summary>
internal sealed partial class AccessCheck(UploadTable uploads, DatasetTable datasets, ReferenceTable references)
{
    /// <summary>Lets a request through, or throws.</summary>
    /// <returns>What it is about: the project with the role that the caller has in it, and the resource.</returns>
    /// <exception cref="RefusedException">The caller has not the role.</exception>
    /// <exception cref="NotFoundException">There is no such upload in a project of the caller.</exception>
    /// <exception cref="InvalidParameterException">The request names no project.</exception>
    public Admission Require(Caller caller, MethodRule rule, IMessage request)
    {
        if (rule.Need == Need.Nothing) return new Admission("", "", Role.None);
        if (caller.Proof == Proof.None) throw Unauthenticated();
        if (rule.Need == Need.Identity) return new Admission("", "", caller.Grants.Highest);
        if (caller.Grants.Highest < rule.Role) throw new RefusedException(ErrorReason.PermissionDenied, $"This caller may not do this anywhere: it takes the role {Grants.Word(rule.Role)}.");
        if (rule.Need == Need.Somewhere) return new Admission("", "", caller.Grants.Highest);

        string named = Named(rule, request);
        bool upload = rule.Field == MethodTable.UploadField;
        string? project = upload ? OfUpload(named) : OfName(named);
        if (upload && (project is null || caller.Grants.In(project) == Role.None))
        {
            // Who may do all gets the handler's own answer.
            if (caller.Grants.Everywhere >= rule.Role) return new Admission("", "", caller.Grants.Everywhere);
            throw new NotFoundException(UploadCalls.NoSuchUpload);
        }

        if (project is null && caller.Grants.Everywhere < rule.Role) throw new InvalidParameterException($"{rule.Field} names no project; expected projects/{{project}}, or a name in it.");
        Role role = project is null ? caller.Grants.Everywhere : caller.Grants.In(project);
        if (role < rule.Role) throw Denied(project!, rule.Role);
        foreach (string other in ResourceReferences.In(request).Select(OfName).OfType<string>().Where(o => o != project).Distinct(StringComparer.Ordinal))
        {
            if (caller.Grants.In(other) < Role.Reader) throw Denied(other, Role.Reader);
        }

        return new Admission(project ?? "", Resource(rule, request), role);
    }

    /// <summary>What a caller is told that proved nothing.</summary>
    public static RefusedException Unauthenticated() =>
        new(ErrorReason.Unauthenticated, "Who calls is not known. Give an API key or a token in 'authorization: Bearer ...', or come with a client certificate, whichever this service takes.");

    // In the same words whether or not the project exists.
    private static RefusedException Denied(string project, Role role) => new(ErrorReason.PermissionDenied, $"This caller may not do this in projects/{project}: it takes the role {Grants.Word(role)} there.");

    private static string? OfName(string name) => Project().Match(name) is { Success: true } found ? found.Groups[1].Value : null;

    /// <summary>What a request is about, as the audit log names it.</summary>
    public static string Resource(MethodRule rule, IMessage request)
    {
        if (rule.Need != Need.Project) return "";
        string named = Named(rule, request);
        // The key of an upload lets its holder write: the log shows that it is the same one, not what it is.
        if (rule.Field == MethodTable.UploadField) return "upload:" + UploadRecord.Mark(named);
        foreach ((string field, string collection) in new[] { ("dataset_id", "datasets"), ("cohort_id", "cohorts"), ("reference_id", "references"), ("analysis_id", "analyses") })
        {
            if (request.Descriptor.FindFieldByName(field) is { } id) return $"{named}/{collection}/{id.Accessor.GetValue(request)}";
        }

        return named;
    }

    private static string Named(MethodRule rule, IMessage request) => (string)request.Descriptor.FindFieldByName(rule.Field).Accessor.GetValue(request);

    private string? OfUpload(string id) => id.Length == 32 ? uploads.Find(id)?.Project ?? datasets.OfUpload(id)?.Project ?? references.OfUpload(id)?.Name.Split('/')[1] : null;

    [GeneratedRegex(@"\Aprojects/([a-z][a-z0-9-]{0,62})(?:/|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex Project();
}
