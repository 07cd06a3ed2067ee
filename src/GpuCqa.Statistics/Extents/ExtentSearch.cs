using GpuCqa.Compute;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Statistics;

/// <summary>Which cells a finding is about. The best state of a family is often a fragment of the cells that carry a readout: of a lineage cut at a high resolution, or one of several lineages.</summary>
/// <remarks>
/// Per readout, and only where its best state reaches the family-wise level, so that no finding arises here that the family does not show:
/// What is unstable takes no part.
/// (a) of the states that reach the level in the same direction and contain the lead (<see cref="FindingExtent.Contained"/> of its cells), from the smallest, each is
/// taken whose remainder (it without the finding so far) goes with the readout too, in the same direction, with a permutation p of at most alpha; a remainder of fewer than
/// <see cref="FindingExtent.Handful"/> cells is taken untested;
/// (b) of the states that reach the level in the same direction and hold other cells (at most 1 - <see cref="FindingExtent.Contained"/> of theirs in the finding so far), in
/// the order of the family, each is taken that goes with the readout, likewise, when the finding's cells are taken out of every lot and shares are closed again: shares sum to 1, and what is left must not
/// follow the readout merely because the finding does. It is widened as in (a).
/// Every p here is of one test, with the permutations of the family, and descriptive: the states were chosen by looking. The claim that some state goes with the readout rests on the
/// family-wise p of the lead alone.
/// </remarks>
public static class ExtentSearch
{
    /// <summary>Finds the extents.</summary>
    /// <param name="device">Device that counts orders where p is drawn.</param>
    /// <param name="atoms">The sets that the states are unions of.</param>
    /// <param name="tests">The family, best first.</param>
    /// <param name="lots">Lots with their readouts.</param>
    /// <param name="parameters">Readouts, level, permutations, seed.</param>
    /// <param name="cancellation">Stops between permutations.</param>
    /// <returns>One extent per readout whose best state reaches the level, in the order of the readouts.</returns>
    public static IReadOnlyList<FindingExtent> Run(ComputeDevice device, StateAtoms atoms, IReadOnlyList<Association> tests, IReadOnlyList<TestedLot> lots, AssociationParameters parameters, CancellationToken cancellation)
    {
        LotDesign design = LotDesign.Of(lots, parameters);
        var found = new List<FindingExtent>();
        for (int r = 0; r < parameters.Readouts.Count; r++)
        {
            string readout = parameters.Readouts[r];
            Association[] reaching = [.. tests.Where(a => a.Readout == readout && a.PFamily <= parameters.Alpha && !a.IsUnstable).OrderBy(a => a.Rank)];
            if (reaching.Length == 0) continue;
            double[] values = design.OfUnits([.. lots.Select(l => l.Readouts[r])]);
            found.Add(new Growth(device, atoms, design, values, parameters, cancellation).Of(readout, [.. reaching.Where(a => Math.Sign(a.Rho) == Math.Sign(reaching[0].Rho))]));
        }

        return found;
    }

    /// <summary>One extent while it grows.</summary>
    private sealed class Growth(ComputeDevice device, StateAtoms atoms, LotDesign design, double[] values, AssociationParameters parameters, CancellationToken cancellation)
    {
        private readonly List<ExtentPart> parts = [];
        private bool[] extent = new bool[atoms.Count];

        public FindingExtent Of(string readout, Association[] candidates)
        {
            int sign = Math.Sign(candidates[0].Rho), group = 0;
            Add(candidates[0].State, ExtentRole.Lead, group, candidates[0].Rho, candidates[0].P);
            Widen(candidates[0].State, candidates, sign, group);
            foreach (Association other in candidates.Skip(1))
            {
                bool[] set = atoms.Of(other.State);
                double mass = atoms.Mass(set);
                if (parts.Any(p => p.State == other.State) || atoms.Mass(StateAtoms.And(set, extent)) > (1 - FindingExtent.Contained) * mass) continue;
                (double rho, double p) = Test(atoms.Fractions(set, extent));
                if (Math.Sign(rho) != sign || !(p <= parameters.Alpha)) continue;
                group++;
                Add(other.State, ExtentRole.Other, group, rho, p);
                Widen(other.State, candidates, sign, group);
            }

            StateId[] nested = [.. candidates.Select(c => c.State).Where(s => parts.All(p => p.State != s)).Where(s => atoms.Of(s) is var set && atoms.Mass(StateAtoms.And(set, extent)) >= FindingExtent.Contained * atoms.Mass(set))];
            double[] fractions = atoms.Fractions(extent);
            (double unionRho, double unionP) = Test(fractions);
            return new FindingExtent(readout, [.. parts], nested, Cells(extent), fractions, unionRho, unionP, SpearmanInterval.BonettWright(unionRho, design.EffectiveUnits, parameters.Confidence));
        }

        private void Widen(StateId core, Association[] candidates, int sign, int group)
        {
            bool[] inner = atoms.Of(core);
            double needed = FindingExtent.Contained * atoms.Mass(inner);
            foreach (Association wider in candidates.Where(c => c.State != core).OrderBy(c => atoms.Mass(atoms.Of(c.State))).ThenBy(c => c.Rank))
            {
                bool[] set = atoms.Of(wider.State);
                if (parts.Any(p => p.State == wider.State) || atoms.Mass(set) <= atoms.Mass(inner) || atoms.Mass(StateAtoms.And(set, inner)) < needed) continue;
                bool[] remainder = StateAtoms.Minus(set, extent);
                if (atoms.Counted && atoms.Mass(remainder) < FindingExtent.Handful)
                {
                    Add(wider.State, ExtentRole.Wider, group, double.NaN, double.NaN);
                    continue;
                }

                (double rho, double p) = Test(atoms.Fractions(remainder));
                if (Math.Sign(rho) == sign && p <= parameters.Alpha) Add(wider.State, ExtentRole.Wider, group, rho, p);
            }
        }

        private void Add(StateId state, ExtentRole role, int group, double rho, double p)
        {
            bool[] set = atoms.Of(state);
            parts.Add(new ExtentPart(state, role, group, Cells(StateAtoms.Minus(set, extent)), rho, p));
            extent = StateAtoms.Or(extent, set);
        }

        private int? Cells(bool[] set) => atoms.Counted ? (int)atoms.Mass(set) : null;

        // The permutations of the family. Over all orders the distribution of one pair gives the same quotient without walking through them.
        private (double Rho, double P) Test(double[] fractions)
        {
            if (fractions.Any(double.IsNaN)) return (double.NaN, double.NaN);
            cancellation.ThrowIfCancellationRequested();
            fractions = design.OfUnits(fractions);
            MaxTOptions options = design.Options(parameters);
            if (options.IsFree && values.Length <= Spearman.ExactLots && options.PlanFor([values]).IsExact)
            {
                SpearmanTest test = Spearman.Test(fractions, values);
                return (test.Rho, test.P());
            }

            MaxTHypothesis drawn = MaxT.Run(device, [fractions], [values], options, cancellation: cancellation).At(0, 0);
            return (drawn.Rho, drawn.P);
        }
    }
}
