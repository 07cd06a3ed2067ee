using GpuCqa.Core.Errors;

namespace GpuCqa.Cli.Benchmarks;

/// <summary>Sizes of the benchmarks.</summary>
public sealed record BenchmarkScale
{
    /// <summary>Name on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>Cells of the sparse operations and of the nearest neighbours.</summary>
    public required int Cells { get; init; }

    /// <summary>Cells of a block of the sparse operations.</summary>
    public required int BlockCells { get; init; }

    /// <summary>Genes of the counts.</summary>
    public required int Genes { get; init; }

    /// <summary>Stored counts of a cell.</summary>
    public required int CountsPerCell { get; init; }

    /// <summary>Selected genes of the Gram matrix.</summary>
    public required int VariableGenes { get; init; }

    /// <summary>Lots and hypotheses of the exact permutation.</summary>
    public required (int Lots, int Hypotheses) Permutation { get; init; }

    /// <summary>Columns and samples of the Spearman matrix.</summary>
    public required (int Columns, int Samples) Spearman { get; init; }

    /// <summary>Genes and cells of the rank sums.</summary>
    public required (int Genes, int Cells) Ranks { get; init; }

    /// <summary>Bytes and matrix size of the ceilings.</summary>
    public required (long CopyBytes, int Matrix) Ceilings { get; init; }

    /// <summary>Sizes that fill a data-centre GPU.</summary>
    public static BenchmarkScale Full { get; } = new()
    {
        Name = "full",
        Cells = 1_000_000,
        BlockCells = 50_000,
        Genes = 20_000,
        CountsPerCell = 2_000,
        VariableGenes = 2_000,
        Permutation = (11, 1_000),
        Spearman = (20_000, 1_000),
        Ranks = (2_000, 1_000_000),
        Ceilings = (4L << 30, 8192),
    };

    /// <summary>Sizes that a few CPU cores do in seconds.</summary>
    public static BenchmarkScale Small { get; } = new()
    {
        Name = "small",
        Cells = 20_000,
        BlockCells = 5_000,
        Genes = 20_000,
        CountsPerCell = 1_000,
        VariableGenes = 500,
        Permutation = (9, 100),
        Spearman = (1_000, 200),
        Ranks = (500, 20_000),
        Ceilings = (256L << 20, 512),
    };

    /// <summary>Sizes that a simulator of a GPU does in seconds: they try the program, not the device.</summary>
    public static BenchmarkScale Tiny { get; } = new()
    {
        Name = "tiny",
        Cells = 600,
        BlockCells = 300,
        Genes = 500,
        CountsPerCell = 25,
        VariableGenes = 40,
        Permutation = (6, 10),
        Spearman = (30, 40),
        Ranks = (20, 300),
        Ceilings = (1L << 20, 32),
    };

    /// <summary>The scale of a name.</summary>
    /// <exception cref="InvalidParameterException">There is none.</exception>
    public static BenchmarkScale Of(string name) => new[] { Tiny, Small, Full }.FirstOrDefault(s => s.Name == name)
        ?? throw new InvalidParameterException($"--scale is '{name}'; expected tiny, small or full.");
}
