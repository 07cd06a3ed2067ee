using System.Diagnostics;
using System.Diagnostics.Metrics;
using GpuCqa.Api.V1;
using GpuCqa.Service.Analyses;

namespace GpuCqa.Service.Operations.Telemetry;

/// <summary>What is counted of analyses: how many wait and run, how long they waited and took, what memory they were given.</summary>
public sealed class JobMeters
{
    /// <summary>Projects that have a series of their own; the others are counted together.</summary>
    public const int MostProjects = 100;

    private const string Kind = "gpucqa.analysis.kind";
    private static readonly double[] Bounds = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 86400];

    private readonly JobBook book;
    private readonly Histogram<double> duration, wait;
    private readonly HashSet<string> projects = new(StringComparer.Ordinal), devices = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>From the host's meters.</summary>
    public JobMeters(IMeterFactory factory, JobBook book)
    {
        this.book = book;
        Meter meter = factory.Create(JobTracing.Name);
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = Bounds };
        duration = meter.CreateHistogram("gpucqa.job.duration", "s", "Time from the start of an analysis to its end, by kind and state.", advice: advice);
        wait = meter.CreateHistogram("gpucqa.job.wait.duration", "s", "Time from the creation of an analysis to its first start.", advice: advice);
        meter.CreateObservableGauge("gpucqa.jobs", Census, "{job}", "Analyses that wait or run, by project and state.");
        meter.CreateObservableGauge("gpucqa.device.memory.reserved", () => Reserved(onDevice: true), "By", "Device memory that running analyses were admitted with, by device.");
        meter.CreateObservableGauge("gpucqa.host.memory.reserved", () => Reserved(onDevice: false), "By", "Host memory that running analyses were admitted with, by device.");
    }

    /// <summary>A job started.</summary>
    public void Started(Job job)
    {
        AnalysisMessage now = job.Now;
        if (now.Attempt == 1) wait.Record((now.StartTime.ToDateTimeOffset() - now.CreateTime.ToDateTimeOffset()).TotalSeconds, new KeyValuePair<string, object?>(Kind, KindOf(now.Spec)));
    }

    /// <summary>A job ended, or waits again.</summary>
    public void Ended(Job job, TimeSpan time) =>
        duration.Record(time.TotalSeconds, new TagList { { Kind, KindOf(job.Now.Spec) }, { "gpucqa.job.state", StateOf(job.Now.State) } });

    /// <summary>Kind of an analysis as metrics and traces name it.</summary>
    public static string KindOf(AnalysisSpec spec) => spec.KindCase.ToString().ToLowerInvariant();

    private static string StateOf(AnalysisState state) => state.ToString().ToLowerInvariant();

    private IEnumerable<Measurement<long>> Census()
    {
        var counts = book.Jobs.CountBy(j => (Project: Series(j.Record.Project), State: StateOf(j.Now.State))).ToDictionary();
        // A project that has no jobs any more is told as zero, not left as it was.
        string[] known;
        lock (gate) known = [.. projects];
        foreach (string project in known)
        {
            counts.TryAdd((project, StateOf(AnalysisState.Queued)), 0);
            counts.TryAdd((project, StateOf(AnalysisState.Running)), 0);
        }

        return counts.Select(c => new Measurement<long>(c.Value, new KeyValuePair<string, object?>("gpucqa.project", c.Key.Project), new KeyValuePair<string, object?>("gpucqa.job.state", c.Key.State)));
    }

    private string Series(string project)
    {
        lock (gate) return projects.Contains(project) || (projects.Count < MostProjects && projects.Add(project)) ? project : Calls.CallMeters.OtherMethod;
    }

    private IEnumerable<Measurement<long>> Reserved(bool onDevice)
    {
        Dictionary<string, long> bytes = book.Jobs
            .Where(j => j.Now.State is AnalysisState.Running or AnalysisState.Cancelling).Select(j => j.Plan).OfType<JobPlan>().GroupBy(p => p.Device, StringComparer.Ordinal)
            .ToDictionary(d => d.Key, d => d.Sum(p => onDevice ? p.Need.DeviceBytes : p.Need.HostBytes), StringComparer.Ordinal);
        // A device on which nothing runs any more is told as zero, as projects are.
        lock (gate)
        {
            devices.UnionWith(bytes.Keys);
            foreach (string device in devices) bytes.TryAdd(device, 0);
        }

        return bytes.Select(d => new Measurement<long>(d.Value, new KeyValuePair<string, object?>("gpucqa.device", d.Key)));
    }
}
