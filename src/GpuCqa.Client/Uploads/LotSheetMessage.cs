using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.States;

namespace GpuCqa.Client.Uploads;

/// <summary>A sheet of lots as a cohort without cells.</summary>
internal static class LotSheetMessage
{
    private static readonly string[] Fields = ["role", "donor", "tissue", "batch", "process"], Reserved = ["lot", "path", .. Fields];

    /// <exception cref="InvalidParameterException">A readout stands in a column whose name a cohort uses for something else.</exception>
    public static Cohort Of(LotTable sheet, LotUploadOptions options)
    {
        TextTable table = sheet.Table;
        foreach (string readout in options.Readouts) Require(table, readout);
        var cohort = new Cohort { DisplayName = options.DisplayName ?? Path.GetFileName(table.Path) };
        int[] further = [.. Enumerable.Range(0, table.Headers.Length).Where(c => c != sheet.LotColumn && !Reserved.Contains(table.Headers[c], StringComparer.OrdinalIgnoreCase))];
        foreach (string name in sheet.Names)
        {
            string field(string column) => sheet.Optional(name, column) ?? "";
            var lot = new CohortLot { Lot = name, Role = field("role").ToLowerInvariant(), Donor = field("donor"), Tissue = field("tissue"), Batch = field("batch"), Process = field("process") };
            foreach (int c in further) lot.Values.Add(table.Headers[c], table.Rows[sheet.RowOf(name)][c]);
            cohort.Lots.Add(lot);
        }

        return cohort;
    }

    // A cohort has one role, donor, tissue, batch and process of a lot, whatever the case of the column; lot and path are no columns of it.
    private static void Require(TextTable sheet, string readout)
    {
        if (!Reserved.Contains(readout, StringComparer.OrdinalIgnoreCase)) return;
        int first = Array.FindIndex(sheet.Headers, h => h.Equals(readout, StringComparison.OrdinalIgnoreCase));
        bool isField = Fields.Contains(readout, StringComparer.OrdinalIgnoreCase);
        if (isField && (first < 0 || sheet.Headers[first] == readout)) return;
        throw new InvalidParameterException(isField
            ? $"{sheet.Path}: a cohort of a service has one column '{readout.ToLowerInvariant()}', and the sheet has '{sheet.Headers[first]}' beside the readout '{readout}'; rename one of them."
            : $"'{readout}' cannot be a readout on a service, where that name means something else; rename the column.");
    }
}
