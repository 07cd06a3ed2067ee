using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Analyses;

/// <summary>What analyses that have not ended read: datasets, cohorts and references, by uid.</summary>
public static class AnalysisInputs
{
    /// <summary>Adds what an analysis reads; false if one of the inputs is gone.</summary>
    public static bool Add(DatabaseSession session, string analysis, IEnumerable<string> inputs)
    {
        foreach (string input in inputs.Distinct(StringComparer.Ordinal))
        {
            if (session.Query("SELECT 1 FROM datasets WHERE uid = @u UNION ALL SELECT 1 FROM cohorts WHERE uid = @u UNION ALL SELECT 1 FROM frozen_references WHERE uid = @u", r => r.GetInt64(0), ("@u", input)).Count == 0) return false;
            session.Execute("INSERT INTO analysis_inputs (analysis, input) VALUES (@a, @i)", ("@a", analysis), ("@i", input));
        }

        return true;
    }

    /// <summary>Name of an analysis that reads an input, or null.</summary>
    public static string? Reader(DatabaseSession session, string input) => session.Query(
        "SELECT a.project, a.id FROM analysis_inputs i JOIN analyses a ON a.uid = i.analysis WHERE i.input = @i LIMIT 1",
        r => $"projects/{r.GetString(0)}/analyses/{r.GetString(1)}", ("@i", input)).SingleOrDefault();

    /// <summary>The datasets that an analysis reads: uid and name.</summary>
    public static IReadOnlyList<(string Uid, string Name)> Datasets(DatabaseSession session, string analysis) => session.Query(
        "SELECT d.uid, d.project, d.id FROM analysis_inputs i JOIN datasets d ON d.uid = i.input WHERE i.analysis = @a",
        r => (r.GetString(0), $"projects/{r.GetString(1)}/datasets/{r.GetString(2)}"), ("@a", analysis));

    /// <summary>Lets go of what an analysis read, and of copies that nothing reads any more.</summary>
    public static void Release(DatabaseSession session, string analysis)
    {
        session.Execute("DELETE FROM analysis_inputs WHERE analysis = @a", ("@a", analysis));
        session.Execute("DELETE FROM kept_cohorts WHERE uid NOT IN (SELECT input FROM analysis_inputs)");
    }
}
