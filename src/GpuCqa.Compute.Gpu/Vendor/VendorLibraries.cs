using GpuCqa.Core.Errors;

namespace GpuCqa.Compute.Gpu.Vendor;

/// <summary>The vendor libraries of a device; handles are made at their first use.</summary>
internal sealed class VendorLibraries : IDisposable
{
    /// <summary>What a device says that could use vendor libraries and has none.</summary>
    public const string None = "none: own kernels";

    private static readonly string[] BlasFiles = OperatingSystem.IsWindows()
        ? ["cublas64_13.dll", "cublas64_12.dll", "cublas64_11.dll"]
        : ["libcublas.so.13", "libcublas.so.12", "libcublas.so.11"];

    private static readonly string[] SolverFiles = OperatingSystem.IsWindows()
        ? ["cusolver64_12.dll", "cusolver64_11.dll"]
        : ["libcusolver.so.12", "libcusolver.so.11"];

    private readonly VendorLibrary? blas;
    private readonly VendorLibrary? solver;
    private CuBlas? openBlas;
    private CuSolver? openSolver;

    private VendorLibraries(VendorLibrary? blas, VendorLibrary? solver, string description) => (this.blas, this.solver, Description) = (blas, solver, description);

    /// <summary>"cuBLAS 13.0, cuSOLVER 12.0", or <see cref="None"/>.</summary>
    public string Description { get; }

    /// <summary>Whether products are the library's.</summary>
    public bool HasBlas => blas is not null;

    /// <summary>Whether eigenpairs are the library's.</summary>
    public bool HasSolver => solver is not null;

    /// <summary>What this machine has of the CUDA libraries.</summary>
    public static VendorLibraries Find() => Find(BlasFiles, SolverFiles);

    /// <summary>The libraries in some files; one that is missing or broken is left out.</summary>
    public static VendorLibraries Find(IEnumerable<string> blasFiles, IEnumerable<string> solverFiles)
    {
        (VendorLibrary? blas, string? blasName) = Load(CuBlas.LibraryName, blasFiles, "cublasGetProperty");
        (VendorLibrary? solver, string? solverName) = Load(CuSolver.LibraryName, solverFiles, "cusolverGetProperty");
        string names = string.Join(", ", new[] { blasName, solverName }.OfType<string>());
        return new VendorLibraries(blas, solver, names.Length > 0 ? names : None);
    }

    /// <summary>cuBLAS on a stream of the context that is current on this thread.</summary>
    public CuBlas Blas(nint stream) => openBlas ??= new CuBlas(blas ?? throw new InvalidOperationException("There is no cuBLAS."), stream);

    /// <summary>cuSOLVER on a stream of the context that is current on this thread.</summary>
    public CuSolver Solver(nint stream) => openSolver ??= new CuSolver(solver ?? throw new InvalidOperationException("There is no cuSOLVER."), stream);

    public void Dispose()
    {
        openBlas?.Dispose();
        openSolver?.Dispose();
        (openBlas, openSolver) = (null, null);
    }

    private static (VendorLibrary? Library, string? Name) Load(string name, IEnumerable<string> files, string propertyFunction)
    {
        if (VendorLibrary.Find(name, files) is not { } library) return (null, null);
        try
        {
            return (library, $"{name} {library.Version(propertyFunction)}");
        }
        catch (DeviceUnavailableException)
        {
            return (null, null);
        }
    }
}
