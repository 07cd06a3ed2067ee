using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Progress;

namespace GpuCqa.Analysis.Alignment;

/// <summary>Aligns lots in an embedding: Harmony (Korsunsky et al., Nature Methods 2019) with one covariate, the lot.</summary>
/// <remarks>
/// Rounds of soft clustering on the unit sphere, in which clusters are pushed to hold all lots, and of a correction that takes the lots' effects
/// out of each cluster. Penalty form, ridge estimate and defaults are those of Harmony 2 as Seurat calls it; the random numbers are our own, so
/// results agree with R's in kind, not in bits. The readout is never seen. Memory: two cells x clusters tables, float32.
/// O(cells clusters dimensions) a round. The same bits on any number of threads.
/// </remarks>
public static class Harmony
{
    /// <summary>Aligns the lots.</summary>
    /// <param name="device">Device.</param>
    /// <param name="projections">cells x dimensions, embedding, row-major, float32; not changed.</param>
    /// <param name="lots">Lot of each cell.</param>
    /// <param name="lotCount">Number of lots; lots without cells are allowed.</param>
    /// <param name="parameters">Parameters.</param>
    /// <param name="progress">Told about the rounds.</param>
    /// <param name="cancel">Stops between passes.</param>
    /// <exception cref="InvalidParameterException">A parameter is out of range.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static HarmonyResult Align(
        ComputeDevice device, DenseMatrix<float> projections, int[] lots, int lotCount, HarmonyParameters parameters, StepProgress progress, CancellationToken cancel = default)
    {
        if (lots.Length != projections.Rows) throw new ArgumentException($"There are {lots.Length} lot indices for {projections.Rows} cells.", nameof(lots));
        Check(parameters);
        var lotCells = new double[lotCount];
        foreach (int lot in lots) lotCells[lot]++;
        if (lotCells.Count(n => n > 0) < 2) return new HarmonyResult(projections, 0, [], Converged: true);

        progress.Begin("alignment", parameters.MaxIterations);
        int clusters = Math.Min(parameters.ClustersFor(projections.Rows), projections.Rows);
        CellChunks all = CellChunks.All(projections.Rows);
        DenseMatrix<float> corrected = projections, points = UnitRows.Of(device, projections);
        DenseMatrix<double> centroids = CentroidSeeds.Compute(device, points, clusters, parameters.Seed);
        UnitRows.Normalize(centroids);
        var soft = new DiverseClusters(device, parameters, lots, lotCells, clusters);
        var correction = new LotCorrection(device, parameters, CellChunks.ByLot(lots, lotCount), lotCells);
        soft.SetCentroids(points, all, centroids);
        var objective = new List<double> { soft.Start() };
        bool converged = false;
        int round = 0;
        while (round < parameters.MaxIterations && !converged)
        {
            objective.Add(soft.Cluster(cancel));
            corrected = correction.Apply(projections, soft, centroids);
            progress.Report(++round);
            converged = Math.Abs(objective[^2] - objective[^1]) < parameters.Tolerance * Math.Abs(objective[^2]);
            if (converged || round == parameters.MaxIterations) break;
            points = UnitRows.Of(device, corrected);
            soft.SetCentroids(points, all, centroids);
        }

        progress.End();
        return new HarmonyResult(corrected, round, objective, converged) { Soft = SoftClustering.OfAssignments(device, soft.Assignments, corrected, parameters.Sigma) };
    }

    private static void Check(HarmonyParameters parameters)
    {
        Require(parameters.Theta >= 0, $"theta is {parameters.Theta}; expected 0 or more");
        Require(parameters.Sigma > 0, $"sigma is {parameters.Sigma}; expected a positive number");
        Require(parameters.Alpha > 0, $"alpha is {parameters.Alpha}; expected a positive number");
        Require(parameters.Clusters is null or > 0, $"the number of clusters is {parameters.Clusters}; expected at least 1");
        Require(parameters.BlockShare is > 0 and <= 1, $"the block share is {parameters.BlockShare}; expected a share above 0 and up to 1");
        Require(parameters.MaxIterations > 0 && parameters.MaxClusterPasses > 0, "the rounds and passes must be at least 1");
    }

    private static void Require(bool holds, string finding)
    {
        if (!holds) throw new InvalidParameterException($"Harmony: {finding}.");
    }
}
