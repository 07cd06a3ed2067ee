namespace GpuCqa.Service.Doors.Access;

/// <summary>The one table of who may call what. A method that is not in it answers nobody.</summary>
internal static class MethodTable
{
    /// <summary>Field of requests that name an upload by its key.</summary>
    public const string UploadField = "upload_id";

    private const string V1 = "/gpucqa.v1.", Operations = "/google.longrunning.Operations/";

    private static readonly MethodRule Open = new(Need.Nothing, Role.None, "", Trace.Refusals);
    private static readonly MethodRule Known = new(Need.Identity, Role.None, "", Trace.Refusals);
    private static readonly MethodRule Anywhere = new(Need.Somewhere, Role.Reader, "", Trace.Refusals);

    private static readonly Dictionary<string, MethodRule> Rules = new(StringComparer.Ordinal)
    {
        ["/grpc.health.v1.Health/Check"] = Open,
        ["/grpc.health.v1.Health/Watch"] = Open,
        ["/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"] = Known,
        ["/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"] = Known,

        [V1 + "DeviceService/GetDevice"] = Anywhere,
        [V1 + "DeviceService/ListDevices"] = Anywhere,
        [V1 + "AssociationService/AssociateFractions"] = Anywhere,

        [V1 + "DatasetService/GetDataset"] = Look("name"),
        [V1 + "DatasetService/ListDatasets"] = Look("parent"),
        [V1 + "DatasetService/ImportDataset"] = Change("parent"),
        [V1 + "DatasetService/StartDatasetUpload"] = Change("parent"),
        [V1 + "DatasetService/WriteDatasetUpload"] = Change(UploadField),
        [V1 + "DatasetService/FinishDatasetUpload"] = Change(UploadField),
        [V1 + "DatasetService/CancelDatasetUpload"] = Change(UploadField),
        // The id of an upload is the key that may write to it.
        [V1 + "DatasetService/GetDatasetUpload"] = new(Need.Project, Role.Analyst, UploadField, Trace.Refusals),
        // What was measured is not for those to remove who draw conclusions from it.
        [V1 + "DatasetService/DeleteDataset"] = Change("name", Role.Admin),

        [V1 + "CohortService/GetCohort"] = Look("name"),
        [V1 + "CohortService/ListCohorts"] = Look("parent"),
        [V1 + "CohortService/CreateCohort"] = Change("parent"),
        [V1 + "CohortService/DeleteCohort"] = Change("name"),

        [V1 + "ReferenceService/GetReference"] = Look("name"),
        [V1 + "ReferenceService/ListReferences"] = Look("parent"),
        [V1 + "ReferenceService/GetReferenceGenes"] = Look("name"),
        [V1 + "ReferenceService/ReadReferenceFile"] = Look("name", Trace.Reading),
        [V1 + "ReferenceService/LabelCells"] = Look("name"),
        [V1 + "ReferenceService/CreateReference"] = Change("parent"),
        [V1 + "ReferenceService/StartReferenceUpload"] = Change("parent"),
        [V1 + "ReferenceService/FinishReferenceUpload"] = Change(UploadField),
        // A claim that was fixed before anyone looked is not for those to remove who test it.
        [V1 + "ReferenceService/DeleteReference"] = Change("name", Role.Admin),

        [V1 + "AnalysisService/GetAnalysis"] = Look("name"),
        [V1 + "AnalysisService/ListAnalyses"] = Look("parent"),
        [V1 + "AnalysisService/WatchAnalysis"] = Look("name"),
        [V1 + "AnalysisService/CreateAnalysis"] = Change("parent"),
        [V1 + "AnalysisService/CancelAnalysis"] = Change("name"),
        [V1 + "AnalysisService/DeleteAnalysis"] = Change("name"),

        [V1 + "ResultService/ListResults"] = Look("parent"),
        [V1 + "ResultService/ListResultFiles"] = Look("parent"),
        [V1 + "ResultService/ReadResult"] = Look("name", Trace.Reading),
        [V1 + "ResultService/ReadResultFile"] = Look("parent", Trace.Reading),

        [Operations + "ListOperations"] = Look("name"),
        [Operations + "GetOperation"] = Look("name"),
        [Operations + "WaitOperation"] = Look("name"),
        [Operations + "CancelOperation"] = Change("name"),
        [Operations + "DeleteOperation"] = Change("name"),
    };

    /// <summary>All methods, as /package.Service/Method.</summary>
    public static IReadOnlyCollection<string> Methods => Rules.Keys;

    /// <summary>The rule of a method, or null.</summary>
    public static MethodRule? Find(string? method) => method is null ? null : Rules.GetValueOrDefault(method);

    private static MethodRule Look(string field, Trace trace = Trace.Refusals) => new(Need.Project, Role.Reader, field, trace);

    private static MethodRule Change(string field, Role role = Role.Analyst) => new(Need.Project, role, field, Trace.Change);
}

/// <summary>Who may call a method, how the project is found, and what the audit log keeps of it.</summary>
/// <param name="Need">Whom it answers.</param>
/// <param name="Role">The role that it takes.</param>
/// <param name="Field">Field of the (first) request that names the project, a resource in it, or an upload.</param>
/// <param name="Trace">What the audit log keeps.</param>
internal sealed record MethodRule(Need Need, Role Role, string Field, Trace Trace);

/// <summary>Whom a method answers.</summary>
internal enum Need
{
    /// <summary>Anyone, without a credential.</summary>
    Nothing,

    /// <summary>Any caller that proved who it is.</summary>
    Identity,

    /// <summary>Callers with the role in some project; the method touches none.</summary>
    Somewhere,

    /// <summary>Callers with the role in the project that the request names.</summary>
    Project,
}

/// <summary>What the audit log keeps of the calls of a method.</summary>
internal enum Trace
{
    /// <summary>Refusals only.</summary>
    Refusals,

    /// <summary>Each call: it hands out data.</summary>
    Reading,

    /// <summary>Each call: it changes something.</summary>
    Change,
}
