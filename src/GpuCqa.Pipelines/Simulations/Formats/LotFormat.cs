using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Simulation;

namespace GpuCqa.Pipelines.Simulations;

/// <summary>How the cells of a simulated lot are stored.</summary>
public abstract class LotFormat
{
    private protected LotFormat(string name) => Name = name;

    /// <summary>10x folders.</summary>
    public static LotFormat Tenx { get; } = new TenxLotFormat();

    /// <summary>h5ad files.</summary>
    public static LotFormat H5ad { get; } = new H5adLotFormat();

    /// <summary>All formats; the first is the default.</summary>
    public static IReadOnlyList<LotFormat> All { get; } = [Tenx, H5ad];

    /// <summary>Name on the command line.</summary>
    public string Name { get; }

    /// <summary>The format of a name.</summary>
    /// <exception cref="InvalidParameterException">There is none; the message lists them.</exception>
    public static LotFormat Get(string name) =>
        All.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new InvalidParameterException($"There is no format '{name}' of simulated cells; there are {string.Join(", ", All.Select(f => f.Name))}.");

    /// <summary>Path of a lot's cells, relative to the cohort sheet.</summary>
    internal abstract string PathOf(string lot);

    /// <summary>Prepares cells to be written; any number of threads may do so at once.</summary>
    internal abstract object Pack(CellBlock block, int first, bool last);

    /// <summary>Begins the file of a lot.</summary>
    internal abstract LotWriter Create(string path, SimulatedLot lot);
}
