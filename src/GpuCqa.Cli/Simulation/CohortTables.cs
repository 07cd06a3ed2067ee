using System.Globalization;
using System.IO.Compression;
using System.Text;
using GpuCqa.Analysis.Simulation;

namespace GpuCqa.Cli.Simulation;

/// <summary>The text tables of a simulated cohort: numbers in the shortest form that reads back to the same bits.</summary>
internal static class CohortTables
{
    /// <summary>The cohort sheet.</summary>
    public static void WriteSheet(SimulatedCohort cohort, string file)
    {
        using TextWriter output = Open(file);
        Row(output, ["lot", "path", "role", "donor", "tissue", .. cohort.Parameters.Readouts.Select(r => r.Name)]);
        foreach (SimulatedLot lot in cohort.Lots)
            Row(output, [lot.Name, $"{CohortFiles.Lots}/{lot.Name}", lot.Role, lot.Donor, lot.Tissue, .. lot.Readouts.Select(Text)]);
    }

    /// <summary>True and captured fractions.</summary>
    public static void WriteFractions(SimulatedCohort cohort, string file)
    {
        using TextWriter output = Open(file);
        int[] states = Enumerable.Range(0, cohort.Parameters.StateShares.Count).ToArray();
        Row(output, ["lot", "depth", .. states.Select(k => $"fraction_state_{k}"), .. states.Select(k => $"captured_state_{k}")]);
        foreach (SimulatedLot lot in cohort.Lots)
            Row(output, [lot.Name, Text(lot.Truth.Depth), .. lot.Truth.Fractions.Select(Text), .. lot.Truth.CapturedFractions.Select(Text)]);
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

    /// <summary>Truth of every cell.</summary>
    public static void WriteCells(SimulatedCohort cohort, string file, CancellationToken cancellation)
    {
        using TextWriter output = Open(file);
        Row(output, ["cell", "lot", "state", "damaged", "library", "mito_share"]);
        foreach (SimulatedLot lot in cohort.Lots)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int c = 0; c < lot.CellCount; c++)
            {
                CellTruth cell = lot.Cell(c);
                Row(output, [lot.Barcode(c), lot.Name, Text(cell.State), cell.Damaged ? "1" : "0", Text(cell.Library), Text(cell.MitoShare)]);
            }
        }
    }

    private static StreamWriter Open(string file)
    {
        Stream stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        if (file.EndsWith(".gz", StringComparison.Ordinal)) stream = new GZipStream(stream, CompressionLevel.Fastest);
        return new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\n" };
    }

    // Names hold no comma or quote: the parameters' check sees to it.
    private static void Row(TextWriter output, IEnumerable<string> fields) => output.WriteLine(string.Join(',', fields));

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
