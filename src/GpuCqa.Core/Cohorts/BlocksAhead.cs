using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace GpuCqa.Core.Cohorts;

/// <summary>Reads sources of cells on threads of their own, a few blocks ahead of who takes them, and the next source while one is taken.</summary>
/// <remarks>
/// Blocks, their order and the place of an error are those of the sources whatever the schedule. Memory: <see cref="Ahead"/> blocks of each of two sources, and what the
/// reader of each holds. Dispose it before the sources' files go.
/// </remarks>
public sealed class BlocksAhead : IDisposable
{
    private const int Ahead = 2;

    private readonly IReadOnlyList<CellSource> sources;
    private readonly int maxCells;
    private readonly CancellationToken cancellation;
    private readonly CancellationTokenSource stop;
    private readonly Reading?[] readings;

    /// <summary>Begins nothing yet.</summary>
    /// <param name="sources">The sources in the order in which they will be taken, each once.</param>
    /// <param name="maxCells">Most cells a block may hold.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    public BlocksAhead(IReadOnlyList<CellSource> sources, int maxCells, CancellationToken cancellation)
    {
        this.sources = sources;
        this.maxCells = maxCells;
        this.cancellation = cancellation;
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        readings = new Reading?[sources.Count];
    }

    /// <summary>The blocks of one source, in order.</summary>
    /// <exception cref="Errors.BadDataException">As the source throws it, after the blocks before.</exception>
    public IEnumerable<CellBlock> Of(int source)
    {
        Reading reading = Begin(source);
        if (source + 1 < sources.Count) _ = Begin(source + 1);
        foreach (CellBlock block in reading.Blocks.GetConsumingEnumerable(cancellation)) yield return block;
        cancellation.ThrowIfCancellationRequested();
        reading.Failure?.Throw();
    }

    /// <summary>Stops what is being read and waits for it.</summary>
    public void Dispose()
    {
        stop.Cancel();
        foreach (Reading? reading in readings)
        {
            reading?.Thread.Join();
            reading?.Blocks.Dispose();
        }

        stop.Dispose();
    }

    private Reading Begin(int source)
    {
        if (readings[source] is { } begun) return begun;
        var reading = new Reading(new BlockingCollection<CellBlock>(Ahead));
        readings[source] = reading;
        reading.Thread = new Thread(() => Read(sources[source], reading)) { IsBackground = true, Name = "read cells" };
        reading.Thread.Start();
        return reading;
    }

    private void Read(CellSource source, Reading reading)
    {
        try
        {
            foreach (CellBlock block in source.ReadBlocks(maxCells, stop.Token)) reading.Blocks.Add(block, stop.Token);
        }
        catch (Exception error)
        {
            // Thrown where the blocks that came before it have been taken; an end that was asked for is of no interest then.
            reading.Failure = ExceptionDispatchInfo.Capture(error);
        }

        reading.Blocks.CompleteAdding();
    }

    private sealed class Reading(BlockingCollection<CellBlock> blocks)
    {
        public BlockingCollection<CellBlock> Blocks { get; } = blocks;

        public Thread Thread { get; set; } = null!;

        public ExceptionDispatchInfo? Failure { get; set; }
    }
}
