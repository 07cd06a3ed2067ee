using System.Globalization;
using GpuCqa.Core.Errors;

namespace GpuCqa.Simulation;

/// <summary>Refuses parameters that no cohort can have.</summary>
internal static class SimulationParametersCheck
{
    public static void Check(SimulationParameters p)
    {
        LotGroupsCheck.Check(p);
        Require(p.MinCellsPerLot >= 1 && p.MaxCellsPerLot >= p.MinCellsPerLot, $"{p.MinCellsPerLot} to {p.MaxCellsPerLot} cells per lot; expected 1 <= min <= max");
        if (p.TotalCells is { } total)
        {
            int lots = p.AllGroups.Sum(g => g.Lots);
            Require(total >= lots && total / lots < int.MaxValue, $"{total} cells in {lots} lots; expected 1 to {int.MaxValue} cells per lot");
        }

        CheckStates(p);
        CheckGenes(p);
        Range(p.ProgramEffectLow, p.ProgramEffectHigh, 0, "program effect");
        Range(p.GeneSetEffectLow, p.GeneSetEffectHigh, 0, "gene set effect");
        Range(p.MarkerEffectLow, p.MarkerEffectHigh, 0, "marker effect");
        Share(p.ProgramUpShare, "share of program genes that go up");
        Share(p.DonorVarianceShare, "donor share of the composition variance");
        Share(p.LowQualityShare, "share of damaged cells");
        Require(p.KeyMarkerShare is > 0 and < 0.01, $"key marker share {Text(p.KeyMarkerShare)}; expected between 0 and 0.01");
        Finite(p.KeyMarkerEffect, "key marker effect");
        Positive(p.BaseShape, "gamma shape of base expression");
        NotNegative(p.BaseLogSd, "lognormal deviation of base expression");
        NotNegative(p.CompositionSd, "composition deviation");
        NotNegative(p.CqaCompositionSd, "composition deviation of the hidden state");
        Require(p.CapturePrecision > 0, $"capture precision {Text(p.CapturePrecision)}; expected a positive number or infinity");
        Require(p.LibrarySize is >= 1 and <= 1e6, $"{Text(p.LibrarySize)} molecules per cell; expected 1 to 1,000,000");
        NotNegative(p.LibrarySd, "library size deviation");
        Range(p.DepthLow, p.DepthHigh, double.Epsilon, "depth factor");
        Positive(p.Dispersion, "dispersion theta");
        NotNegative(p.BatchSd, "batch deviation");
        Require(p.MitoShare is >= 0 and <= 0.2, $"mitochondrial share {Text(p.MitoShare)}; expected 0 to 0.2");
        NotNegative(p.MitoSd, "deviation of the mitochondrial share");
        NotNegative(p.SharedBatchSd, "deviation of shared batches");
        NotNegative(p.DonorSd, "deviation of donors");
        Share(p.DoubletShare, "share of doublets");
        Require(p.AmbientShare is >= 0 and < 1, $"ambient share {Text(p.AmbientShare)}; expected at least 0 and below 1");
        NotNegative(p.AmbientSd, "deviation of the ambient molecules");
        CheckChange(p);
        CheckHazard(p);
        CheckReadouts(p);
    }

    private static void CheckChange(SimulationParameters p)
    {
        if (p.Change is not { } change) return;
        Finite(change.CqaShift, "shift of the hidden state");
        NotNegative(change.VarianceFactor, "factor on the variance of the composition");
        Require(change.NewStateShare is >= 0 and < 1, $"share of the new state {Text(change.NewStateShare)}; expected at least 0 and below 1");
        Require(change.ProgramGenes >= 0, $"{change.ProgramGenes} genes of the change; expected no negative number");
        NotNegative(change.ProgramEffect, "effect of the change on genes");
        Positive(change.DepthFactor, "depth factor of the change");
        Require(change.AmbientShift >= 0 && p.AmbientShare + change.AmbientShift < 1, $"ambient shift {Text(change.AmbientShift)}; expected at least 0 and an ambient share below 1");
    }

