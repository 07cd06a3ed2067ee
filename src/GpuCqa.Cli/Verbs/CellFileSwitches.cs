using System.CommandLine;
using GpuCqa.Formats;

namespace GpuCqa.Cli.Verbs;

/// <summary>The options that say how files of cells are read, of every verb that reads a cohort.</summary>
internal sealed class CellFileSwitches
{
    private readonly Option<string?> lotColumn = new("--lot-column") { Description = "Per-cell column that names the lot, when one file holds several lots.", HelpName = "column" };
    private readonly Option<string?> genome = new("--genome") { Description = "Genome to read from 10x files of several.", HelpName = "name" };
    private readonly Option<string?> layer = new("--layer") { Description = "h5ad layer that holds the counts.", HelpName = "name" };
    private readonly Option<bool> useRaw = new("--use-raw") { Description = "Take counts and genes from raw of h5ad files." };
    private readonly Option<string?> cellColumn = new("--cell-column") { Description = "Column that names the cells in tables of image features (default: the first that is no number).", HelpName = "column" };

    /// <summary>Adds them to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[lotColumn, genome, layer, useRaw, cellColumn]) command.Options.Add(option);
    }

    /// <summary>Per-cell column that names the lot, or null.</summary>
    public string? LotColumn(ParseResult parsed) => parsed.GetValue(lotColumn);

    /// <summary>How files are read.</summary>
    public CellFileOptions Read(ParseResult parsed) => new() { Genome = parsed.GetValue(genome), Layer = parsed.GetValue(layer), UseRaw = parsed.GetValue(useRaw), IdColumn = parsed.GetValue(cellColumn) };
}
