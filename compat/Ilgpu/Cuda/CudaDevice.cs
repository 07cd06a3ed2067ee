namespace ILGPU.Runtime.Cuda;

/// <summary>A CUDA device. The stand-in has none: every list of them is empty.</summary>
[DeviceType(AcceleratorType.Cuda)]
public sealed class CudaDevice : Device
{
    private CudaDevice() { }

    public int DeviceId => throw new NotSupportedException();

    public CudaDriverVersion DriverVersion => throw new NotSupportedException();

    public CudaArchitecture? Architecture => throw new NotSupportedException();

    public int ClockRate => throw new NotSupportedException();

    public int MemoryClockRate => throw new NotSupportedException();

    public int MemoryBusWidth => throw new NotSupportedException();

    public int L2CacheSize => throw new NotSupportedException();

    public override Accelerator CreateAccelerator(Context context) => CreateCudaAccelerator(context);

    public CudaAccelerator CreateCudaAccelerator(Context context) => throw new NotSupportedException("The stand-in for ILGPU has no CUDA devices.");
}
