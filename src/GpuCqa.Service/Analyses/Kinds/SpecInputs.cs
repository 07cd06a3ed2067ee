using System.Security.Cryptography;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Planning;
using GpuCqa.Api.V1;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats;
using GpuCqa.Formats.Readouts;
using GpuCqa.Formats.States;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Reporting.Records;
using GpuCqa.Service.Cohorts;
using GpuCqa.Service.Datasets;
using GpuCqa.Service.Naming;
using Cohort = GpuCqa.Core.Cohorts.Cohort;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Datasets and cohorts that specifications name, as the engine reads them.</summary>
public sealed class SpecInputs(DatasetTable datasets, CohortTable cohorts, DatasetLibrary library)
{
    // What a lot of a cohort has beside its name, its dataset and further values.
    private static readonly (string Column, Func<CohortLot, string> Value)[] Fields = [("role", l => l.Role), ("donor", l => l.Donor), ("tissue", l => l.Tissue), ("batch", l => l.Batch), ("process", l => l.Process)];

    /// <summary>The dataset of a name, which must be of the analysis' project.</summary>
    /// <param name="field">Field of the specification, for messages.</param>
    /// <param name="project">Project of the analysis.</param>
    /// <param name="name">Resource name.</param>
    /// <exception cref="InvalidParameterException">The name is none, or of another project.</exception>
    /// <exception cref="NotFoundException">There is no such dataset.</exception>
    public DatasetRecord Dataset(string field, string project, string name) =>
        datasets.Find(project, Own(field, project, name, "datasets/{dataset}")) ?? throw new NotFoundException($"{name}: there is no such dataset.");

    /// <summary>Opens a dataset; headers are read.</summary>
    public CellSource Open(DatasetRecord dataset, ReadOptions? read, Action<string>? note = null) => CellFiles.Open(library.PathOf(dataset), Options(read) with { Note = note });

    /// <summary>How files of cells are read.</summary>
    public static CellFileOptions Options(ReadOptions? read) => new() { Genome = Optional(read?.Genome), Layer = Optional(read?.Layer), UseRaw = read?.UseRaw ?? false, IdColumn = Optional(read?.CellColumn) };

    /// <summary>How large a dataset is; read through where its header does not say.</summary>
    public CohortSize Size(DatasetRecord dataset, ReadOptions? read, CancellationToken cancellation)
    {
        CellSource source = Open(dataset, read);
        var lot = new LotInput(new Lot(dataset.Id, null, Lot.TrainRole, null, null, null, null, new Dictionary<string, string>()), []);
        return HeaderSizes.Of(new CohortInput([lot], [new CellInput(source, 0)]), cancellation);
    }

    /// <summary>The files of a dataset, with the hashes that they must have.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="label">First part of the files' labels in the provenance; null takes the dataset's id.</param>
    public IEnumerable<InputFile> Files(DatasetRecord dataset, string? label = null) =>
        dataset.Files.Select(f => new InputFile($"{label ?? dataset.Id}/{f.Path}", library.PathOf(dataset, f), $"{dataset.Name}/{f.Path}") { Sha256 = f.Sha256 });

    /// <summary>The etag of the cohort of a name as it is now, by which it is found again however it changes while the analysis waits.</summary>
    /// <param name="field">Field of the specification that names it; the one that holds the etag is called the same and _etag.</param>
    /// <param name="project">Project of the analysis.</param>
    /// <param name="name">Resource name.</param>
    /// <param name="wanted">The etag that the caller knows, or empty.</param>
    /// <exception cref="InvalidParameterException">The name is none, or of another project.</exception>
    /// <exception cref="NotFoundException">There is no such cohort.</exception>
    /// <exception cref="RefusedException">The cohort is not the one that the caller knows.</exception>
    public string Etag(string field, string project, string name, string wanted)
    {
        string etag = (cohorts.Find(project, Own(field, project, name, "cohorts/{cohort}")) ?? throw new NotFoundException($"{name}: there is no such cohort.")).Etag;
        return wanted.Length == 0 || wanted == etag ? etag : throw new RefusedException(ErrorReason.Aborted, $"{name} is another one than {field}_etag says; read it again.");
    }

    /// <summary>The cohort of an etag, as a sheet would give it.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="etag">What <see cref="Etag"/> said.</param>
    /// <param name="readouts">Columns that must be numbers.</param>
    /// <param name="field">Field that names them.</param>
    /// <exception cref="NotFoundException">It is gone, or one of its datasets is.</exception>
    /// <exception cref="InvalidParameterException">It names no dataset, or a readout is no number; names lot and column.</exception>
    public SpecCohort Cohort(string name, string etag, IReadOnlyList<string> readouts, string field)
    {
        Api.V1.Cohort cohort = OfEtag(name, etag);
        if (cohort.Lots.All(l => l.Dataset.Length == 0)) throw new InvalidParameterException($"{name} is lots alone; a cohort is needed whose lots name datasets of cells.");
        Dictionary<string, DatasetRecord> named = cohort.Lots.Select(l => l.Dataset).Where(d => d.Length > 0).Distinct(StringComparer.Ordinal).ToDictionary(d => d, Named, StringComparer.Ordinal);
        Cohort sheet = Sheet(cohort, named);
        CheckReadouts(sheet, readouts, field);
        return new SpecCohort(cohort, named, sheet);
    }