    private static void CheckHazard(SimulationParameters p)
    {
        if (p.Hazard is not { } hazard) return;
        Require(hazard.Genes >= 1, $"{hazard.Genes} genes of the hazard program; expected at least 1");
        Require(hazard.BaseShare > 0 && hazard.BaseShare * hazard.Genes < 0.1, $"base share {Text(hazard.BaseShare)} of hazard genes; expected a positive number, below 0.1 in all");
        Range(hazard.EffectLow, hazard.EffectHigh, 0, "hazard effect");
        Require(hazard.LotCorrelation is >= 0 and < 1, $"intraclass correlation {Text(hazard.LotCorrelation)} of hazards; expected at least 0 and below 1");
        NotNegative(hazard.ClumpMean, "mean clump of hazards");
    }

    private static void CheckStates(SimulationParameters p)
    {
        Require(p.StateShares.Count >= 2, $"{p.StateShares.Count} cell states; expected at least 2");
        Require(p.StateShares.All(s => s > 0) && Math.Abs(p.StateShares.Sum() - 1) <= 1e-9, $"state shares {string.Join(", ", p.StateShares.Select(Text))}; expected positive numbers that sum to 1");
        Require(p.CqaState >= 0 && p.CqaState < p.StateShares.Count, $"hidden state {p.CqaState}; expected 0 to {p.StateShares.Count - 1}");
    }

    private static void CheckGenes(SimulationParameters p)
    {
        Require(p.ProgramSize >= 0 && p.GeneSetSize >= 0 && p.MarkerGenes >= 0, $"program size {p.ProgramSize}, gene set size {p.GeneSetSize}, {p.MarkerGenes} markers; expected no negative number");
        long needed = GeneNames.Mitochondrial.Length + 1 + ((long)p.States * p.ProgramSize) + (2L * p.GeneSetSize) + p.MarkerGenes + (p.Change?.ProgramGenes ?? 0) + (p.Hazard?.Genes ?? 0) + 1;
        Require(p.Genes >= needed, $"{p.Genes} genes; the programs, gene sets, markers and mitochondrial genes need {needed}");
        Require(!string.IsNullOrWhiteSpace(p.KeyMarker) && !GeneNames.IsReserved(p.KeyMarker), $"key marker '{p.KeyMarker}'; expected a symbol that no other gene carries");
        Require(IsPlain(p.KeyMarker), $"key marker '{p.KeyMarker}'; expected a symbol without comma, quote, tab or line break");
    }

    private static void CheckReadouts(SimulationParameters p)
    {
        foreach (ReadoutParameters r in p.Readouts)
        {
            Require(!string.IsNullOrWhiteSpace(r.Name), "a readout without a name");
            Require(IsPlain(r.Name), $"readout '{r.Name}'; expected a name without comma, quote or line break");
            Positive(r.Median, $"median of readout '{r.Name}'");
            NotNegative(r.LogSd, $"deviation of readout '{r.Name}'");
            NotNegative(r.AssaySd, $"assay deviation of readout '{r.Name}'");
            Require(r.Correlation is >= -1 and <= 1, $"correlation {Text(r.Correlation)} of readout '{r.Name}'; expected -1 to 1");
            NotNegative(r.LowerLimit, $"lower limit of readout '{r.Name}'");
        }

        string? twice = p.Readouts.GroupBy(r => r.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
        Require(twice is null, $"two readouts named '{twice}'");
    }

    internal static bool IsPlain(string name) => name.AsSpan().IndexOfAny(",\"\t\r\n") < 0;

    private static void Range(double low, double high, double least, string what) =>
        Require(low >= least && high >= low && double.IsFinite(high), $"{what} {Text(low)} to {Text(high)}; expected {(least > 0 ? "0 <" : "0 <=")} low <= high");

    internal static void Share(double value, string what) => Require(value is >= 0 and <= 1, $"{what} {Text(value)}; expected 0 to 1");

    internal static void Finite(double value, string what) => Require(double.IsFinite(value), $"{what} {Text(value)}; expected a finite number");

    private static void Positive(double value, string what) => Require(value > 0 && double.IsFinite(value), $"{what} {Text(value)}; expected a positive number");

    internal static void NotNegative(double value, string what) => Require(value >= 0 && double.IsFinite(value), $"{what} {Text(value)}; expected a number of at least 0");

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    internal static void Require(bool holds, string finding)
    {
        if (!holds) throw new InvalidParameterException($"Simulation: {finding}.");
    }
}
