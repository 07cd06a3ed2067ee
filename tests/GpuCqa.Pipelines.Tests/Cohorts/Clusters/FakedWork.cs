using GpuCqa.Core.Parameters;
using GpuCqa.Pipelines.Cohorts;
using GpuCqa.Pipelines.Cohorts.Executors;
using GpuCqa.Testing;

namespace GpuCqa.Pipelines.Tests.Cohorts.Clusters;

/// <summary>A work folder of a plan with two phases, and a program that does nothing but leave the files of tasks and a line for each start.</summary>
internal sealed class FakedWork : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public FakedWork(int shards = 5, string name = "work")
    {
        Directory.CreateDirectory(Programs);
        Work = CohortWork.Create(Path.Combine(folder.Path, name), new CohortPlan
        {
            Engine = new CohortEngine("1", null, "b"),
            Sheet = Path.Combine(folder.Path, "cohort.csv"),
            Parameters = new DiscoverParameters { Readouts = ["r"] },
            Reading = new CohortReading(null, null, null, false, null),
            Inputs = [],
            Cells = 1000,
            Genes = 100,
            Entries = 10_000,
            Shards = [],
            Tree = new CohortTree(256, 1),
            Phases = [new CohortPhase("moments", shards, 3L << 30, 1L << 30, 0, 0, 10, 1), new CohortPhase("gram", 2, 1L << 30, 5L << 30, 0, 0, 10, 1)],
        });
        // It is found as gpucqa on a path; what shard 'fails' does is in a file of that name.
        File.WriteAllText(Path.Combine(Programs, "gpucqa"), """
            #!/bin/sh
            here=$(dirname "$0")
            printf '%s\n' "$*" >> "$here/started"
            verb=$2 work= phase= shards= device= out=
            while [ $# -gt 0 ]; do case $1 in --work) work=$2 ;; --phase) phase=$2 ;; --shard) shards=$2 ;; --device) device=$2 ;; --out) out=$2 ;; esac; shift; done
            if [ -n "$shards" ]; then mkdir "$here/busy-$device" || exit 70; fi
            [ ! -e "$here/before" ] || . "$here/before"
            mkdir -p "$work/$phase"
            case $verb in
            run-shard) for range in $(echo "$shards" | tr , ' '); do for shard in $(seq "${range%-*}" "${range#*-}"); do : > "$work/$phase/$(printf %05d "$shard")"; done; done ;;
            merge) : > "$work/$phase/merged" ;;
            finish) mkdir "$out" ;;
            esac
            [ -z "$shards" ] || rmdir "$here/busy-$device"
            """ + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(Programs, "gpucqa"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public CohortWork Work { get; }

    /// <summary>Folder of the program, for a path.</summary>
    public string Programs => Path.Combine(folder.Path, "programs");

    public string Output => Path.Combine(folder.Path, "result");

    /// <summary>The arguments of every start.</summary>
    public string[] Started => File.ReadAllLines(Path.Combine(Programs, "started"));

    public CohortSubmission Submission => new() { Work = Work, Output = Output, Program = new CohortProgram([Path.Combine(Programs, "gpucqa")]) };

    /// <summary>Lines of a shell that run in every task before it does anything; they see phase, shards and device.</summary>
    public void Before(string lines) => File.WriteAllText(Path.Combine(Programs, "before"), lines + "\n");

    public void Dispose() => folder.Dispose();
}
