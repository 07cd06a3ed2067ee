using GpuCqa.Api.V1;
using GpuCqa.Core.Parameters;
using GpuCqa.Pipelines.Associations;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Cli.Remote;

/// <summary>A test of known states as a message; every parameter is written out, so that a server of another version computes with the same.</summary>
public static class AssociateMessage
{
    /// <summary>The message.</summary>
    public static AssociateSpec Of(string dataset, string? cohort, AssociateRequest request, ReportLanguage language)
    {
        AssociationParameters tests = request.Tests;
        return new AssociateSpec
        {
            Dataset = dataset,
            Cohort = cohort ?? "",
            Readouts = { tests.Readouts },
            Levels = { request.Levels },
            LotColumn = request.LotColumn ?? "",
            StateColumns = { request.StateColumns },
            CountColumn = request.CountColumn ?? "",
            ConditionColumn = request.ConditionColumn ?? "",
            States = { request.States },
            Values = request.Values ?? "",
            TotalColumn = request.TotalColumn ?? "",
            Confidence = tests.Confidence,
            Alpha = tests.Alpha,
            AliquotIcc = tests.AliquotIcc,
            ExactLots = tests.ExactLots,
            ExactOrders = tests.ExactOrders,
            Permutations = tests.Permutations,
            Block = { tests.Block },
            Unit = tests.Unit ?? "",
            Covariates = { tests.Covariates },
            Replicates = { tests.Replicates },
            Describe = tests.Describe == true,
            Predict = tests.Predict,
            PredictFeatures = tests.PredictFeatures,
            PredictPermutations = tests.PredictPermutations,
            EffectiveCells = tests.EffectiveCells,
            EffectiveCellsOf = tests.EffectiveCellsOf ?? "",
            Seed = tests.Seed,
            ReportLanguage = language.Code(),
        };
    }
}
