using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace ILGPU;

/// <content>Building a context.</content>
public sealed partial class Context
{
    /// <summary>Collects devices and properties of a context to be.</summary>
    public sealed class Builder : ContextProperties
    {
        internal Builder() { }

        internal List<Device> Devices { get; } = [];

        public Builder Default() => AllAccelerators();

        public Builder AllAccelerators() => this.DefaultCPU();

        public Builder AllAccelerators(Predicate<Device> predicate)
        {
            if (predicate(CPUDevice.Default)) this.DefaultCPU();
            return this;
        }

        public Builder Inlining(InliningMode inliningMode)
        {
            InliningMode = inliningMode;
            return this;
        }

        public Builder Assertions()
        {
            EnableAssertions = true;
            return this;
        }

        public Builder Math(MathMode mathMode)
        {
            MathMode = mathMode;
            return this;
        }

        public Builder Caching(CachingMode cachingMode)
        {
            CachingMode = cachingMode;
            return this;
        }

        public Builder AutoAssertions() => this;

        public Builder Debug() => Optimize(OptimizationLevel.Debug).Assertions();

        public Builder Release() => Optimize(OptimizationLevel.Release);

        public Builder Optimize(OptimizationLevel level)
        {
            OptimizationLevel = level;
            return this;
        }

        public Builder PageLocking(PageLockingMode mode)
        {
            PageLockingMode = mode;
            return this;
        }

        public Builder Profiling()
        {
            EnableProfiling = true;
            return this;
        }

        public Context ToContext() => new(this);

        internal Builder Add(Device device)
        {
            if (!Devices.Contains(device)) Devices.Add(device);
            return this;
        }
    }
}
