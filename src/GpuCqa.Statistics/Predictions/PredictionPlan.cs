namespace GpuCqa.Statistics;

/// <summary>Every set of training lots that a leave-one-out prediction with a nested choice of settings fits models to.</summary>
/// <remarks>
/// Fold f is predicted from the others; its setting is the one that predicts best when each of the others is left out as well. With the same features in all folds the set without f and g serves
/// both. Above <see cref="MostNested"/> folds the inner folds are left out in <see cref="Groups"/> groups, fold i in group i mod <see cref="Groups"/>.
/// </remarks>
internal sealed class PredictionPlan
{
    public const int MostNested = 25;
    public const int Groups = 10;

    private readonly List<TrainingSet> sets = [];

    public PredictionPlan(PredictionFolds folds, IReadOnlyList<LotFeatures> features)
    {
        Folds = folds;
        Features = features;
        int count = folds.LeftOut.Count;
        Outer = [.. Enumerable.Range(0, count).Select(f => Add(features[f], [f], folds.LeftOut[f]))];
        var inner = new List<InnerFold>[count];
        for (int f = 0; f < count; f++) inner[f] = [];
        if (count <= MostNested && features.All(x => ReferenceEquals(x, features[0])))
        {
            for (int f = 0; f < count; f++)
            {
                for (int g = f + 1; g < count; g++)
                {
                    int set = Add(features[0], [f, g], [.. folds.LeftOut[f], .. folds.LeftOut[g]]);
                    int own = folds.LeftOut[f].Length, other = folds.LeftOut[g].Length;
                    inner[f].Add(new InnerFold(set, own, other));
                    inner[g].Add(new InnerFold(set, 0, own));
                }
            }
        }
        else
        {
            for (int f = 0; f < count; f++)
            {
                int[] others = [.. Enumerable.Range(0, count).Where(g => g != f)];
                foreach (IGrouping<int, int> left in others.GroupBy(g => count <= MostNested ? g : g % Groups))
                {
                    int[] targets = [.. left.SelectMany(g => folds.LeftOut[g])];
                    inner[f].Add(new InnerFold(Add(features[f], [f, .. left], targets), 0, targets.Length));
                }
            }
        }

        Inner = [.. inner.Select(i => i.ToArray())];
        Sets = [.. sets];
    }

    public PredictionFolds Folds { get; }

    /// <summary>Features of each fold.</summary>
    public IReadOnlyList<LotFeatures> Features { get; }

    public TrainingSet[] Sets { get; }

    /// <summary>Set of each fold, whose targets are the fold's lots.</summary>
    public int[] Outer { get; }

    /// <summary>Inner folds of each fold.</summary>
    public InnerFold[][] Inner { get; }

    private int Add(LotFeatures features, int[] without, int[] targets)
    {
        HashSet<int> left = [.. without.SelectMany(f => Folds.LeftOut[f])];
        sets.Add(new TrainingSet(features, [.. Enumerable.Range(0, Folds.Lots).Where(l => !left.Contains(l))], targets));
        return sets.Count - 1;
    }

    /// <summary>Lots that are left out of a fold's training lots.</summary>
    /// <param name="Set">The set without them.</param>
    /// <param name="First">The first of the set's targets that belongs to them.</param>
    /// <param name="Count">How many.</param>
    public readonly record struct InnerFold(int Set, int First, int Count);
}
