using GpuCqa.Core.Errors;
using Xunit;

namespace GpuCqa.Statistics.Tests.Decisions;

public class DecisionFlowTests
{
    [Fact]
    public void RollUp_Q5e01_Agrees()
    {
        (AttributeJudgement[] Attributes, Stage Stage, string Next)[] cases =
        [
            ([Of("viability"), Of("CL3 fraction")], Stage.HighlySimilar, "ASSESS_KNOWLEDGE_THEN_COMPARABLE"),
            ([Of("viability"), Of("CL3 fraction", AttributeVerdict.Inconclusive)], Stage.SimilarUncertain, "ADDITIONAL_ANALYSIS_OR_NONCLINICAL_CLINICAL"),
            ([Of("CL3 fraction", AttributeVerdict.Different)], Stage.ClearlyDifferent, "JUSTIFY_NO_IMPACT_OR_NONCLINICAL_CLINICAL_ELSE_NOT_COMPARABLE"),
            ([Of("VEGF", AttributeVerdict.Inconclusive) with { MethodOk = false }], Stage.MethodProblem, "STOP_FIX_METHOD"),
            ([Of("CL3 fraction"), Of("untargeted energy distance", AttributeVerdict.Different) with { Critical = Criticality.NotCritical, LinkKnown = false }], Stage.SimilarUncertain, "ADDITIONAL_ANALYSIS_OR_NONCLINICAL_CLINICAL"),
        ];
        foreach ((AttributeJudgement[] attributes, Stage stage, string next) in cases)
        {
            Assert.Equal(stage, DecisionFlow.RollUp(attributes));
            Assert.Equal(next, DecisionFlow.Next(stage));
        }
    }

    // Every verdict x criticality x link, with the method in order: written out by hand from R06, not computed.
    [Theory]
    [InlineData(AttributeVerdict.Equivalent, Criticality.Critical, true, Stage.HighlySimilar)]
    [InlineData(AttributeVerdict.Equivalent, Criticality.Critical, false, Stage.HighlySimilar)]
    [InlineData(AttributeVerdict.Equivalent, Criticality.NotCritical, true, Stage.HighlySimilar)]
    [InlineData(AttributeVerdict.Equivalent, Criticality.NotCritical, false, Stage.HighlySimilar)]
    [InlineData(AttributeVerdict.Equivalent, Criticality.Unknown, true, Stage.HighlySimilar)]
    [InlineData(AttributeVerdict.Equivalent, Criticality.Unknown, false, Stage.HighlySimilar)]
    [InlineData(AttributeVerdict.Inconclusive, Criticality.Critical, true, Stage.SimilarUncertain)]
    [InlineData(AttributeVerdict.Inconclusive, Criticality.Critical, false, Stage.SimilarUncertain)]
    [InlineData(AttributeVerdict.Inconclusive, Criticality.NotCritical, true, Stage.HighlySimilar)]
    [InlineData(AttributeVerdict.Inconclusive, Criticality.NotCritical, false, Stage.SimilarUncertain)]
    [InlineData(AttributeVerdict.Inconclusive, Criticality.Unknown, true, Stage.SimilarUncertain)]
    [InlineData(AttributeVerdict.Inconclusive, Criticality.Unknown, false, Stage.SimilarUncertain)]
    [InlineData(AttributeVerdict.Different, Criticality.Critical, true, Stage.ClearlyDifferent)]
    [InlineData(AttributeVerdict.Different, Criticality.Critical, false, Stage.ClearlyDifferent)]
    [InlineData(AttributeVerdict.Different, Criticality.NotCritical, true, Stage.SimilarUncertain)]
    [InlineData(AttributeVerdict.Different, Criticality.NotCritical, false, Stage.SimilarUncertain)]
    [InlineData(AttributeVerdict.Different, Criticality.Unknown, true, Stage.ClearlyDifferent)]
    [InlineData(AttributeVerdict.Different, Criticality.Unknown, false, Stage.ClearlyDifferent)]
    [InlineData(AttributeVerdict.Insufficient, Criticality.Critical, true, Stage.SimilarUncertain)]
    [InlineData(AttributeVerdict.Insufficient, Criticality.Critical, false, Stage.SimilarUncertain)]
    [InlineData(AttributeVerdict.Insufficient, Criticality.NotCritical, true, Stage.SimilarUncertain)]
    [InlineData(AttributeVerdict.Insufficient, Criticality.NotCritical, false, Stage.SimilarUncertain)]
    [InlineData(AttributeVerdict.Insufficient, Criticality.Unknown, true, Stage.SimilarUncertain)]
    [InlineData(AttributeVerdict.Insufficient, Criticality.Unknown, false, Stage.SimilarUncertain)]
    [InlineData(AttributeVerdict.Described, Criticality.Critical, true, Stage.SimilarUncertain)]
    [InlineData(AttributeVerdict.Described, Criticality.Critical, false, Stage.SimilarUncertain)]
    [InlineData(AttributeVerdict.Described, Criticality.NotCritical, true, Stage.HighlySimilar)]
    [InlineData(AttributeVerdict.Described, Criticality.NotCritical, false, Stage.SimilarUncertain)]
    [InlineData(AttributeVerdict.Described, Criticality.Unknown, true, Stage.SimilarUncertain)]
    [InlineData(AttributeVerdict.Described, Criticality.Unknown, false, Stage.SimilarUncertain)]
    public void RollUp_OneAttribute_IsAsInTheTable(AttributeVerdict result, Criticality critical, bool link, Stage expected)
    {
        var attribute = new AttributeJudgement("a", critical, result, true, link);
        Assert.Equal(expected, DecisionFlow.RollUp([attribute]));
        // A method problem takes precedence over everything, an equivalent attribute beside changes nothing.
        Assert.Equal(Stage.MethodProblem, DecisionFlow.RollUp([attribute with { MethodOk = false }]));
        Assert.Equal(Stage.MethodProblem, DecisionFlow.RollUp([attribute, Of("other") with { MethodOk = false }]));
        Assert.Equal(expected, DecisionFlow.RollUp([Of("other"), attribute]));
    }

