namespace GpuCqa.Cli.Verbs;

/// <summary>When a run keeps its finished steps, so that it can be gone on with.</summary>
public enum KeepSteps
{
    /// <summary>Once it has run for long.</summary>
    Auto,

    /// <summary>From its first step on.</summary>
    Always,

    /// <summary>Not at all.</summary>
    Never,
}
