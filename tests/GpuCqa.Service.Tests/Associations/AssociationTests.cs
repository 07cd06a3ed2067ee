using GpuCqa.Api.V1;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Grpc.Core;
using Xunit;
using FractionAssociation = GpuCqa.Api.V1.FractionAssociation;

namespace GpuCqa.Service.Tests.Associations;

public class AssociationTests(RunningService service) : IClassFixture<RunningService>
{
    private static readonly double[][] Fractions = [[0.1, 0.2, 0.3, 0.4, 0.55, 0.6], [0.5, 0.1, 0.4, 0.2, 0.3, 0.25], [0.4, 0.7, 0.3, 0.4, 0.15, 0.15]];
    private static readonly double[][] Readouts = [[3.1, 4.5, 5.0, 8.8, 9.1, 9.7], [7, 1, 1, 2, 6, 3]];
    private readonly AssociationService.AssociationServiceClient client = new(service.Channel);

    [Fact]
    public async Task Associate_SixLots_AgreesWithEnumerationByHand()
    {
        AssociateFractionsResponse response = await client.AssociateFractionsAsync(Request());
        Assert.True(response.Exact);
        Assert.Equal(720, response.Orders);
        Assert.StartsWith("6 lots have 720 orders", response.Design, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, 6), response.Associations.Select(a => a.Rank));
        Assert.Equal(response.Associations.Select(a => a.PFamily).Order(), response.Associations.Select(a => a.PFamily));

        double[][] x = Fractions.Select(Ranks).ToArray(), y = Readouts.Select(Ranks).ToArray();
        var raw = new int[3, 2];
        var family = new int[3, 2];
        foreach (int[] order in Orders(6))
        {
            double[,] now = Rho(x, y.Select(r => order.Select(i => r[i]).ToArray()).ToArray());
            double largest = now.Cast<double>().Max(Math.Abs);
            double[,] seen = Rho(x, y);
            for (int f = 0; f < 3; f++)
            {
                for (int r = 0; r < 2; r++)
                {
                    if (Math.Abs(now[f, r]) >= Math.Abs(seen[f, r]) - 1e-9) raw[f, r]++;
                    if (largest >= Math.Abs(seen[f, r]) - 1e-9) family[f, r]++;
                }
            }
        }

