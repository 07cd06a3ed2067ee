namespace ILGPU.Runtime.OpenCL;

/// <summary>An OpenCL device. The stand-in has none: every list of them is empty.</summary>
[DeviceType(AcceleratorType.OpenCL)]
public sealed class CLDevice : Device
{
    private CLDevice() { }

    public nint PlatformId => throw new NotSupportedException();

    public nint DeviceId => throw new NotSupportedException();

    public string PlatformName => throw new NotSupportedException();

    public string VendorName => throw new NotSupportedException();

    public CLDeviceType DeviceType => throw new NotSupportedException();

    public CLDeviceVersion DeviceVersion => throw new NotSupportedException();

    public CLCapabilityContext Capabilities => throw new NotSupportedException();

    public override Accelerator CreateAccelerator(Context context) => CreateCLAccelerator(context);

    public CLAccelerator CreateCLAccelerator(Context context) => throw new NotSupportedException("The stand-in for ILGPU has no OpenCL devices.");
}
