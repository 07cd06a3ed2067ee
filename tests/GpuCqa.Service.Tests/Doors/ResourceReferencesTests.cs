using GpuCqa.Api.V1;
using GpuCqa.Service.Doors.Access;
using Xunit;

namespace GpuCqa.Service.Tests.Doors;

public class ResourceReferencesTests
{
    [Fact]
    public void References_AnywhereInARequest_AreFound()
    {
        Assert.Equal(["a"], ResourceReferences.In(new CreateAnalysisRequest { Parent = "p", Analysis = new AnalysisMessage { Spec = new AnalysisSpec { Normalize = new NormalizeSpec { Dataset = "a" } } } }).Where(r => r.Length > 0));
        Assert.Equal(["b"], ResourceReferences.In(new CreateAnalysisRequest { Analysis = new AnalysisMessage { Spec = new AnalysisSpec { Discover = new DiscoverSpec { Cohort = "b" } } } }).Where(r => r.Length > 0));
        Assert.Equal(["d", "e"], ResourceReferences.In(new CreateCohortRequest { Cohort = new Cohort { Lots = { new CohortLot { Lot = "x", Dataset = "d" }, new CohortLot { Dataset = "e", Values = { ["k"] = "projects/q" } } } } }));
        Assert.Empty(ResourceReferences.In(new AssociateFractionsRequest { Lots = { "projects/q" } }));
    }
}
