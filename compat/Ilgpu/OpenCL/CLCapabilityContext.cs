namespace ILGPU.Runtime.OpenCL;

/// <summary>What an OpenCL device can do.</summary>
public sealed class CLCapabilityContext
{
    private CLCapabilityContext() { }

    public bool GenericAddressSpace => throw new NotSupportedException();
}
