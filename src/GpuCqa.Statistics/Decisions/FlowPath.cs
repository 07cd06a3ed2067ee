namespace GpuCqa.Statistics;

/// <summary>The way that a comparison took.</summary>
/// <param name="States">States, the first the comparison of attributes.</param>
/// <param name="Outcome">Number of the outcome in ICH Q5E; 0 while none is reached.</param>
/// <param name="RolesMissing">Roles that have yet to sign a justification that was begun.</param>
public sealed record FlowPath(IReadOnlyList<FlowState> States, int Outcome, int RolesMissing)
{
    /// <summary>Where it stands.</summary>
    public FlowState State => States[^1];
}
