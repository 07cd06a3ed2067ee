using GpuCqa.Compute;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Tests;

/// <summary>A test of given states of drawn lots; its statistics are the engine's own.</summary>
internal sealed record SyntheticAssociation
{
    private static readonly ComputeDevice Device = ComputeDevices.Open("cpu", 1);

    public int Lots { get; init; } = 8;

    /// <summary>Whether cells are counted; otherwise only fractions are known.</summary>
    public bool Counted { get; init; } = true;

    /// <summary>Columns of labels, each with its states; one without a name is a table of lots x states.</summary>
    public IReadOnlyList<(string Column, string[] States)> Partitions { get; init; } = [("", ["Enterocyte", "Goblet, \"mature\"", "Stem", "Tuft"])];

    public string[] Readouts { get; init; } = ["vegf_pg_ml"];

    /// <summary>Levels of the first readout, lots alternate between them; none = a measured readout.</summary>
    public string[] Levels { get; init; } = [];

    /// <summary>"block", "unit", "both" or "covariate" where orders are restricted.</summary>
    public string? Design { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How strongly the first state follows the first readout, 0 to 1.</summary>
    public double Effect { get; init; } = 1;

    /// <summary>Whether readouts are predicted and attributed to states.</summary>
    public bool Predicted { get; init; }

    public AssociateResult Build()
    {
        var random = new Philox(9, RandomPurpose.Test);
        TestedLot[] lots = new TestedLot[Lots];
        for (int l = 0; l < Lots; l++)
        {
            double first = Levels.Length > 0 ? l % Levels.Length : Math.Round(100 + (40.0 * ((l * 5) % Lots)) + random.NextDouble(), 2);
            double[] others = [.. Readouts.Skip(1).Select((_, r) => (double)((l * (r + 3)) % Lots))];
            lots[l] = new TestedLot($"Lot, {l + 1}", l % 2 == 0 ? $"D{l}" : null, null, "B1", null, [first, .. others])
            {
                Block = Design switch { "block" => $"run {l / 4}", "both" => $"run {l / 8}", _ => null }, Unit = Design is "unit" or "both" ? $"D{l / 2}" : null, Covariates = Design == "covariate" ? [20 + (l * 3 % 7)] : [],
            };
        }

        int[] total = [.. lots.Select((_, l) => 600 + (37 * l))];
        double low = lots.Min(l => l.Readouts[0]), span = Math.Max(1, lots.Max(l => l.Readouts[0]) - low);
        StatePartition[] partitions = new StatePartition[Partitions.Count];
        for (int p = 0; p < partitions.Length; p++)
        {
            int[][] counts = [.. Partitions[p].States.Select(_ => new int[Lots])];
            for (int l = 0; l < Lots; l++)
            {
                double share = 0.1 + (0.3 * Effect * (lots[l].Readouts[0] - low) / span) + (0.05 * random.NextDouble());
                counts[0][l] = (int)(share * total[l]);
                int left = total[l] - counts[0][l] - 20;
                for (int k = 1; k < counts.Length; k++) left -= counts[k][l] = (int)(left * (0.3 + (0.3 * random.NextDouble())));
            }

            partitions[p] = Counted
                ? StatePartition.OfCounts(Partitions[p].Column, Partitions[p].States, counts, total)
                : StatePartition.OfFractions(Partitions[p].Column, Partitions[p].States, [.. counts.Select(c => c.Select((n, l) => (double)n / total[l]).ToArray())]);
        }

        bool table = Partitions is [("", _)];
        var parameters = new AssociateParameters
        {
            Readouts = Readouts, Layout = table ? "lots x states" : "one row a cell", Values = Counted ? "counts" : "fractions", LotColumn = "lot", TotalColumn = table && Counted ? "all_cells" : null,
            States = table ? Partitions[0].States : [], StateColumns = table ? [] : [.. Partitions.Select(p => p.Column)], Block = Design is "block" or "both" ? ["run"] : [], Unit = Design is "unit" or "both" ? "donor" : null, Covariates = Design == "covariate" ? ["age"] : [], Levels = Levels.Length == 0 ? [] : [$"{Readouts[0]}={string.Join(',', Levels)}"],
            Predict = Predicted, PredictPermutations = 99, EffectiveCells = Predicted,
        };
        return new AssociateResult
        {
            Parameters = parameters,
            Tests = new AssociationFindings
            {
                Parameters = parameters,
                Design = DesignCheck.Check(lots, parameters, "state"),
                Lots = lots,
                Partitions = partitions,
                Fractions = FractionTable.Build(partitions, lots, parameters),
                Associations = AssociationSearch.Run(Device, partitions, lots, parameters, StepProgress.None, CancellationToken.None),
            },
            Prediction = LotPredictions.Of(Device, partitions, lots, null, parameters, StepProgress.None, CancellationToken.None),
            Effective = PotencyAttributions.Of(Device, partitions, lots, parameters, Levels.Length == 0 ? [] : [Readouts[0]], StepProgress.None, CancellationToken.None),
            Notes = Notes,
        };
    }
}
