using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>The flow of a comparison after a change of the process, on the principles of ICH Q5E: the program proposes where to go, named persons decide.</summary>
/// <remarks>Everything is a table. COMPARABLE is reached by a person's answer only; no roll-up leads there.</remarks>
public static class DecisionFlow
{
    /// <summary>Version of the tables; recorded with every result and signature.</summary>
    public const string Version = "q5e-flow/1";

    /// <summary>Roles that must sign that a clear difference has no impact.</summary>
    public const int RolesOfJustification = 2;

    // Where answers lead, and the number of the outcome in ICH Q5E that is reached with it (0 = none yet).
    private static readonly Dictionary<(FlowState, FlowAnswer), (FlowState To, int Outcome)> Steps = new()
    {
        [(FlowState.Analytics, FlowAnswer.AnalyticsExtended)] = (FlowState.Attributes, 0),
        [(FlowState.Analytics, FlowAnswer.StudiesChosen)] = (FlowState.Studies, 2),
        [(FlowState.Knowledge, FlowAnswer.ImpactExcluded)] = (FlowState.Comparable, 1),
        [(FlowState.Knowledge, FlowAnswer.ImpactNotExcluded)] = (FlowState.Studies, 4),
        [(FlowState.Justification, FlowAnswer.ImpactExcluded)] = (FlowState.Comparable, 3),
        [(FlowState.Justification, FlowAnswer.ImpactNotExcluded)] = (FlowState.Studies, 4),
        [(FlowState.Justification, FlowAnswer.StudiesChosen)] = (FlowState.Studies, 4),
        [(FlowState.Studies, FlowAnswer.NoAdverseImpact)] = (FlowState.Comparable, 0),
        [(FlowState.Studies, FlowAnswer.AdverseOrNotShown)] = (FlowState.NotComparable, 5),
    };

    /// <summary>The stage of attributes, by precedence: a method problem, a critical difference, anything that is not shown, and only then highly similar.</summary>
    /// <param name="attributes">The attributes; none is no evidence.</param>
    public static Stage RollUp(IReadOnlyList<AttributeJudgement> attributes)
    {
        if (attributes.Any(a => !a.MethodOk)) return Stage.MethodProblem;
        if (attributes.Any(a => a.Critical != Criticality.NotCritical && a.Result == AttributeVerdict.Different)) return Stage.ClearlyDifferent;
        return attributes.Count == 0 || attributes.Any(IsUncertain) ? Stage.SimilarUncertain : Stage.HighlySimilar;
    }

    /// <summary>Whether an attribute alone keeps the product from being called highly similar (and does not make it clearly different).</summary>
    public static bool IsUncertain(AttributeJudgement a) => a.Result switch
    {
        AttributeVerdict.Equivalent => false,
        AttributeVerdict.Insufficient or AttributeVerdict.Different => true,
        _ => a.Critical != Criticality.NotCritical || !a.LinkKnown,
    };

    /// <summary>Where a stage leads.</summary>
    public static FlowState Enter(Stage stage) => stage switch
    {
        Stage.HighlySimilar => FlowState.Knowledge,
        Stage.ClearlyDifferent => FlowState.Justification,
        _ => FlowState.Analytics,
    };

    /// <summary>What follows from a stage, in the words of the vectors.</summary>
    public static string Next(Stage stage) => stage switch
    {
        Stage.MethodProblem => "STOP_FIX_METHOD",
        Stage.HighlySimilar => "ASSESS_KNOWLEDGE_THEN_COMPARABLE",
        Stage.SimilarUncertain => "ADDITIONAL_ANALYSIS_OR_NONCLINICAL_CLINICAL",
        _ => "JUSTIFY_NO_IMPACT_OR_NONCLINICAL_CLINICAL_ELSE_NOT_COMPARABLE",
    };

