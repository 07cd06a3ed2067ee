using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Datasets;

namespace GpuCqa.Service.Cohorts;

/// <summary>The rules of a cohort sheet, for cohorts that come as messages.</summary>
public static class CohortCheck
{
    private static readonly string[] Reserved = ["lot", "path", "role", "donor", "tissue", "batch", "process"];

    /// <summary>Checks lots, roles, columns and the shape of dataset names.</summary>
    /// <exception cref="InvalidParameterException">Names the lot and the field.</exception>
    public static void Run(Cohort cohort)
    {
        if (cohort.Lots.Count is 0 or > 10_000) throw new InvalidParameterException($"cohort.lots has {cohort.Lots.Count} entries; expected 1 to 10000.");
        Text("cohort.display_name", cohort.DisplayName, 1000);
        Text("cohort.lot_column", cohort.LotColumn, 200);
        if (cohort.Sheet is { } sheet) StoredFile.Checked([sheet], long.MaxValue);
        bool lotsAlone = cohort.LotColumn.Length == 0 && cohort.Lots.All(l => l.Dataset.Length == 0);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (CohortLot lot in cohort.Lots)
        {
            Text("lot", lot.Lot, 200);
            if (lot.Lot.Length == 0) throw new InvalidParameterException("A lot of the cohort has no name.");
            if (!seen.Add(lot.Lot)) throw new InvalidParameterException($"The lot '{lot.Lot}' is in the cohort twice; lots must be unique.");
            Text($"Lot '{lot.Lot}', role", lot.Role, 200);
            if (lot.Role.Any(char.IsUpper)) throw new InvalidParameterException($"Lot '{lot.Lot}' has the role '{lot.Role}'; roles are lower-case.");
            if (lot.Dataset.Length == 0 && cohort.LotColumn.Length == 0 && !lotsAlone) throw new InvalidParameterException($"Lot '{lot.Lot}' has no dataset; name one, or set lot_column where one dataset holds several lots.");
            foreach (string value in new[] { lot.Donor, lot.Tissue, lot.Batch, lot.Process }) Text($"Lot '{lot.Lot}'", value, 1000);
            if (lot.Values.Count > 1000) throw new InvalidParameterException($"Lot '{lot.Lot}' has {lot.Values.Count} values; expected at most 1000.");
            foreach ((string column, string value) in lot.Values)
            {
                Text($"Lot '{lot.Lot}'", column, 200);
                if (column.Length == 0 || Reserved.Contains(column, StringComparer.OrdinalIgnoreCase)) throw new InvalidParameterException($"Lot '{lot.Lot}' has a value under '{column}', which is no further column.");
                Text($"Lot '{lot.Lot}', column '{column}'", value, 1000);
            }
        }

        if (!lotsAlone && cohort.Lots.All(l => l.Dataset.Length == 0)) throw new InvalidParameterException("No lot of the cohort names a dataset.");
    }

    private static void Text(string place, string value, int most)
    {
        if (value.Length > most || value != value.Trim() || value.Any(char.IsControl))
            throw new InvalidParameterException($"{place}: a text is longer than {most} characters, begins or ends with a space, or holds control characters.");
    }
}
