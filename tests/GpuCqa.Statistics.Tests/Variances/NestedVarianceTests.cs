using System.Globalization;
using GpuCqa.Core.Randomness;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Statistics.Tests.Variances;

public class NestedVarianceTests
{
    private static readonly double[][] Lots = [[101, 99, 103], [110, 112, 108], [95, 97, 93], [104, 106, 105]];

    [Fact]
    public void OneWay_Var01_Agrees()
    {
        VarianceComponents v = NestedVariances.Anova([.. Lots.SelectMany(l => l)], OneWay());
        Close.Relative([120.75, 3.25, 39.166666666666664, 3.25, 102.75], [v.Components[0].MeanSquare, v.Components[1].MeanSquare, v.Components[0].Estimate, v.Repeatability, v.Mean], 1e-9);
        Close.Relative(1 - 0.9233791748526523, v.MethodShare, 1e-9);
    }

    [Fact]
    public void Balanced_Reml_EqualsAnova()
    {
        double[] y = [.. Lots.SelectMany(l => l)];
        VarianceComponents anova = NestedVariances.Anova(y, OneWay()), reml = NestedVariances.Reml(y, OneWay());
        Close.Relative(anova.Components.Select(c => c.Estimate), reml.Components.Select(c => c.Estimate), 1e-8);
        // Balanced, one way: the variance of a component is 2 (MSB^2 / 3 + MSW^2 / 8) / 9.
        double error = Math.Sqrt(2 * ((120.75 * 120.75 / 3) + (3.25 * 3.25 / 8)) / 9);
        Close.Relative(39.166666666666664 - (1.959963984540054 * error), anova.Components[0].Low, 1e-9);
    }

    [Fact]
    public void LotsAlike_Anova_KeepsTheNegativeComponentAndRemlNamesTheBoundary()
    {
        double[] y = [1, 5, 2, 5.2, 1.1, 4.9];
        NestedDesign design = NestedDesign.Of(["lot"], [["a", "a", "b", "b", "c", "c"]], out _);
        Assert.True(NestedVariances.Anova(y, design).Components[0].Estimate < 0);
        VarianceComponents reml = NestedVariances.Reml(y, design);
        Assert.Equal(["lot"], reml.AtBoundary);
        Assert.Equal(0, reml.Components[0].Estimate);
        double mean = y.Average();
        Close.Relative(y.Sum(v => (v - mean) * (v - mean)) / 5, reml.Repeatability, 1e-8);
    }

    [Fact]
    public void Unbalanced_Reml_IsNotLowerThanItsNeighbourhood()
    {
        var random = new Philox(7, RandomPurpose.Test);
        var y = new List<double>();
        List<string> lot = [], day = [];
        for (int l = 0; l < 7; l++)
        {
            double a = 2 * random.NextNormal();
            for (int d = 0; d < 1 + (l % 3); d++)
            {
                double b = random.NextNormal();
                for (int r = 0; r < 2 + ((l + d) % 2); r++)
                {
                    y.Add(a + b + (0.5 * random.NextNormal()));
                    lot.Add($"{l}");
                    day.Add($"{d}");
                }
            }
        }

        NestedDesign design = NestedDesign.Of(["lot", "day"], [lot, day], out IReadOnlyList<string> dropped);
        Assert.Empty(dropped);
        double[] at = [.. NestedVariances.Reml([.. y], design).Components.Select(c => c.Estimate)];
        var likelihood = new NestedLikelihood([.. y], design);
        double best = likelihood.At(at).Twice;
        for (int f = 0; f < at.Length; f++)
        {
            foreach (double factor in new[] { 0.98, 1.02 })
            {
                double[] near = (double[])at.Clone();
                near[f] *= factor;
                Assert.True(likelihood.At(near).Twice < best);
            }
        }
    }

    [Fact]
    public void FactorWithOneGroupInEach_IsDroppedByName()
    {
        NestedDesign design = NestedDesign.Of(["lot", "day"], [["a", "a", "b", "b"], ["1", "1", "1", "1"]], out IReadOnlyList<string> dropped);
        Assert.Equal(["day"], dropped);
        Assert.Equal(["lot"], design.Factors);
    }

    [SharedDataTheory]
    [InlineData("sas_model1_by_pid_lot.tsv")]
    [InlineData("sas_model2_by_pid.tsv")]
    public void RealAssay_Anova_EqualsSas(string table)
    {
        string folder = SharedData.Path("reference_vca");
        string[][] data = [.. File.ReadLines(Path.Combine(folder, "real_data.csv")).Skip(1).Select(l => l.Split(','))];
        bool byLot = table.Contains("model1", StringComparison.Ordinal);
        int values = byLot ? 3 : 2;
        var failures = new List<string>();
        int compared = 0;
        foreach (var group in File.ReadLines(Path.Combine(folder, table)).Skip(1).Select(l => l.Split('\t')).GroupBy(r => byLot ? r[0] + "|" + r[1] : r[0]))
        {
            string[][] rows = [.. data.Where(r => (byLot ? r[0] + "|" + r[2] : r[0]) == group.Key)];
            string[] factors = byLot ? ["calibration", "day", "run"] : ["lot", "calibration", "day", "run"];
            int[] columns = byLot ? [3, 4, 5] : [2, 3, 4, 5];
            NestedDesign design = NestedDesign.Of(factors, [.. columns.Select(c => rows.Select(r => r[c]).ToArray())], out IReadOnlyList<string> dropped);
            Assert.Empty(dropped);
            VarianceComponents v = NestedVariances.Anova([.. rows.Select(r => Number(r[1]))], design);
            string[][] expected = [.. group];
            Assert.Equal(expected.Length, v.Components.Count);
            for (int c = 0; c < expected.Length; c++)
            {
                VarianceComponent own = v.Components[c];
                (string Text, double Found)[] pairs = [(expected[c][values], own.Estimate), (expected[c][values + 2], own.Low), (expected[c][values + 3], own.High)];
                foreach ((string text, double found) in pairs)
                {
                    if (text is "." or "") continue;
                    compared++;
                    // Estimates and the residual's interval to the digits printed; Wald's ends, whose information SAS may round otherwise, to 4 thousandths of the half-width.
                    double slack = text == expected[c][values] || own.Name == NestedVariances.Residual ? 0 : 4e-3 * (own.High - own.Low) / 2;
                    if (!Printed(text, found, slack)) failures.Add($"{group.Key} {own.Name}: SAS {text}, found {found.ToString("R", CultureInfo.InvariantCulture)}");
                }
            }
        }

        Assert.True(compared > 40);
        Assert.True(failures.Count == 0, $"{failures.Count} of {compared}:\n{string.Join('\n', failures.Take(20))}");
    }

    // Within a unit of the last digit that is printed.
    private static bool Printed(string text, double found, double slack)
    {
        int exponent = text.IndexOf('E', StringComparison.OrdinalIgnoreCase);
        string mantissa = exponent < 0 ? text : text[..exponent];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal), decimals = point < 0 ? 0 : mantissa.Length - point - 1;
        double unit = Math.Pow(10, (exponent < 0 ? 0 : int.Parse(text[(exponent + 1)..], CultureInfo.InvariantCulture)) - decimals);
        return Math.Abs(Number(text) - found) <= (0.51 * unit) + slack;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static NestedDesign OneWay() => NestedDesign.Of(["lot"], [[.. Lots.SelectMany((l, i) => l.Select(_ => $"{i}"))]], out _);
}
