using System.Globalization;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Datasets;
using GpuCqa.Service.Naming;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Cohorts of messages as the engine takes them: with the files of their datasets.</summary>
public sealed class CohortLots(DatasetTable datasets, DatasetLibrary library)
{
    /// <summary>The datasets that a cohort names, by name.</summary>
    /// <exception cref="NotFoundException">One does not exist.</exception>
    public IReadOnlyDictionary<string, DatasetRecord> Datasets(Api.V1.Cohort cohort) =>
        cohort.Lots.Select(l => l.Dataset).Where(d => d.Length > 0).Distinct(StringComparer.Ordinal).ToDictionary(d => d, Find, StringComparer.Ordinal);

    /// <summary>The cohort as a sheet would give it.</summary>
    public Cohort Of(Api.V1.Cohort cohort, IReadOnlyDictionary<string, DatasetRecord> found)
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
            string? path = lot.Dataset.Length == 0 ? null : library.PathOf(found[lot.Dataset]);
            return new Lot(lot.Lot, path, role, Optional(lot.Donor), Optional(lot.Tissue), Optional(lot.Batch), Optional(lot.Process), columns);
        }).ToArray());
    }

    /// <summary>Refuses readouts that are no numbers.</summary>
    /// <exception cref="InvalidParameterException">Names lot and column.</exception>
    public static void CheckReadouts(Cohort cohort, IReadOnlyList<string> readouts, string field = "discover.readouts")
    {
        foreach (string readout in readouts.Where(cohort.Headers.Contains))
        {
            foreach (Lot lot in cohort.Lots)
            {
                string text = lot.Columns[readout];
                if (text.Length > 0 && !(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)))
                    throw new InvalidParameterException($"{field}: {cohort.SheetPath}, lot '{lot.Name}', column '{readout}': '{text}' is not a finite number; leave the value out where a lot has none.");
            }
        }
    }

    private static string? Optional(string text) => text.Length == 0 ? null : text;

    private DatasetRecord Find(string name)
    {
        string[] parts = ResourceId.Parse("dataset", name, "projects/{project}/datasets/{dataset}");
        return datasets.Find(parts[0], parts[1]) ?? throw new NotFoundException($"{name}: there is no such dataset.");
    }
}