        foreach (FractionAssociation found in response.Associations)
        {
            int f = found.Feature[1] - '0', r = found.Readout[1] - '0';
            Close.Relative(Rho(x, y)[f, r], found.Rho);
            Close.Relative(raw[f, r] / 720.0, found.P);
            Close.Relative(family[f, r] / 720.0, found.PFamily);
            Assert.InRange(found.PFamilyStepDown, found.P - 1e-12, found.PFamily + 1e-12);
        }
    }

    [Fact]
    public async Task Associate_ByPearson_AgreesWithEnumerationByHand()
    {
        AssociateFractionsRequest request = Request();
        request.Method = AssociateFractionsRequest.Types.Method.Pearson;
        AssociateFractionsResponse response = await client.AssociateFractionsAsync(request);
        Assert.Equal((true, 720), (response.Exact, response.Orders));
        // No readout reads the same from both ends, so its own order alone is the most extreme.
        Assert.Contains("0.0014", response.Design, StringComparison.Ordinal);
        int[][] orders = [.. Orders(6)];
        foreach (FractionAssociation found in response.Associations)
        {
            int f = found.Feature[1] - '0', r = found.Readout[1] - '0';
            double seen = Rho(Fractions, Readouts)[f, r];
            double[][,] all = [.. orders.Select(o => Rho(Fractions, [.. Readouts.Select(v => o.Select(i => v[i]).ToArray())]))];
            Close.Relative(seen, found.Rho);
            Close.Relative(all.Count(now => Math.Abs(now[f, r]) >= Math.Abs(seen) - 1e-11) / 720.0, found.P);
            Close.Relative(all.Count(now => now.Cast<double>().Max(Math.Abs) >= Math.Abs(seen) - 1e-11) / 720.0, found.PFamily);
        }
    }

    [Fact]
    public async Task Associate_ManyLots_DrawsWithTheSeed()
    {
        var random = new Random(7);
        var request = new AssociateFractionsRequest { Permutations = 2000, Seed = 5 };
        request.Lots.AddRange(Enumerable.Range(0, 20).Select(i => $"lot{i}"));
        request.Fractions.Add(new LotValues { Name = "f", Values = { Enumerable.Range(0, 20).Select(_ => random.NextDouble()) } });
        request.Readouts.Add(new LotValues { Name = "r", Values = { Enumerable.Range(0, 20).Select(_ => random.NextDouble()) } });
        AssociateFractionsResponse one = await client.AssociateFractionsAsync(request), two = await client.AssociateFractionsAsync(request);
        Assert.Equal(one, two);
        Assert.False(one.Exact);
        Assert.Equal(2000, one.Orders);
        request.Seed = 6;
        Assert.NotEqual(one.Associations[0].P, (await client.AssociateFractionsAsync(request)).Associations[0].P);
    }

    public static TheoryData<string, Action<AssociateFractionsRequest>> Wrong => new()
    {
        { "lots has 0", r => r.Lots.Clear() },
        { "'b' twice", r => r.Lots[0] = "b" },
        { "without a name", r => r.Fractions[0].Name = "" },
        { "5 values for 6", r => r.Fractions[0].Values.RemoveAt(0) },
        { "not finite", r => r.Readouts[0].Values[0] = double.NaN },
        { "[0, 1]", r => r.Fractions[1].Values[0] = 1.5 },
        { "alpha", r => r.Alpha = 0 },
        { "method", r => r.Method = (AssociateFractionsRequest.Types.Method)7 },
        { "confidence", r => r.Confidence = 1 },
        { "exact_lots", r => r.ExactLots = 14 },
        { "exact_orders", r => r.ExactOrders = 4_000_000_001 },
        { "permutations", r => r.Permutations = 5 },
        { "comparisons", r => Enlarge(r) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Associate_WrongRequest_IsRefusedWithTheField(string said, Action<AssociateFractionsRequest> spoil)
    {
        AssociateFractionsRequest request = Request();
        spoil(request);
        Assert.Contains(said, await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", async () => await client.AssociateFractionsAsync(request)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Associate_ThreeLots_IsAPrecondition()
    {
        var request = new AssociateFractionsRequest { Lots = { "a", "b", "c" }, Fractions = { new LotValues { Name = "f", Values = { 0.1, 0.2, 0.3 } } }, Readouts = { new LotValues { Name = "r", Values = { 1, 2, 3 } } } };
        Assert.Contains("at least 4", await Refusal.Of(StatusCode.FailedPrecondition, "PRECONDITION", async () => await client.AssociateFractionsAsync(request)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Associate_Deadline_StopsTheEnumeration()
    {
        AssociateFractionsRequest request = Request();
        foreach (LotValues values in request.Fractions.Concat(request.Readouts)) values.Values.Add([0.11, 0.92, 0.63, 0.34, 0.45]);
        request.Lots.Add(["g", "h", "i", "j", "k"]);
        // As much as one call may ask for: ten times the deadline and more on a fast machine.
        request.Fractions.Add(Enumerable.Range(3, 23).Select(i => new LotValues { Name = $"f{i}", Values = { request.Fractions[i % 3].Values.Select(v => v / i) } }));
        RpcException error = await Assert.ThrowsAsync<RpcException>(async () => await client.AssociateFractionsAsync(request, deadline: DateTime.UtcNow.AddMilliseconds(30)));
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        // The processor is free again: a small call is answered.
        Assert.Equal(720, (await client.AssociateFractionsAsync(Request(), deadline: Patience.Deadline)).Orders);
    }

    private static AssociateFractionsRequest Request()
    {
        var request = new AssociateFractionsRequest { Lots = { "a", "b", "c", "d", "e", "f" } };
        request.Fractions.Add(Fractions.Select((v, i) => new LotValues { Name = $"f{i}", Values = { v } }));
        request.Readouts.Add(Readouts.Select((v, i) => new LotValues { Name = $"r{i}", Values = { v } }));
        return request;
    }

    private static void Enlarge(AssociateFractionsRequest request)
    {
        foreach (LotValues values in request.Fractions.Concat(request.Readouts)) values.Values.Add([0.1, 0.2, 0.3, 0.4, 0.5]);
        request.Lots.Add(["g", "h", "i", "j", "k"]);
        request.Fractions.Add(Enumerable.Range(3, 30).Select(i => new LotValues { Name = $"f{i}", Values = { request.Fractions[0].Values } }));
    }

    private static double[] Ranks(double[] values) => values.Select(v => values.Count(w => w < v) + (values.Count(w => w == v) + 1) / 2.0).ToArray();

    private static double[,] Rho(double[][] x, double[][] y)
    {
        var rho = new double[x.Length, y.Length];
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < y.Length; j++)
            {
                double mx = x[i].Average(), my = y[j].Average();
                double xy = x[i].Zip(y[j], (a, b) => (a - mx) * (b - my)).Sum();
                rho[i, j] = xy / Math.Sqrt(x[i].Sum(a => (a - mx) * (a - mx)) * y[j].Sum(b => (b - my) * (b - my)));
            }
        }

        return rho;
    }

    private static IEnumerable<int[]> Orders(int n) => n == 0 ? [[]]
        : Orders(n - 1).SelectMany(o => Enumerable.Range(0, n).Select(i => (int[])[.. o[..i], n - 1, .. o[i..]]));
}
