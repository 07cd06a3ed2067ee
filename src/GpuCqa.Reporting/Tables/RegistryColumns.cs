using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

/// <summary>The tables of a registry.</summary>
internal static class RegistryColumns
{
    public static TableDefinition Cells() =>
        new Table<RegistryResult, RegistryCell>("registry.csv", Say("every state and function", "全状態・全機能"), "One row per state and function: what is known of it, and from which results.", result => result.Cells)
            .Text("state", "Key of the state: hash of its reference, resolution and cluster, or given/column/name.", c => c.State)
            .Text("function", "Function.", c => c.Function)
            .Text("grade", "E0 to E5.", c => c.Grade.ToString())
            .Number("rho", "Rank correlation over the lots that it was found on; the best of a family is too large on average.", c => c.Effect ?? double.NaN)
            .Number("rho_low", "Its interval, lower end.", c => c.Low ?? double.NaN)
            .Number("rho_high", "Upper end.", c => c.High ?? double.NaN)
            .Number("p_family", "Family-wise p.", c => c.PFamily ?? double.NaN)
            .Integer("n", "Lots that it was found on.", c => c.Lots)
            .Text("tissues", "Tissues in which it holds, separated by semicolons.", c => string.Join(';', c.Tissues))
            .Text("failed_tissues", "Tissues in which it was tested and not replicated.", c => string.Join(';', c.FailedTissues))
            .Text("not_higher_because", "What the next grade lacks.", c => string.Join("; ", c.NotHigher))
            .Text("engines", "Versions of the engine that made the results.", c => string.Join(';', c.Evidence.Select(e => e.Engine).Distinct(StringComparer.Ordinal)))
            .Text("results", "SHA-256 of the result folders that it rests on.", c => string.Join(';', c.Evidence.Select(e => e.Sha256)))
            .Text("grade_sha256", "SHA-256 over the grade and those hashes.", c => c.GradeSha256);

    public static TableDefinition Evidence() =>
        new Table<RegistryResult, (RegistryCell Cell, RegistryEvidence Evidence)>("registry_results.csv", Say("results behind every cell", "各セルの根拠となる結果"), "One row per state, function and result that it rests on.", result => result.Cells.SelectMany(c => c.Evidence.Select(e => (c, e))))
            .Text("state", "Key of the state.", e => e.Cell.State)
            .Text("function", "Function.", e => e.Cell.Function)
            .Integer("entry", "Entry of the registry.", e => e.Evidence.Entry)
            .Text("verb", "Verb of the result.", e => e.Evidence.Kind)
            .Text("said", "What it says.", e => e.Evidence.Said)
            .Text("folder", "Its folder, relative to the registry.", e => e.Evidence.Folder)
            .Text("sha256", "SHA-256 of the folder.", e => e.Evidence.Sha256)
            .Text("engine", "Version of the engine.", e => e.Evidence.Engine);

    public static TableDefinition Links() =>
        new Table<RegistryResult, StateLink>("state_links.csv", Say("states that are the same, split or merged", "同一・分割・統合された状態"), "One row per pair of a newer and an older state that share cells.", result => result.Links) { When = r => r.Links.Count > 0 }
            .Text("state", "The newer state.", l => l.From)
            .Text("older_state", "The older one.", l => l.To)
            .Text("kind", "same, part (a split), whole (a merge) or overlap.", l => l.Kind)
            .Number("share", "Share of the newer state's cells that are labelled as the older.", l => l.ShareOfFrom)
            .Number("share_of_older", "Share of the cells labelled as the older that are of the newer.", l => l.ShareOfTo);
}