    /// <summary>The answers that a person may give at a state.</summary>
    public static IReadOnlyList<FlowAnswer> Answers(FlowState state, Stage stage) =>
        [.. Steps.Keys.Where(k => k.Item1 == state && !(stage == Stage.MethodProblem && k.Item2 == FlowAnswer.StudiesChosen)).Select(k => k.Item2)];

    /// <summary>The path that answers take from a stage.</summary>
    /// <param name="stage">Where the program's proposal leads in.</param>
    /// <param name="answers">Signed answers, in their order; reviews without an answer take no part.</param>
    /// <exception cref="PreconditionException">An answer is not one of its state's.</exception>
    public static FlowPath Follow(Stage stage, IReadOnlyList<SignedAnswer> answers)
    {
        FlowState at = Enter(stage);
        int outcome = stage switch { Stage.SimilarUncertain => 2, _ => 0 };
        var states = new List<FlowState> { FlowState.Attributes, at };
        var justified = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (SignedAnswer signed in answers)
        {
            if (!Answers(at, stage).Contains(signed.Answer))
            {
                string[] there = [.. Answers(at, stage).Select(NameOf)];
                throw new PreconditionException(there.Length == 0
                    ? $"The comparison has ended with {NameOf(at)}; nothing more is decided on it. A new comparison is made for new data."
                    : $"At {NameOf(at)} the answer '{NameOf(signed.Answer)}' is none; expected {string.Join(" or ", there)}.");
            }

            if (at == FlowState.Justification && signed.Answer == FlowAnswer.ImpactExcluded)
            {
                if (signed.Justification.Trim().Length == 0) throw new PreconditionException("That a clear difference has no impact needs a written justification.");
                justified.Add(signed.Role.Trim());
                if (justified.Count < RolesOfJustification) continue;
            }

            (FlowState to, int reached) = Steps[(at, signed.Answer)];
            if (reached > 0) outcome = reached;
            states.Add(at = to);
        }

        int missing = at == FlowState.Justification && justified.Count > 0 ? RolesOfJustification - justified.Count : 0;
        return new FlowPath(states, outcome, missing);
    }

    /// <summary>HIGHLY_SIMILAR and so on.</summary>
    public static string NameOf(Stage stage) => stage switch { Stage.MethodProblem => "METHOD_PROBLEM", Stage.HighlySimilar => "HIGHLY_SIMILAR", Stage.SimilarUncertain => "SIMILAR_UNCERTAIN", _ => "CLEARLY_DIFFERENT" };

    /// <summary>The state's name in records.</summary>
    public static string NameOf(FlowState state) => state switch
    {
        FlowState.Attributes => "S0_ATTRIBUTES",
        FlowState.Analytics => "A1_ANALYTICS",
        FlowState.Knowledge => "K_KNOWLEDGE",
        FlowState.Justification => "K_STAR_JUSTIFICATION",
        FlowState.Studies => "N_STUDIES",
        FlowState.Comparable => "COMPARABLE",
        _ => "NOT_COMPARABLE",
    };

    /// <summary>The answer's name in records and on the command line.</summary>
    public static string NameOf(FlowAnswer answer) => answer switch
    {
        FlowAnswer.ImpactExcluded => "impact-excluded",
        FlowAnswer.ImpactNotExcluded => "impact-not-excluded",
        FlowAnswer.AnalyticsExtended => "analytics-extended",
        FlowAnswer.StudiesChosen => "studies",
        FlowAnswer.NoAdverseImpact => "no-adverse-impact",
        _ => "adverse-or-not-shown",
    };

    /// <summary>An attribute's verdict in records.</summary>
    public static string NameOf(AttributeVerdict verdict) => verdict switch
    {
        AttributeVerdict.Equivalent => "EQUIVALENT",
        AttributeVerdict.Inconclusive => "INCONCLUSIVE",
        AttributeVerdict.Different => "DIFFERENT",
        AttributeVerdict.Insufficient => "INSUFFICIENT_DATA",
        _ => "DESCRIBED",
    };
}
