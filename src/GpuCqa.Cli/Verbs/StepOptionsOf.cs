using GpuCqa.Pipelines.Steps;

namespace GpuCqa.Cli.Verbs;

/// <summary>What a command line says of kept steps.</summary>
internal static class StepOptionsOf
{
    /// <summary>The options of a run.</summary>
    /// <param name="parent">Folder that holds a folder for each job.</param>
    /// <param name="keep">When steps are kept.</param>
    /// <param name="resume">Go on with an earlier run.</param>
    public static StepOptions Run(string parent, KeepSteps keep, bool resume) => new(parent)
    {
        // Who resumes runs that may be stopped wants this one's steps kept too.
        KeepAfter = keep == KeepSteps.Never ? null : resume || keep == KeepSteps.Always ? TimeSpan.Zero : StepOptions.LongRun,
        Resume = resume,
        Asked = resume || keep == KeepSteps.Always,
    };
}
