using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using Xunit;

namespace GpuCqa.Core.Tests.Cohorts;

public sealed class BlocksAheadTests
{
    [Fact]
    public void Blocks_OfSeveralSources_ComeInOrder()
    {
        Source[] sources = [new(5, null), new(0, null), new(40, null)];
        using var ahead = new BlocksAhead(sources, 3, CancellationToken.None);
        for (int s = 0; s < sources.Length; s++) Assert.Equal(Enumerable.Range(0, sources[s].Blocks), ahead.Of(s).Select(b => int.Parse(b.Barcodes[0], null)));
    }

    [Fact]
    public void Error_OfASource_ComesAfterItsBlocksAndNotBeforeThoseOfTheSourceBefore()
    {
        Source[] sources = [new(9, null), new(3, new BadDataException("x", null, "is damaged"))];
        using var ahead = new BlocksAhead(sources, 3, CancellationToken.None);
        Assert.Equal(9, ahead.Of(0).Count());
        int seen = 0;
        Assert.Throws<BadDataException>(() =>
        {
            foreach (CellBlock _ in ahead.Of(1)) seen++;
        });
        Assert.Equal(3, seen);
    }

    [Fact]
    public void Dispose_BeforeTheEnd_EndsTheReading()
    {
        Source[] sources = [new(int.MaxValue, null), new(int.MaxValue, null)];
        using (var ahead = new BlocksAhead(sources, 3, CancellationToken.None)) Assert.Equal("0", ahead.Of(0).First().Barcodes[0]);
        Assert.All(sources, s => Assert.True(s.Closed));
    }

    [Fact]
    public void Cancellation_WhileBlocksAreTaken_IsSeen()
    {
        using var cancel = new CancellationTokenSource();
        using var ahead = new BlocksAhead([new Source(int.MaxValue, null)], 3, cancel.Token);
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (CellBlock block in ahead.Of(0))
            {
                if (block.Barcodes[0] == "5") cancel.Cancel();
            }
        });
    }

    private sealed class Source(int blocks, Exception? error) : CellSource
    {
        public int Blocks => blocks;

        public bool Closed { get; private set; }

        public override string Path => "x";

        public override FeatureTable Features { get; } = new(["a"], ["a"]);

        public override CellModality Modality => CellModality.Counts;

        public override long? CellCount => null;

        public override IEnumerable<CellBlock> ReadBlocks(int maxCells, CancellationToken cancellation = default)
        {
            try
            {
                for (int b = 0; b < blocks; b++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    yield return new CellBlock([b.ToString(System.Globalization.CultureInfo.InvariantCulture)], new CsrMatrix<float>(1, 1, [0, 1], [0], [1]));
                }

                if (error is not null) throw error;
            }
            finally
            {
                Closed = true;
            }
        }
    }
}
