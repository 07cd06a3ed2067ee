using ILGPU.Runtime;

namespace ILGPU;

/// <content>The devices of one kind.</content>
public sealed partial class Context
{
    /// <summary>The devices of one kind.</summary>
    public readonly ref struct DeviceCollection<TDevice>
        where TDevice : Device
    {
        private readonly TDevice[] devices;

        internal DeviceCollection(TDevice[] devices) => this.devices = devices;

        public AcceleratorType AcceleratorType => DeviceTypeAttribute.GetAcceleratorType(typeof(TDevice));

        public int Count => devices.Length;

        public TDevice this[int deviceIndex] =>
            deviceIndex >= 0 && deviceIndex < devices.Length
                ? devices[deviceIndex]
                : throw new NotSupportedException($"There is no {AcceleratorType} device {deviceIndex}; there are {devices.Length}.");

        public Enumerator GetEnumerator() => new(devices);

        /// <summary>Goes through the devices.</summary>
        public ref struct Enumerator
        {
            private readonly TDevice[] devices;
            private int index;

            internal Enumerator(TDevice[] devices)
            {
                this.devices = devices;
                index = -1;
            }

            public TDevice Current => devices[index];

            public bool MoveNext() => ++index < devices.Length;
        }
    }
}
