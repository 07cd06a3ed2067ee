namespace GpuCqa.Service.Storage;

/// <summary>Whether this service may use its tables.</summary>
public enum DatabaseState
{
    /// <summary>The tables are this service's.</summary>
    Held,

    /// <summary>The database does not answer, or the lock on it was lost; the service tries to get it back.</summary>
    Lost,

    /// <summary>Another service has the tables now: this one must end.</summary>
    TakenOver,
}
