namespace ILGPU
{
    /// <summary>A kernel that cannot be compiled; the stand-in raises it for what it knows ILGPU to refuse.</summary>
    public sealed class InternalCompilerException : Exception
    {
        public InternalCompilerException() { }

        public InternalCompilerException(string message)
            : base(message)
        {
        }

        public InternalCompilerException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>Something that only a kernel may do was done outside, or the reverse.</summary>
    public sealed class InvalidKernelOperationException : InvalidOperationException
    {
        public InvalidKernelOperationException()
            : base("This may be called inside a kernel only.")
        {
        }

        public InvalidKernelOperationException(string message)
            : base(message)
        {
        }

        public InvalidKernelOperationException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>The device lacks something that a kernel needs.</summary>
    public sealed class CapabilityNotSupportedException : Exception
    {
        public CapabilityNotSupportedException() { }

        public CapabilityNotSupportedException(string message)
            : base(message)
        {
        }

        public CapabilityNotSupportedException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }
}

namespace ILGPU.Runtime
{
    /// <summary>A failure of a device or its driver.</summary>
    public abstract class AcceleratorException : Exception
    {
        protected AcceleratorException() { }

        protected AcceleratorException(string message)
            : base(message)
        {
        }

        protected AcceleratorException(string message, Exception innerException)
            : base(message, innerException)
        {
        }

        public abstract AcceleratorType AcceleratorType { get; }
    }
}
