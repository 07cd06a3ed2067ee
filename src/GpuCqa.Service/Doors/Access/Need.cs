namespace GpuCqa.Service.Doors.Access;

/// <summary>Whom a method answers.</summary>
public enum Need
{
    /// <summary>Anyone, without a credential.</summary>
    Nothing,

    /// <summary>Any caller that proved who it is.</summary>
    Identity,

    /// <summary>Callers with the role in some project; the method touches none.</summary>
    Somewhere,

    /// <summary>Callers with the role in the project that the request names.</summary>
    Project,
}
