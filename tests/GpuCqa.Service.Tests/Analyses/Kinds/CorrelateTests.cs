using System.Globalization;
using GpuCqa.Api.V1;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Service.Tests.Results;
using Grpc.Core;
using Xunit;
using Method = GpuCqa.Api.V1.CorrelateSpec.Types.Method;
using Summary = GpuCqa.Api.V1.CorrelateSpec.Types.Summary;

namespace GpuCqa.Service.Tests.Analyses.Kinds;

public class CorrelateTests(RunningService service) : IClassFixture<RunningService>
{
    private static readonly double[] Potency = [3.1, 9.4, 5.5, 12.2, 7.7, 1.0];

    private readonly PrimitiveCalls calls = new(service.Channel);

    [Theory]
    [InlineData("pearson", Method.Pearson)]
    [InlineData("spearman", Method.Unspecified)]
    public async Task Correlate_ColumnsOfCells_AreThoseOfAPlainLoop(string id, Method method)
    {
        float[][] values = PrimitiveCalls.Measurements(120, 4, 11);
        string dataset = await calls.Dataset(id, ("cells.csv", PrimitiveCalls.Table(values)));
        string analysis = await calls.Succeed(id, new AnalysisSpec { Correlate = new CorrelateSpec { Dataset = dataset, Columns = { "f3", "f0" }, Others = { "f1", "f2", "f3" }, Method = method } });
        Assert.Equal(["columns", "correlations", "others"], await calls.Names(analysis));
        double[][] found = (await calls.Table(analysis, "correlations")).Matrix<double>("correlation");
        int[] left = [3, 0], right = [1, 2, 3];
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 3; j++) Assert.Equal(Reference(values, left[i], right[j], method), found[i][j], 1e-12);
        }

        Assert.Equal(["f1", "f2", "f3"], (await calls.Table(analysis, "others")).Column<string>("name"));
        Assert.All((await calls.Table(analysis, "columns")).Column<long>("n"), n => Assert.Equal(120, n));
    }

    [Fact]
    public async Task Correlate_LotsWithReadouts_TestsTheFamilyWithLotsAsReplicates()
    {
        (string cohort, float[][][] lots) = await Cohort("family");
        string analysis = await calls.Succeed("family", new AnalysisSpec { Correlate = new CorrelateSpec { Cohort = cohort, Readouts = { "potency" }, Summary = Summary.Detected } });
        Assert.Equal(["associations", "columns", "lots"], await calls.Names(analysis));
        ReceivedTable associations = await calls.Table(analysis, "associations"), columns = await calls.Table(analysis, "columns");
        double[][] shares = columns.Matrix<double>("values");
        for (int c = 0; c < 9; c++)
        {
            for (int l = 0; l < 6; l++) Assert.Equal((double)lots[l].Count(r => r[c] > 0) / lots[l].Length, shares[c][l], 1e-15);
        }

        // The same family through the small synchronous call.
        var request = new AssociateFractionsRequest { Lots = { Enumerable.Range(0, 6).Select(l => $"L{l}") }, Readouts = { new LotValues { Name = "potency", Values = { Potency } } } };
        for (int c = 0; c < 9; c++) request.Fractions.Add(new LotValues { Name = $"ENSG{c}", Values = { shares[c] } });
        AssociateFractionsResponse expected = await new AssociationService.AssociationServiceClient(service.Channel).AssociateFractionsAsync(request);
        Assert.Equal(expected.Associations.Select(a => a.Feature), associations.Column<string>("id"));
        Assert.Equal(expected.Associations.Select(a => a.Rho), associations.Column<double>("r"));
        Assert.Equal(expected.Associations.Select(a => a.P), associations.Column<double>("p"));
        Assert.Equal(expected.Associations.Select(a => a.PFamily), associations.Column<double>("p_family"));
        Assert.All(associations.Column<int>("n"), n => Assert.Equal(6, n));
        ReceivedTable used = await calls.Table(analysis, "lots");
        Assert.Equal(lots.Select(l => (long)l.Length), used.Column<long>("cells"));
        Assert.Equal(Potency, used.Column<double>("readouts"));
    }

    [Fact]
    public async Task Correlate_LotsByPearson_AreCountedOverAllOrders()
    {
        (string cohort, float[][][] lots) = await Cohort("pearson-lots");
        string analysis = await calls.Succeed("pearson-lots", new AnalysisSpec { Correlate = new CorrelateSpec { Cohort = cohort, Readouts = { "potency" }, Columns = { "G2", "G5" }, Method = Method.Pearson, Raw = true } });
        ReceivedTable associations = await calls.Table(analysis, "associations");
        double[][] means = associations.Column<string>("id").Select(id => lots.Select(l => l.Average(r => (double)r[int.Parse(id[4..], CultureInfo.InvariantCulture)])).ToArray()).ToArray();
        double[] seen = means.Select(m => Pearson(m, Potency)).ToArray();
        int[] raw = new int[2], family = new int[2];
        foreach (double[] permuted in Orders(Potency))
        {
            double[] now = means.Select(m => Math.Abs(Pearson(m, permuted))).ToArray();
            for (int i = 0; i < 2; i++)
            {
                raw[i] += now[i] >= Math.Abs(seen[i]) - 1e-11 ? 1 : 0;
                family[i] += now.Max() >= Math.Abs(seen[i]) - 1e-11 ? 1 : 0;
            }
        }

        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(seen[i], associations.Column<double>("r")[i], 1e-12);
            Assert.Equal(raw[i] / 720.0, associations.Column<double>("p")[i], 1e-15);
            Assert.Equal(family[i] / 720.0, associations.Column<double>("p_family")[i], 1e-15);
            Assert.InRange(associations.Column<double>("p_family_step_down")[i], raw[i] / 720.0, family[i] / 720.0);
            // Fisher's interval; 1.959963984540054 / sqrt(6 - 3).
            Assert.Equal(Math.Tanh(Math.Atanh(seen[i]) - 1.1315857342895), associations.Column<double>("interval_low")[i], 1e-9);
            double[] leftOut = Enumerable.Range(0, 6).Select(l => Pearson(means[i].Where((_, k) => k != l).ToArray(), Potency.Where((_, k) => k != l).ToArray())).ToArray();
            Assert.Equal(leftOut.Min(), associations.Column<double>("leave_one_out_low")[i], 1e-12);
            Assert.Equal(leftOut.Max(), associations.Column<double>("leave_one_out_high")[i], 1e-12);
        }
    }

    [Fact]
    public async Task Correlate_LotsByMedian_HaveTheMedianOfEachColumn()
    {
        (string cohort, float[][][] lots) = await Cohort("median-lots");
        string analysis = await calls.Succeed("median-lots", new AnalysisSpec { Correlate = new CorrelateSpec { Cohort = cohort, Readouts = { "potency" }, Summary = Summary.Median } });
        double[][] values = (await calls.Table(analysis, "columns")).Matrix<double>("values");
        for (int c = 0; c < 9; c++)
        {
            for (int l = 0; l < 6; l++)
            {
                double[] sorted = lots[l].Select(r => Math.Log(1 + (r[c] > 0 ? r[c] / r.Sum(v => (double)v) * 10_000 : 0))).Order().ToArray();
                Assert.Equal((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, values[c][l], 1e-14);
            }
        }
    }

    [Fact]
    public async Task Correlate_WrongFields_AreRefusedAtOnce()
    {
        string dataset = await calls.Dataset("fields", ("cells.csv", PrimitiveCalls.Table(PrimitiveCalls.Measurements(9, 3, 1))));
        (string cohort, _) = await Cohort("fields-cohort");
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "dataset or cohort", new CorrelateSpec());
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "dataset or cohort", new CorrelateSpec { Dataset = dataset, Cohort = cohort });
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "correlate.readouts", new CorrelateSpec { Cohort = cohort });
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "correlate.readouts", new CorrelateSpec { Dataset = dataset, Readouts = { "potency" } });
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "correlate.others", new CorrelateSpec { Cohort = cohort, Readouts = { "potency" }, Others = { "x" } });
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "correlate.method", new CorrelateSpec { Dataset = dataset, Method = (Method)9 });
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "correlate.summary", new CorrelateSpec { Cohort = cohort, Readouts = { "potency" }, Summary = (Summary)9 });
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "correlate.columns", new CorrelateSpec { Dataset = dataset, Columns = { "f1", "f1" } });
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "correlate.exact_lots", new CorrelateSpec { Cohort = cohort, Readouts = { "potency" }, ExactLots = 14 });
        await Refused(StatusCode.NotFound, "NOT_FOUND", "correlate.columns", new CorrelateSpec { Dataset = dataset, Columns = { "f7" } });
        await Refused(StatusCode.NotFound, "NOT_FOUND", "volume", new CorrelateSpec { Cohort = cohort, Readouts = { "volume" } });
        await Refused(StatusCode.Aborted, "ABORTED", "cohort_etag", new CorrelateSpec { Cohort = cohort, CohortEtag = "stale", Readouts = { "potency" } });
    }

    private async Task<(string Name, float[][][] Lots)> Cohort(string id)
    {
        float[][][] lots = Enumerable.Range(0, 6).Select(l => PrimitiveCalls.Counts(30 + l, 9, 100 + l)).ToArray();
        var cohort = new Cohort();
        for (int l = 0; l < 6; l++)
        {
            string dataset = await calls.Dataset($"{id}-l{l}", PrimitiveCalls.Tenx(lots[l]));
            cohort.Lots.Add(new CohortLot { Lot = $"L{l}", Dataset = dataset, Values = { ["potency"] = Potency[l].ToString(CultureInfo.InvariantCulture) } });
        }

        return ((await new CohortService.CohortServiceClient(service.Channel).CreateCohortAsync(new CreateCohortRequest { Parent = "projects/p", CohortId = id, Cohort = cohort })).Name, lots);
    }

    private async Task Refused(StatusCode code, string reason, string fragment, CorrelateSpec spec) =>
        Assert.Contains(fragment, await Refusal.Of(code, reason, () => calls.Create("refused", new AnalysisSpec { Correlate = spec })), StringComparison.Ordinal);

    private static double Reference(float[][] rows, int a, int b, Method method)
    {
        double[] x = rows.Select(r => (double)r[a]).ToArray(), y = rows.Select(r => (double)r[b]).ToArray();
        return method == Method.Pearson ? Pearson(x, y) : Pearson(Ranks(x), Ranks(y));
    }

    private static double[] Ranks(double[] values) => values.Select(v => values.Count(o => o < v) + ((values.Count(o => o == v) + 1) / 2.0)).ToArray();

    private static IEnumerable<double[]> Orders(double[] values) =>
        values.Length == 0 ? [[]] : values.SelectMany((v, i) => Orders([.. values[..i], .. values[(i + 1)..]]).Select(rest => (double[])[v, .. rest]));

    private static double Pearson(double[] x, double[] y)
    {
        double mx = x.Average(), my = y.Average();
        return x.Zip(y).Sum(p => (p.First - mx) * (p.Second - my)) / Math.Sqrt(x.Sum(v => (v - mx) * (v - mx)) * y.Sum(v => (v - my) * (v - my)));
    }
}