    [Fact]
    public void RollUp_AllPairsOfAttributes_IsTheWorseOfBoth()
    {
        AttributeJudgement[] all = [.. from r in Enum.GetValues<AttributeVerdict>() from c in Enum.GetValues<Criticality>() from l in new[] { true, false } from m in new[] { true, false } select new AttributeJudgement("a", c, r, m, l)];
        int rank(Stage s) => s switch { Stage.HighlySimilar => 0, Stage.SimilarUncertain => 1, Stage.ClearlyDifferent => 2, _ => 3 };
        foreach (AttributeJudgement a in all)
        {
            foreach (AttributeJudgement b in all)
            {
                Stage both = DecisionFlow.RollUp([a, b]);
                Assert.Equal(Math.Max(rank(DecisionFlow.RollUp([a])), rank(DecisionFlow.RollUp([b]))), rank(both));
                if (a.Result == AttributeVerdict.Insufficient) Assert.NotEqual(Stage.HighlySimilar, both);
            }
        }

        Assert.Equal(Stage.SimilarUncertain, DecisionFlow.RollUp([]));
    }

    [Fact]
    public void Follow_NoSignature_NeverReachesAnEnd()
    {
        foreach (Stage stage in Enum.GetValues<Stage>())
            Assert.DoesNotContain(DecisionFlow.Follow(stage, []).State, new[] { FlowState.Comparable, FlowState.NotComparable });
    }

    [Theory]
    [InlineData(Stage.HighlySimilar, FlowState.Comparable, 1, FlowAnswer.ImpactExcluded)]
    [InlineData(Stage.HighlySimilar, FlowState.Studies, 4, FlowAnswer.ImpactNotExcluded)]
    [InlineData(Stage.HighlySimilar, FlowState.NotComparable, 5, FlowAnswer.ImpactNotExcluded, FlowAnswer.AdverseOrNotShown)]
    [InlineData(Stage.SimilarUncertain, FlowState.Attributes, 2, FlowAnswer.AnalyticsExtended)]
    [InlineData(Stage.SimilarUncertain, FlowState.Comparable, 2, FlowAnswer.StudiesChosen, FlowAnswer.NoAdverseImpact)]
    [InlineData(Stage.MethodProblem, FlowState.Attributes, 0, FlowAnswer.AnalyticsExtended)]
    [InlineData(Stage.ClearlyDifferent, FlowState.Studies, 4, FlowAnswer.StudiesChosen)]
    [InlineData(Stage.ClearlyDifferent, FlowState.NotComparable, 5, FlowAnswer.ImpactNotExcluded, FlowAnswer.AdverseOrNotShown)]
    public void Follow_SignedAnswers_LeadWhereTheTableSays(Stage stage, FlowState end, int outcome, params FlowAnswer[] answers)
    {
        FlowPath path = DecisionFlow.Follow(stage, [.. answers.Select(a => new SignedAnswer("A. Sato", "quality", a, "why"))]);
        Assert.Equal((end, outcome), (path.State, path.Outcome));
    }

    [Fact]
    public void Follow_ClearDifference_NeedsTwoRoles()
    {
        SignedAnswer first = new("A. Sato", "quality", FlowAnswer.ImpactExcluded, "no effect in the clinic"), again = first with { Person = "B. Ito" }, second = again with { Role = "clinical" };
        Assert.Equal((FlowState.Justification, 1), (DecisionFlow.Follow(Stage.ClearlyDifferent, [first]).State, DecisionFlow.Follow(Stage.ClearlyDifferent, [first, again]).RolesMissing));
        Assert.Equal((FlowState.Comparable, 3), (DecisionFlow.Follow(Stage.ClearlyDifferent, [first, second]).State, DecisionFlow.Follow(Stage.ClearlyDifferent, [first, second]).Outcome));
        Assert.Throws<PreconditionException>(() => DecisionFlow.Follow(Stage.ClearlyDifferent, [first with { Justification = " " }]));
    }

    [Fact]
    public void Follow_EveryAnswerThatIsNotItsStates_IsRefused()
    {
        foreach (Stage stage in Enum.GetValues<Stage>())
        {
            IReadOnlyList<FlowAnswer> there = DecisionFlow.Answers(DecisionFlow.Enter(stage), stage);
            foreach (FlowAnswer answer in Enum.GetValues<FlowAnswer>().Where(a => !there.Contains(a)))
                Assert.Throws<PreconditionException>(() => DecisionFlow.Follow(stage, [new SignedAnswer("A", "B", answer, "c")]));
        }

        Assert.DoesNotContain(FlowAnswer.StudiesChosen, DecisionFlow.Answers(FlowState.Analytics, Stage.MethodProblem));
    }

    private static AttributeJudgement Of(string name, AttributeVerdict result = AttributeVerdict.Equivalent) => new(name, Criticality.Critical, result, true, true);
}
