using Xunit;

namespace GpuCqa.Compute.Gpu.Tests.Support;

/// <summary>Tests that change what the whole process has: they run alone.</summary>
[CollectionDefinition(nameof(ProcessWide), DisableParallelization = true)]
public sealed class ProcessWide;
