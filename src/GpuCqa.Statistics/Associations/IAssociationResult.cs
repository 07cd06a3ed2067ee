namespace GpuCqa.Statistics;

/// <summary>A result that has a family of tests over lots.</summary>
public interface IAssociationResult
{
    /// <summary>The family.</summary>
    AssociationFindings Tests { get; }
}
