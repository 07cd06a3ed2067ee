namespace GpuCqa.Client.Uploads;

/// <summary>What an upload is doing.</summary>
public enum UploadPhase
{
    /// <summary>Reading files for their SHA-256.</summary>
    Hashing,

    /// <summary>Sending bytes.</summary>
    Sending,

    /// <summary>Waiting while the service checks what it has.</summary>
    Finishing,

    /// <summary>The dataset exists; nothing was sent if it did before.</summary>
    Done,
}
