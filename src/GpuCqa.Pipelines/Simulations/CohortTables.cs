using System.Globalization;
using System.Text;
using GpuCqa.Simulation;

namespace GpuCqa.Pipelines.Simulations;

/// <summary>The text tables of a simulated cohort: numbers in the shortest form that reads back to the same bits.</summary>
internal static class CohortTables
{
    /// <summary>The cohort sheet.</summary>
    public static void WriteSheet(SimulatedCohort cohort, LotFormat format, string file)
    {
        using TextWriter output = Open(file);
        bool batch = cohort.Lots.Any(l => l.Batch is not null), process = cohort.Lots.Any(l => l.Process is not null);
        string[] Design(string ofBatch, string ofProcess) => [.. batch ? [ofBatch] : Array.Empty<string>(), .. process ? [ofProcess] : Array.Empty<string>()];
        Row(output, ["lot", "path", "role", "donor", "tissue", .. Design("batch", "process"), .. cohort.Parameters.Readouts.Select(r => r.Name)]);
        foreach (SimulatedLot lot in cohort.Lots)
            Row(output, [lot.Name, format.PathOf(lot.Name), lot.Role, lot.Donor, lot.Tissue, .. Design(lot.Batch ?? "", lot.Process ?? ""), .. lot.Readouts.Select(Text)]);
    }

    /// <summary>True and captured fractions.</summary>
    public static void WriteFractions(SimulatedCohort cohort, string file)
    {
        using TextWriter output = Open(file);
        int[] states = Enumerable.Range(0, cohort.Lots[0].Truth.Fractions.Length).ToArray();
        Row(output, ["lot", "depth", .. states.Select(k => $"fraction_state_{k}"), .. states.Select(k => $"captured_state_{k}"), "marker_high_share", "ambient_molecules", "hazard_frequency", "hazard_cells"]);
        foreach (SimulatedLot lot in cohort.Lots)
        {
            LotTruth truth = lot.Truth;
            Row(output, [lot.Name, Text(truth.Depth), .. truth.Fractions.Select(Text), .. truth.CapturedFractions.Select(Text), Text(truth.MarkerHighShare), Text(truth.Ambient), Text(truth.HazardFrequency), Text(truth.HazardCells.Count)]);
        }
    }

    /// <summary>Base expression and programs.</summary>
    public static void WriteGenes(SimulatedCohort cohort, string file)
    {
        using TextWriter output = Open(file);
        SimulatedGenes genes = cohort.Genes;
        var planted = new (string Program, int State, double Effect)?[genes.Count];
        foreach (GeneProgram program in genes.Programs)
            for (int i = 0; i < program.Genes.Length; i++) planted[program.Genes[i]] = (program.Name, program.State, program.LogEffects[i]);
        Row(output, ["gene", "name", "base_share", "program", "state", "log_effect"]);
        for (int g = 0; g < genes.Count; g++)
        {
            string[] of = planted[g] is { } p ? [p.Program, Text(p.State), Text(p.Effect)] : ["", "", ""];
            Row(output, [genes.Features.Ids[g], genes.Features.Names[g], Text(genes.BaseShares[g]), .. of]);
        }
    }

    private static StreamWriter Open(string file)
    {
        return new StreamWriter(new FileStream(file, FileMode.CreateNew, FileAccess.Write), new UTF8Encoding(false)) { NewLine = "\n" };
    }

    // Names hold no comma or quote: the parameters' check sees to it.
    private static void Row(TextWriter output, IEnumerable<string> fields) => output.WriteLine(string.Join(',', fields));

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
