using Xunit;

namespace GpuCqa.Service.Tests.Hosting;

/// <summary>Tests that measure what belongs to the whole process, such as its memory: no other test runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;
