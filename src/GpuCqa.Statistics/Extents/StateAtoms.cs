namespace GpuCqa.Statistics;

/// <summary>The finest sets that partitions of the same cells tell apart, and how much of every lot is in each: unions, remainders and overlaps of states are sums over them.</summary>
/// <remarks>Two cells are in one atom when every partition gives them the same state. What is in no state is in no atom, but part of its lot.</remarks>
public sealed class StateAtoms
{
    private readonly int[][] states;
    private readonly double[][] mass;
    private readonly double[] lotMass;

    private StateAtoms(int[][] states, double[][] mass, double[] lotMass, bool counted)
    {
        this.states = states;
        this.mass = mass;
        this.lotMass = lotMass;
        Counted = counted;
    }

    /// <summary>Number of atoms.</summary>
    public int Count => states.Length;

    /// <summary>Whether the mass is numbers of cells; otherwise shares of lots.</summary>
    public bool Counted { get; }

    /// <summary>The atoms of several labelings of the same cells.</summary>
    /// <param name="labels">partitions x cells, state of each cell.</param>
    /// <param name="lots">Lot of each cell.</param>
    /// <param name="lotCount">Number of lots.</param>
    public static StateAtoms OfLabels(IReadOnlyList<int[]> labels, int[] lots, int lotCount)
    {
        // Refined one partition after another: the atom of a cell is the rank of (its atom so far, its state).
        int[] atom = new int[lots.Length];
        int count = 1;
        foreach (int[] partition in labels)
        {
            var known = new Dictionary<(int Atom, int State), int>();
            for (int c = 0; c < atom.Length; c++)
            {
                (int, int) key = (atom[c], partition[c]);
                if (!known.TryGetValue(key, out int next)) known[key] = next = known.Count;
                atom[c] = next;
            }

            count = known.Count;
        }

        var states = new int[count][];
        double[][] mass = [.. Enumerable.Range(0, count).Select(_ => new double[lotCount])];
        double[] lotMass = new double[lotCount];
        for (int c = 0; c < atom.Length; c++)
        {
            states[atom[c]] ??= [.. labels.Select(l => l[c])];
            mass[atom[c]][lots[c]]++;
            lotMass[lots[c]]++;
        }

        return new StateAtoms(states, mass, lotMass, counted: true);
    }

    /// <summary>The atoms of partitions of which only the lots are known: those of a single one are its states; null for several, whose overlaps are not known.</summary>
    public static StateAtoms? OfPartitions(IReadOnlyList<StatePartition> partitions)
    {
        if (partitions is not [var one]) return null;
        bool counted = one.LotCells is not null;
        double[][] mass = [.. one.States.Select((_, k) => Enumerable.Range(0, one.Lots).Select(l => counted ? one.Count(l, k)!.Value : one.Fractions(k)[l]).ToArray())];
        return new StateAtoms([.. one.States.Select((_, k) => new[] { k })], mass, counted ? Array.ConvertAll(one.LotCells!, c => (double)c) : [.. Enumerable.Repeat(1.0, one.Lots)], counted);
    }

    /// <summary>The atoms of a state.</summary>
    public bool[] Of(StateId state) => Array.ConvertAll(states, s => s[state.Partition] == state.Index);

    /// <summary>How much is in a set, all lots: cells, or the sum of shares.</summary>
    public double Mass(bool[] set) => Enumerable.Range(0, set.Length).Where(a => set[a]).Sum(a => mass[a].Sum());

    /// <summary>p(set | lot) of every lot, over what of the lot is not in another set; NaN where nothing is left.</summary>
    /// <param name="set">The set.</param>
    /// <param name="without">Taken out of the lots first, and of the set; null = nothing.</param>
    public double[] Fractions(bool[] set, bool[]? without = null)
    {
        double[] part = new double[lotMass.Length], whole = [.. lotMass];
        for (int a = 0; a < set.Length; a++)
        {
            for (int l = 0; l < part.Length; l++)
            {
                if (without is not null && without[a]) whole[l] -= mass[a][l];
                else if (set[a]) part[l] += mass[a][l];
            }
        }

        return [.. part.Zip(whole, (p, w) => w > 0 ? Math.Clamp(p / w, 0, 1) : double.NaN)];
    }

    /// <summary>What is in both.</summary>
    public static bool[] And(bool[] a, bool[] b) => [.. a.Zip(b, (x, y) => x && y)];

    /// <summary>What is in the first and not in the second.</summary>
    public static bool[] Minus(bool[] a, bool[] b) => [.. a.Zip(b, (x, y) => x && !y)];

    /// <summary>What is in either.</summary>
    public static bool[] Or(bool[] a, bool[] b) => [.. a.Zip(b, (x, y) => x || y)];
}
