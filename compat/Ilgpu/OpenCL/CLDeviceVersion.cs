namespace ILGPU.Runtime.OpenCL;

/// <summary>Version of OpenCL that a device has.</summary>
public readonly struct CLDeviceVersion
{
    public CLDeviceVersion(int major, int minor)
    {
        Major = major;
        Minor = minor;
    }

    public int Major { get; }

    public int Minor { get; }
}
