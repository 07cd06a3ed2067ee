using GpuCqa.Analysis.Planning;
using GpuCqa.Analysis.Cells;
using GpuCqa.Api.V1;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Service.Datasets;
using GpuCqa.Service.Naming;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Datasets that specifications name, as the engine reads them.</summary>
public sealed class DatasetSource(DatasetTable table, DatasetLibrary library)
{
    /// <summary>The dataset of a name, which must be of the analysis' project.</summary>
    /// <param name="field">Field of the specification, for messages.</param>
    /// <param name="project">Project of the analysis.</param>
    /// <param name="name">Resource name.</param>
    /// <exception cref="InvalidParameterException">The name is none, or of another project.</exception>
    /// <exception cref="NotFoundException">There is no such dataset.</exception>
    public DatasetRecord Find(string field, string project, string name)
    {
        string[] parts = ResourceId.Parse(field, name, "projects/{project}/datasets/{dataset}");
        if (parts[0] != project) throw new InvalidParameterException($"{field} {name} is of another project than the analysis.");
        return table.Find(project, parts[1]) ?? throw new NotFoundException($"{name}: there is no such dataset.");
    }

    /// <summary>Opens a dataset; headers are read.</summary>
    public CellSource Open(DatasetRecord dataset, ReadOptions? read, Action<string>? note = null) => CellFiles.Open(library.PathOf(dataset), Options(read) with { Note = note });

    /// <summary>How files of cells are read.</summary>
    public static CellFileOptions Options(ReadOptions? read) => new() { Genome = Optional(read?.Genome), Layer = Optional(read?.Layer), UseRaw = read?.UseRaw ?? false };

    /// <summary>How large a dataset is; read through where its header does not say.</summary>
    public CohortSize Size(DatasetRecord dataset, ReadOptions? read, CancellationToken cancellation)
    {
        CellSource source = Open(dataset, read);
        var lot = new LotInput(new Lot(dataset.Id, null, Lot.TrainRole, null, null, null, null, new Dictionary<string, string>()), []);
        return HeaderSizes.Of(new CohortInput([lot], [new CellInput(source, 0)]), cancellation);
    }

    /// <summary>The files of a dataset, with the hashes that they must have.</summary>
    public IEnumerable<InputFile> Files(DatasetRecord dataset) =>
        dataset.Files.Select(f => new InputFile($"{dataset.Id}/{f.Path}", library.PathOf(dataset, f), $"{dataset.Name}/{f.Path}") { Sha256 = f.Sha256 });

    private static string? Optional(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
