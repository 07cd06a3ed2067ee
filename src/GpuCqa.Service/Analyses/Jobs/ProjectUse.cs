using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Analyses;

/// <summary>Seconds that each project has computed; half of them are forgotten every hour.</summary>
public sealed class ProjectUse
{
    /// <summary>Time in which half of a use is forgotten.</summary>
    public static readonly TimeSpan HalfLife = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (double Seconds, DateTimeOffset At)> used = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> served = new(StringComparer.Ordinal);

    /// <summary>With what the tables remember.</summary>
    public ProjectUse(Database database)
    {
        foreach ((string project, long milliseconds, long at) in database.Run(s => s.Query("SELECT project, milliseconds, at FROM project_use", r => (r.GetString(0), r.GetInt64(1), r.GetInt64(2)))))
            used[project] = (milliseconds / 1e3, DateTimeOffset.FromUnixTimeMilliseconds(at));
    }

    /// <summary>What a project has used, as of a time.</summary>
    public double Seconds(string project, DateTimeOffset now)
    {
        lock (gate) return used.TryGetValue(project, out var use) ? use.Seconds * Math.Pow(0.5, Math.Max(0, (now - use.At) / HalfLife)) : 0;
    }

    /// <summary>When a job of a project was last started, or null.</summary>
    public DateTimeOffset? Served(string project)
    {
        lock (gate) return served.TryGetValue(project, out DateTimeOffset at) ? at : null;
    }

    /// <summary>A job of a project starts.</summary>
    public void Serve(string project, DateTimeOffset now)
    {
        lock (gate) served[project] = now;
    }

    /// <summary>A job of a project has computed for a time.</summary>
    /// <returns>Writes it into the tables, within the transaction that ends the job.</returns>
    public Action<DatabaseSession> Add(string project, TimeSpan time, DateTimeOffset now)
    {
        double seconds = Seconds(project, now) + Math.Max(0, time.TotalSeconds);
        lock (gate) used[project] = (seconds, now);
        return session =>
        {
            session.Execute("DELETE FROM project_use WHERE project = @p", ("@p", project));
            session.Execute("INSERT INTO project_use (project, milliseconds, at) VALUES (@p, @m, @a)", ("@p", project), ("@m", (long)(seconds * 1e3)), ("@a", now.ToUnixTimeMilliseconds()));
        };
    }
}
