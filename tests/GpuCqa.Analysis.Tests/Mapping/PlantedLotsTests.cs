using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.References;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Formats;
using GpuCqa.Testing;
using Xunit;
using Xunit.Abstractions;

namespace GpuCqa.Analysis.Tests.Mapping;

/// <summary>Real cells dealt into lots with known shares: 11 train lots make a reference, the others are mapped onto it.</summary>
public class PlantedLotsTests(ITestOutputHelper output)
{
    [SharedDataFact]
    public void SymphonyTransfer_PlantedLots_GivesTrainLabelsBackAndTheNaturalKillersOfTestLots()
    {
        string folder = SharedData.Path("planted_lots");
        string[][] sheet = [.. File.ReadLines(Path.Combine(folder, "cohort.csv")).Skip(1).Select(l => l.Split(','))];
        CohortInput input(string role) => new(
            [.. sheet.Where(r => r[2] == role).Select(r => SmallReference.Lot(r[0], role))],
            [.. sheet.Where(r => r[2] == role).Select((r, i) => new CellInput(CellFiles.Open(Path.Combine(folder, r[1]), new CellFileOptions()), i))]);
        var parameters = new DiscoverParameters { Readouts = [], LayoutEpochs = 5 };
        PopulationMap map = PopulationMapper.Run(SmallReference.Device, input("train"), parameters, StepProgress.None, CancellationToken.None);
        ReferenceModel model = SmallReference.Freeze(map, parameters);
        using SymphonyReference prepared = SymphonyReference.Of(SmallReference.Device, model);
        LabelTransfer transfer(QueryLot lot) => SymphonyTransfer.Run(SmallReference.Device, model, prepared, lot, new MapParameters());

        int cell = 0;
        int[] same = new int[map.Clusterings.Count];
        foreach (QueryLot lot in new QueryReader(SmallReference.Device, model).Read(input("train"), StepProgress.None))
        {
            LabelTransfer mapped = transfer(lot);
            for (int c = 0; c < lot.Count; c++, cell++)
            {
                Assert.Equal(model.Cells.Barcodes[cell], lot.Barcodes[c]);
                Assert.Equal(model.Projections.Row(cell).ToArray(), lot.Projection.Row(c).ToArray());
                for (int r = 0; r < same.Length; r++) same[r] += mapped.Labels[r][c] == map.Clusterings[r].Labels[cell] ? 1 : 0;
            }
        }

        for (int r = 0; r < same.Length; r++) output.WriteLine($"resolution {map.Clusterings[r].Resolution}, {map.Clusterings[r].Clusters} clusters: {same[r]} of {cell} labels back");

        // The cluster of natural killers: the one that holds most of them and little else.
        GzipCsv truth = GzipCsv.Read(Path.Combine(folder, "truth_cells.csv.gz"));
        var killers = truth.Rows.Where(r => r[truth.Column("cell_type")] == "NK cells").Select(r => r[0]).ToHashSet();
        (double Jaccard, int Resolution, int Cluster) best = map.Clusterings.SelectMany((c, r) => Enumerable.Range(0, c.Clusters).Select(k => (Jaccard(c.Labels, k), r, k))).Max();
        output.WriteLine($"cluster {best.Cluster} of resolution {map.Clusterings[best.Resolution].Resolution}: Jaccard {best.Jaccard}");
        foreach (string role in sheet.Select(r => r[2]).Distinct().Where(r => r != "train"))
        {
            foreach (QueryLot lot in new QueryReader(SmallReference.Device, model).Read(input(role), StepProgress.None))
            {
                double found = transfer(lot).Labels[best.Resolution].Count(l => l == best.Cluster) / (double)lot.Count, expected = lot.Barcodes.Count(killers.Contains) / (double)lot.Count;
                output.WriteLine($"{lot.Lot.Name}: {found:0.0000} of {lot.Count} cells, truth {expected:0.0000}");
                Assert.InRange(found, expected - 0.02, expected + 0.02);
            }
        }

        // Over the clusterings; a finer one has more cells on borders.
        Assert.True(same.Sum() >= 0.98 * cell * same.Length, $"{string.Join(", ", same)} of {cell}");

        double Jaccard(int[] labels, int cluster)
        {
            int both = 0, either = 0;
            for (int c = 0; c < labels.Length; c++)
            {
                bool killer = killers.Contains(map.Cells.Barcodes[c]), member = labels[c] == cluster;
                both += killer && member ? 1 : 0;
                either += killer || member ? 1 : 0;
            }

            return (double)both / either;
        }
    }
}
