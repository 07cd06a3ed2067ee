using System.Reflection;

namespace ILGPU.Runtime;

/// <summary>Says of which kind the devices of a class are.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = true)]
public sealed class DeviceTypeAttribute(AcceleratorType acceleratorType) : Attribute
{
    public AcceleratorType AcceleratorType { get; } = acceleratorType;

    public static AcceleratorType GetAcceleratorType(Type type) =>
        type.GetCustomAttribute<DeviceTypeAttribute>()?.AcceleratorType ?? throw new InvalidOperationException($"{type} names no kind of accelerator.");
}
