namespace GpuCqa.Service.Doors;

/// <summary>What a caller may do in a project; each role includes those below it.</summary>
public enum Role
{
    /// <summary>Nothing; not even whether the project exists.</summary>
    None,

    /// <summary>Look at everything.</summary>
    Reader,

    /// <summary>Bring in data, make cohorts, run and delete analyses.</summary>
    Analyst,

    /// <summary>Delete datasets too.</summary>
    Admin,
}
