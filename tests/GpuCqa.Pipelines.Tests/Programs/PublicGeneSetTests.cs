using System.Globalization;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.GeneSets;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Formats;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Formats.GeneSets;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Programs;

/// <summary>Gene sets of public collections, against R's phyper and limma's goana on markers of pbmc3k, and on real cells with a planted driver.</summary>
public class PublicGeneSetTests
{
    [SharedDataTheory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("3")]
    [InlineData("6")]
    public void OverRepresentation_OfPbmc3kMarkers_IsPhypers(string cluster)
    {
        string[] universe = GzipCsv.Read(SharedData.Path("reference_seurat/pbmc3k/hvg_vst_all_genes.csv.gz")).Text("");
        Dictionary<string, int> index = universe.Select((g, i) => (g, i)).ToDictionary(p => p.g, p => p.i);
        GzipCsv markers = GzipCsv.Read(SharedData.Path("reference_seurat/pbmc3k/markers_all_default.csv.gz"));
        bool[] chosen = new bool[universe.Length];
        double[] adjusted = markers.Numbers("p_val_adj");
        for (int r = 0; r < adjusted.Length; r++)
        {
            if (markers.Rows[r][markers.Column("cluster")] == cluster && adjusted[r] < 0.05) chosen[index[markers.Rows[r][markers.Column("gene")]]] = true;
        }

        int query = chosen.Count(c => c);
        GeneSetLibrary library = GmtFile.Read(SharedData.Path("genesets/GO_BP_human_all_propagated.gmt.gz"));
        (string Name, int[] Genes)[] sets = [.. library.Sets.Select(s => (s.Name, s.Genes.Where(index.ContainsKey).Select(g => index[g]).ToArray())).Where(s => s.Item2.Length is >= 10 and <= 500)];
        OverRepresentation[] tests = [.. sets.Select(s => OverRepresentation.Of(s.Genes, chosen, query))];
        double[] corrected = MultipleTesting.BenjaminiHochberg([.. tests.Select(t => t.P)]);
        Dictionary<string, int> byName = sets.Select((s, i) => (s.Name, i)).ToDictionary(p => p.Name, p => p.i);
        int compared = 0;
        foreach ((string term, double[] numbers) in Rows($"reference_go/phyper_gmtBP_cluster{cluster}.csv.gz"))
        {
            OverRepresentation test = tests[byName[term]];
            Assert.Equal((numbers[0], numbers[1], numbers[2], numbers[3]), (test.Overlap, test.Size, query, universe.Length));
            Close.Relative(numbers[4], test.P, 1e-11, label: term);
            Close.Relative(numbers[5], corrected[byName[term]], 1e-11, label: term);
            compared++;
        }

        Assert.Equal(1000, compared);
    }

    [SharedDataTheory]
    [InlineData("0", 141)]
    [InlineData("4", 82)]
    [InlineData("8", 145)]
    public void UpperTail_IsGoanas(string cluster, int query)
    {
        // goana does not print the genes that it found an id for, of the list and of the background: the only ones that give its first and last p.
        const int background = 11_493;
        (string Term, double[] Numbers)[] rows = [.. Rows($"reference_go/goana_cluster{cluster}.csv.gz", 3)];
        Assert.Equal(500, rows.Length);
        foreach ((string term, double[] numbers) in rows) Close.Relative(numbers[2], Hypergeometric.UpperTail((int)numbers[1], (int)numbers[0], query, background), 1e-11, label: term);
    }

    [SharedDataFact]
    public void PlantedLots_NameCytotoxicityForTheDriver()
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", null);
        string sets = SharedData.Path("genesets/GO_BP_human_noIEA_propagated.gmt.gz");
        var parameters = new DiscoverParameters { Readouts = ["vegf_pg_ml"], LayoutEpochs = 2 };
        DiscoveryResult result = new DiscoveryPipeline(CohortSheet.Read(SharedData.Path("planted_lots/cohort.csv")), parameters, null, new CellFileOptions(), [sets]).Run(device, StepProgress.None, CancellationToken.None);
        ClusterPrograms programs = result.Map.Programs!;
        Association best = result.Tests.Associations[0];
        double resolution = result.Map.Clusterings[best.State.Partition].Resolution;
        string[] leading = [.. programs.Markers.Where(m => m.Resolution == resolution && m.Cluster == best.State.Index && m.Log2Fc > 0).Take(20).Select(m => m.Name)];
        Assert.All((string[])["NKG7", "GNLY", "GZMB"], gene => Assert.True(leading.Contains(gene) || !result.Map.Genes.Names.Contains(gene), $"{gene} is not among {string.Join(", ", leading)}"));
        GeneSetTest[] up = [.. programs.GeneSets.Where(s => s.Resolution == resolution && s.Cluster == best.State.Index && s.Up).OrderBy(s => s.P)];
        Assert.Contains(up.Take(10), s => s.Set.Contains("cytotoxicity", StringComparison.Ordinal) && s is { PAdjusted: < 0.01, RankUp: true, TooShort: false });
        Assert.Contains(result.Notes, n => n.StartsWith("Gene sets GO_BP_human_noIEA_propagated: ", StringComparison.Ordinal));
        Assert.Equal(["GO_BP_human_noIEA_propagated"], result.Parameters.GeneSets);
    }

    // A term may hold commas; the numbers stand at the end.
    private static IEnumerable<(string Term, double[] Numbers)> Rows(string file, int count = 7)
    {
        using TextReader reader = GzipCsv.Open(SharedData.Path(file));
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            string[] fields = line.Split(',');
            yield return (string.Join(',', fields[..^count]).Trim('"'), [.. fields[^count..].Select(f => double.Parse(f, CultureInfo.InvariantCulture))]);
        }
    }
}
