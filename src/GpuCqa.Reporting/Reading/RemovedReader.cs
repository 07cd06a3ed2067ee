using GpuCqa.Reporting.Tables;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Reading;

/// <summary>Reads what the cells are that quality control removed.</summary>
internal static class RemovedReader
{
    public static IReadOnlyList<RemovedCount> Read(FolderFiles files)
    {
        var counts = new List<RemovedCount>();
        if (!files.Has(ResultTables.RemovedCells.File)) return counts;
        files.Read(ResultTables.RemovedCells.File, csv =>
        {
            int lot = csv.Column("lot"), reason = csv.Column("reason"), kind = csv.Column("class"), cells = csv.Column("cells");
            while (csv.Read()) counts.Add(new RemovedCount(csv.Text(lot) ?? "", RemovedCount.ReasonOf(csv.Text(reason) ?? ""), csv.Text(kind) ?? "", csv.Integer(cells)));
        });
        return counts;
    }
}
