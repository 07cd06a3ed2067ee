namespace GpuCqa.Pipelines.Simulations;

/// <summary>Names of the files of a simulated cohort.</summary>
public static class CohortFiles
{
    /// <summary>The cohort sheet.</summary>
    public const string Sheet = "cohort.csv";

    /// <summary>The folder that holds one 10x folder per lot.</summary>
    public const string Lots = "lots";

    /// <summary>State, library and mitochondrial share of every cell.</summary>
    public const string Cells = "truth_cells.csv.gz";

    /// <summary>True and captured fraction of every state in every lot.</summary>
    public const string Fractions = "truth_fractions.csv";

    /// <summary>Base expression, program and effect of every gene.</summary>
    public const string Genes = "truth_genes.csv";

    /// <summary>Seed, preset, every parameter, and what was planted; a folder without it is never replaced.</summary>
    public const string Manifest = "manifest.json";
}
