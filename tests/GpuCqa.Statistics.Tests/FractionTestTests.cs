using GpuCqa.Compute;
using GpuCqa.Statistics;
using Xunit;

namespace GpuCqa.Statistics.Tests;

public class FractionTestTests
{
    [Theory]
    [InlineData(CorrelationKind.Spearman)]
    [InlineData(CorrelationKind.Pearson)]
    public void LeftOutLot_ThatAloneDiffers_LeavesNoRange(CorrelationKind kind)
    {
        using var device = new CpuDevice(1);
        double[][] fractions = [[0, 0, 0, 0, 0.3, 0], [0.1, 0.3, 0.2, 0.5, 0.4, 0.6]];
        IReadOnlyList<FractionAssociation> found = FractionTest.Run(device, kind, fractions, [[1, 2, 3, 4, 6, 5]], new MaxTOptions(), 0.95, CancellationToken.None);
        FractionAssociation alone = found.Single(a => a.Fraction == 0), other = found.Single(a => a.Fraction == 1);
        Assert.True(alone.Rho > 0 && double.IsNaN(alone.LeaveOneOutLow) && double.IsNaN(alone.LeaveOneOutHigh), alone.ToString());
        Assert.True(other.LeaveOneOutLow < other.Rho && other.Rho < other.LeaveOneOutHigh, other.ToString());
    }
}
