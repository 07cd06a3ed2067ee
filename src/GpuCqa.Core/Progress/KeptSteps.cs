namespace GpuCqa.Core.Progress;

/// <summary>What finished steps of a job made, kept so that a job that is stopped goes on after them. The base class keeps nothing.</summary>
/// <remarks>
/// A step is a function of the job (its inputs, parameters, program and kind of device) and of the steps before it. Steps are asked for in the same order in every run of a job, by one thread.
/// </remarks>
public class KeptSteps
{
    /// <summary>Keeps nothing: every step is made.</summary>
    public static KeptSteps None { get; } = new();

    /// <summary>What a step makes, or what it made in an earlier run of the job.</summary>
    /// <typeparam name="T">Numbers, texts, arrays, lists, dictionaries by text, matrices, and records or tuples of such; null is kept too.</typeparam>
    /// <param name="step">Short name, as progress shows it.</param>
    /// <param name="progress">Told what the step tells; of an earlier run's step, the notes and warnings that it told then.</param>
    /// <param name="make">The step; it tells the receiver that it is given.</param>
    public virtual T Of<T>(string step, StepProgress progress, Func<StepProgress, T> make) => make(progress);
}