    /// <summary>The lots of the cohort of an etag, as a sheet of lots would give them: no cell is needed, and values may be words.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="etag">What <see cref="Etag"/> said.</param>
    /// <param name="readouts">Columns as they are asked for: what a cohort has a field of is called so in any case.</param>
    /// <exception cref="NotFoundException">It is gone.</exception>
    public (Api.V1.Cohort Message, LotTable Lots) Lots(string name, string etag, IReadOnlyList<string> readouts)
    {
        Api.V1.Cohort cohort = OfEtag(name, etag);
        (string Column, Func<CohortLot, string> Value)[] columns =
        [
            ("lot", l => l.Lot),
            .. Fields.Where(f => cohort.Lots.Any(l => f.Value(l).Length > 0)).Select(f => (readouts.FirstOrDefault(r => r.Equals(f.Column, StringComparison.OrdinalIgnoreCase)) ?? f.Column, f.Value)),
            .. cohort.Lots.SelectMany(l => l.Values.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(c => (c, (Func<CohortLot, string>)(l => l.Values.GetValueOrDefault(c, "")))),
        ];
        return (cohort, LotTable.Of(TextTable.Of(name, [.. columns.Select(c => c.Column)], cohort.Lots.Select(l => columns.Select(c => c.Value(l)).ToArray())), "lot"));
    }

    /// <summary>A cohort as an input of a result: the sheet that it was read from, where a client says so, as the command line would record it.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="sheetLabel">What the command line calls the sheet.</param>
    /// <param name="label">What a cohort is called that came from no sheet.</param>
    public static InputRecord Record(Api.V1.Cohort cohort, string sheetLabel, string label)
    {
        if (cohort.Sheet is { } sheet) return new InputRecord(sheetLabel, $"{cohort.Name}/{sheet.Path}", sheet.SizeBytes, sheet.Sha256);
        byte[] bytes = Google.Protobuf.MessageExtensions.ToByteArray(cohort);
        return new InputRecord(label, cohort.Name, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    /// <summary>Path of a dataset of one file, or of the folder of several.</summary>
    public string PathOf(DatasetRecord dataset) => library.PathOf(dataset);

    /// <summary>Last segment of a name, which must be of the analysis' project.</summary>
    /// <param name="field">Field of the specification, for messages.</param>
    /// <param name="project">Project of the analysis.</param>
    /// <param name="name">Resource name.</param>
    /// <param name="collection">For example cohorts/{cohort}.</param>
    /// <exception cref="InvalidParameterException">The name is none, or of another project.</exception>
    public static string Own(string field, string project, string name, string collection)
    {
        string[] parts = ResourceId.Parse(field, name, "projects/{project}/" + collection);
        return parts[0] == project ? parts[1] : throw new InvalidParameterException($"{field} {name} is of another project than the analysis.");
    }

    /// <summary>A text, or null where it is empty: what a message leaves out.</summary>
    public static string? Optional(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private Api.V1.Cohort OfEtag(string name, string etag) => cohorts.OfUid(etag) ?? throw new NotFoundException($"{name}: there is no such cohort.");

    private Cohort Sheet(Api.V1.Cohort cohort, Dictionary<string, DatasetRecord> named)
    {
        string[] further = cohort.Lots.SelectMany(l => l.Values.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        string[] headers = ["lot", "role", "donor", "tissue", "batch", "process", .. further];
        return new Cohort(cohort.Name, headers, cohort.Lots.Select(lot =>
        {
            string role = lot.Role.Length == 0 ? Lot.TrainRole : lot.Role;
            var columns = new OrderedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["lot"] = lot.Lot, ["role"] = role, ["donor"] = lot.Donor, ["tissue"] = lot.Tissue, ["batch"] = lot.Batch, ["process"] = lot.Process,
            };
            foreach (string column in further) columns[column] = lot.Values.TryGetValue(column, out string? value) ? value : "";
            string? path = lot.Dataset.Length == 0 ? null : library.PathOf(named[lot.Dataset]);
            return new Lot(lot.Lot, path, role, Optional(lot.Donor), Optional(lot.Tissue), Optional(lot.Batch), Optional(lot.Process), columns);
        }).ToArray());
    }

    private static void CheckReadouts(Cohort cohort, IReadOnlyList<string> readouts, string field)
    {
        foreach (string readout in readouts.Select(r => ColumnNames.Match(r, cohort.Headers)).OfType<string>())
        {
            Lot[] train = [.. cohort.Lots.Where(l => l.Role == Lot.TrainRole)];
            ReadoutColumn.Of(readout, [.. train.Select(l => l.Name)], [.. train.Select(l => l.Columns[readout].Trim())], (l, finding) =>
                new InvalidParameterException($"{field}: {cohort.SheetPath}, lot '{train[l].Name}', column '{readout}': {finding}."));
        }
    }

    // What a cohort names was checked when the cohort was made.
    private DatasetRecord Named(string name)
    {
        string[] parts = ResourceId.Parse("dataset", name, "projects/{project}/datasets/{dataset}");
        return datasets.Find(parts[0], parts[1]) ?? throw new NotFoundException($"{name}: there is no such dataset.");
    }
}
