using System.Text;
using GpuCqa.Reporting.Verbs;

namespace GpuCqa.Reporting.Tables;

/// <summary>Makes docs/result-folder.md from the table definitions, so that code and documentation cannot differ.</summary>
public static class TableDocumentation
{
    /// <summary>The document, Markdown with \n line ends.</summary>
    public static string Markdown()
    {
        var text = new StringBuilder();
        text.Append("""
            # The result folder

            <!-- Made from the table definitions in src/GpuCqa.Reporting/Tables; a test compares. To make it anew: GPUCQA_WRITE_DOCS=1 dotnet test tests/GpuCqa.Reporting.Tests -->

            A result folder is written under a temporary name and renamed when it is whole. The same input, parameters and kind of device give the same
            bytes; timestamps, timings and thread counts stand in `provenance.json` and on one line of `report.html` (the one with `id="times"`), paths in
            `provenance.json` only. `gpucqa report FOLDER` makes `report.html` and `figures/` again from the other files, to the same bytes.

            | file | verbs | what |
            |---|---|---|
            | `report.html` | all | the report: one file, no network, English and Japanese; a section for each part that the result has |
            | `figures/*.svg`, `*.png` | all | the report's pictures, to paste into documents; both drawn from the same marks |
            | `summary.json` | all | the finding for programs: what the design can show, the best association, the family; of cells alignment and counts; of a mapping the reference, the locked claims, every test with what it was computed from, grades; of plates and perturbations each lot or gene |
            | `provenance.json` | all | the verb, SHA-256 of each input, every parameter after defaults, seed, engine version and commit, device, packages, operations that ran on the host instead of the device, seconds per step, the steps that were kept by an earlier run and not computed in this one (`resumed`: when they were finished, and the seconds that they took then); SHA-256 of every file of the folder (`files`, `pages`), the results that it was made from (`results`) and one hash over all of that (`seal`, [trust](trust.md)) |
            | `signatures.jsonl` | all, once signed | who signed the seal, meaning what, when, with which key; each record holds the hash of the one before |
            | `result.h5ad` | discover, map | cells, genes, counts, embeddings (`X_pca`, `X_umap`), graph and the finding in anndata's format; of a mapping the mapped cells with their labels; opens in scanpy |
            | `reference/` | discover | the frozen [reference](reference.md): all that is needed to map new lots onto the finding and to test it on them, with a checksum of every file; its hash is in `provenance.json` and `summary.json` |

            """.ReplaceLineEndings("\n"));
        foreach (TableDefinition table in ResultTables.All) text.Append("| `").Append(table.File).Append("` | ").Append(Verbs(table)).Append(" | ").Append(FirstSentence(table.Description)).Append(" |\n");
        text.Append("\nTables are UTF-8, comma-separated (RFC 4180), one header line. Numbers read back to the same bits; an empty field is a missing value; infinities are `inf` and `-inf`.\n");
        foreach (TableDefinition table in ResultTables.All)
        {
            bool shared = ResultTables.All.Count(t => t.File == table.File) > 1;
            text.Append("\n## ").Append(table.File).Append(shared ? $" ({Verbs(table)})" : "").Append("\n\n").Append(table.Description).Append("\n\n| column | type | meaning |\n|---|---|---|\n");
            foreach (ColumnDefinition column in table.Columns)
                text.Append("| `").Append(column.Name).Append("` | ").Append(column.Type).Append(" | ").Append(column.Description.Replace("|", "\\|", StringComparison.Ordinal)).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Verbs(TableDefinition table) => string.Join(", ", VerbReport.All.Where(v => table.IsOf(v.ResultType)).Select(v => v.Verb));

    private static string FirstSentence(string description)
    {
        int end = description.IndexOfAny([':', '.']);
        return (end < 0 ? description : description[..end]).Replace("|", "\\|", StringComparison.Ordinal);
    }
}
