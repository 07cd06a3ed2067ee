using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Reporting.Tables;

namespace GpuCqa.Reporting.Reading;

/// <summary>What genes.csv holds: names, variability, and which genes the model selected.</summary>
/// <param name="Genes">The kept genes.</param>
/// <param name="Variability">vst statistics; empty for image features.</param>
/// <param name="Selected">Indices of the selected genes, in rank order.</param>
/// <param name="Means">Mean of each selected gene.</param>
/// <param name="Deviations">Standard deviation of each selected gene.</param>
internal sealed record GeneReader(FeatureTable Genes, List<VariableGene> Variability, int[] Selected, double[] Means, double[] Deviations)
{
    public static GeneReader Read(FolderFiles files)
    {
        List<string> ids = [], names = [];
        var variability = new List<VariableGene>();
        var selected = new SortedDictionary<int, (int Gene, double Mean, double Deviation)>();
        files.Read(ResultTables.Genes.File, csv =>
        {
            int rank = csv.Column("selected_rank"), mean = csv.Column("mean");
            while (csv.Read())
            {
                int gene = ids.Count;
                ids.Add(csv.Text(csv.Column("gene")) ?? "");
                names.Add(csv.Text(csv.Column("name")) ?? "");
                if (!double.IsNaN(csv.Number(mean)))
                    variability.Add(new VariableGene(gene, csv.Number(mean), csv.Number(csv.Column("variance")), csv.Number(csv.Column("expected_variance")), csv.Number(csv.Column("standardized_variance"))));
                if (!csv.Field(rank).IsEmpty) selected[csv.Integer(rank)] = (gene, csv.Number(csv.Column("normalized_mean")), csv.Number(csv.Column("normalized_sd")));
            }
        });
        return new GeneReader(new FeatureTable([.. ids], [.. names]), variability, [.. selected.Values.Select(s => s.Gene)], [.. selected.Values.Select(s => s.Mean)], [.. selected.Values.Select(s => s.Deviation)]);
    }
}
