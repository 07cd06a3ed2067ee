using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Images;
using GpuCqa.Analysis.Populations;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;
using Xunit;

namespace GpuCqa.Analysis.Tests.Images;

/// <summary>Robust z of plates, and which features are kept, against what is computed here by hand.</summary>
public class PlateSearchTests
{
    private static readonly DiscoverParameters Parameters = new DiscoverParameters { Readouts = [] }.OfPlates() with { Controls = ["c=1"] };
    private static readonly ComputeDevice Device = ComputeDevices.Open("cpu", 2);

    [Fact]
    public void Values_AreRobustZOfTheControlsOfTheirPlate()
    {
        // Medians 3 and 30, absolute deviations 2 1 0 1 2 -> 1, and 20 10 0 10 20 -> 10.
        float[][] rows = [.. Enumerable.Range(1, 5).Select(i => new float[] { i, 7 * i % 5 }), [9, 1], .. Enumerable.Range(1, 5).Select(i => new float[] { 10 * i, 7 * i % 5 }), [90, 1]];
        PlatePlace[] places = [.. Enumerable.Range(0, 12).Select(r => new PlatePlace(r < 6 ? "A" : "B", r % 6 < 5))];
        (ImageScaling scaling, CohortInput scaled, _) = Run(["f", "g"], rows, places);
        Assert.Equal(["f", "g"], scaling.Features);
        Assert.Equal(["A", "B"], scaling.Plates.Select(p => p.Plate));
        Assert.Equal([3, 30], scaling.Plates.Select(p => p.Centers[0]));
        Assert.Equal([1.482602218505602, 14.82602218505602], scaling.Plates.Select(p => p.Spreads[0]));
        float[] first = [.. scaled.Files[0].Source.ReadBlocks(5).SelectMany(b => Enumerable.Range(0, b.Values.Rows).Select(r => b.Values.RowValues(r)[0]))];
        for (int r = 0; r < 6; r++)
        {
            Assert.Equal((rows[r][0] - 3) / 1.482602218505602, first[r], 1e-6);
            Assert.Equal(first[r], first[r + 6], 1e-6f);
        }
    }

    [Fact]
    public void Features_AreLeftOutForAReasonThatIsSaid()
    {
        ulong seed = 3;
        var random = new Philox(seed, RandomPurpose.Test, 0);
        string[] names = ["z_copy", "a", "empty", "flat", "fine", "hole", "n1", "n2", "n3"];
        float[][] rows = [.. Enumerable.Range(0, 60).Select(r =>
        {
            float a = random.NextInt32(1000), b = random.NextInt32(1000);
            // The copy falls with a; of the empty one a tenth is missing; the flat one does not vary on plate B; one value of the hole is infinite.
            return new float[] { 5 - (2 * a), a, r % 10 == 0 ? float.NaN : b, r < 30 ? b : 4, 3 + b, r == 7 ? float.PositiveInfinity : random.NextInt32(1000), random.NextInt32(1000), random.NextInt32(1000), random.NextInt32(1000) };
        })];
        PlatePlace[] places = [.. Enumerable.Range(0, 60).Select(r => new PlatePlace(r < 30 ? "A" : "B", r % 30 < 25))];
        (ImageScaling scaling, CohortInput scaled, NoteCollector notes) = Run(names, rows, places);
        Assert.Equal(["a", "fine", "hole", "n1", "n2", "n3"], scaling.Features);
        Dictionary<string, ImageFeature> by = scaling.Measured.ToDictionary(f => f.Name);
        Assert.Equal(("redundant", "a"), (by["z_copy"].Fate, by["z_copy"].StandIn));
        Assert.Equal(-1, by["z_copy"].Correlation, 1e-9);
        Assert.Equal(("missing", 6L), (by["empty"].Fate, by["empty"].Missing));
        Assert.Equal("constant", by["flat"].Fate);
        Assert.Equal(["B"], by["flat"].Constant);
        Assert.Equal((1L, 1L), (by["hole"].Missing, by["hole"].Infinite));
        Assert.Equal(0, scaled.Files[0].Source.ReadBlocks(100).Single().Values.RowValues(7)[2]);
        Assert.Contains("3 of 9 image features are left out: 1 not measured in more than 5 % of the cells (empty); 1 without spread among the controls of some plate (flat); 1 redundant (z_copy).", notes.Messages);

        // The same choice when columns and cells come in another order.
        int[] turned = [5, 8, 2, 0, 4, 7, 1, 6, 3];
        (ImageScaling other, _, _) = Run([.. turned.Select(t => names[t])], [.. rows.Reverse().Select(r => turned.Select(t => r[t]).ToArray())], [.. places.Reverse()]);
        Assert.Equal(scaling.Features.Order(StringComparer.Ordinal), other.Features.Order(StringComparer.Ordinal));
        Assert.Contains("z_copy", Run(names, rows, places, Parameters with { MaxFeatureCorrelation = 1 }).Scaling.Features);
    }

    [Fact]
    public void Plate_WithoutControls_IsRefused()
    {
        float[][] rows = [.. Enumerable.Range(0, 20).Select(r => new float[] { r, r % 7 })];
        var error = Assert.Throws<BadDataException>(() => Run(["f", "g"], rows, [.. Enumerable.Range(0, 20).Select(r => new PlatePlace(r < 12 ? "A" : "B", r < 6))]));
        Assert.Contains("'B' (8 cells) has no control cells", error.Message, StringComparison.Ordinal);
        Assert.Contains("there are some on 'A'", error.Message, StringComparison.Ordinal);
        Assert.Throws<PreconditionException>(() => Run(["f", "g"], [.. rows.Select(_ => new float[] { 1, 2 })], [.. rows.Select(_ => new PlatePlace("A", true))]));
    }

    [Fact]
    public void Plates_OfOneLotEach_ThatAreTheirOwnControls_AreWarnedOf()
    {
        float[][] rows = [.. Enumerable.Range(0, 60).Select(r => new float[] { r * 7 % 31, r * 11 % 17 })];
        string[] lots = [.. Enumerable.Range(0, 60).Select(r => r < 30 ? "L0" : "L1")];
        (_, _, NoteCollector notes) = Run(["f", "g"], rows, [.. lots.Select(l => new PlatePlace(l, true))], Parameters with { Controls = ["all"] }, lots);
        Assert.Contains(notes.Warnings, w => w.StartsWith("Every plate holds cells of one lot", StringComparison.Ordinal));
        Assert.Contains(notes.Messages, n => n.StartsWith("No control wells were named", StringComparison.Ordinal));
        Assert.Empty(Run(["f", "g"], rows, [.. lots.Select(_ => new PlatePlace("A", true))], Parameters with { Controls = ["all"] }, lots).Notes.Warnings);
    }

    [Fact]
    public void Cells_WithoutMeasurementsOrOfOddSize_AreRemovedAndCounted()
    {
        string[] names = ["AreaShape_Area", "a", "b", "c"];
        float[][] rows = [.. Enumerable.Range(0, 60).Select(r => new float[] { 90 + (r * 13 % 21), r * 7 % 31, r * 11 % 17, r * 5 % 23 })];
        rows[3] = [100, float.NaN, 2, float.NaN];
        rows[5][0] = 9000;
        rows[6][0] = 1;
        (ImageScaling scaling, _, _) = Run(names, rows, [.. rows.Select(_ => new PlatePlace("A", true))]);
        var reading = ScaledInput.Of(Input(names, rows, [.. rows.Select(_ => new PlatePlace("A", true))], null), scaling);
        CohortCells cohort = CohortReader.Read(Device, reading.Input, Parameters, StepProgress.None, CancellationToken.None);
        Assert.Equal(57, cohort.Cells.Count);
        var lot = reading.Counted(Assert.Single(cohort.Lots));
        Assert.Equal((60, 57, 1, 2), (lot.CellsRead, lot.CellsKept, lot.RemovedUnmeasured, lot.RemovedSize));
    }

    [Fact]
    public void Mapping_OfOtherPlates_TakesTheFeaturesAndItsOwnScale()
    {
        var random = new Philox(5, RandomPurpose.Test, 0);
        float[][] rows = [.. Enumerable.Range(0, 40).Select(_ => new float[] { random.NextInt32(1000), random.NextInt32(1000), random.NextInt32(1000) })];
        PlatePlace[] places = [.. rows.Select((_, r) => new PlatePlace("A", r % 2 == 0))];
        (ImageScaling scaling, CohortInput scaled, _) = Run(["x", "y", "z"], rows, places);
        float[][] expected = Values(scaled);
        // Another camera: every feature on another scale, its columns in another order; z is flat there, and one is new.
        var reference = new FeatureTable([.. scaling.Features], [.. scaling.Features]);
        CohortInput other = Input(["new", "z", "y", "x"], [.. rows.Select(r => new float[] { 1, 7, 3 + (4 * r[1]), (8 * r[0]) - 50 })], [.. places.Select(p => p with { Plate = "B" })], null);
        var notes = new NoteCollector(StepProgress.None);
        ImageScaling mapped = PlateSearch.Learn(Device, other, Parameters, reference, notes, CancellationToken.None);
        Assert.Equal(["x", "y", "z"], mapped.Features);
        float[][] found = Values(ScaledInput.Of(other, mapped).Input);
        for (int r = 0; r < rows.Length; r++)
        {
            Assert.Equal(expected[r][0], found[r][0], 1e-4f);
            Assert.Equal(expected[r][1], found[r][1], 1e-4f);
            Assert.Equal(0, found[r][2]);
        }

        Assert.Contains(notes.Warnings, w => w.StartsWith("The controls of 1 plate have no spread of 1 of 3 image features of the reference (z)", StringComparison.Ordinal));
    }

    private static float[][] Values(CohortInput input) => [.. input.Files[0].Source.ReadBlocks(7).SelectMany(b => Enumerable.Range(0, b.Values.Rows).Select(r => b.Values.RowValues(r).ToArray()))];

    private static (ImageScaling Scaling, CohortInput Scaled, NoteCollector Notes) Run(string[] features, float[][] rows, PlatePlace[] places, DiscoverParameters? parameters = null, string[]? lots = null)
    {
        var notes = new NoteCollector(StepProgress.None);
        CohortInput input = Input(features, rows, places, lots);
        ImageScaling scaling = PlateSearch.Learn(Device, input, parameters ?? Parameters, notes, CancellationToken.None);
        return (scaling, ScaledInput.Of(input, scaling).Input, notes);
    }

    private static CohortInput Input(string[] features, float[][] rows, PlatePlace[] places, string[]? lots)
    {
        var source = new PlateMemory("cells.csv", features, rows, places, lots);
        string[] names = lots?.Distinct().ToArray() ?? ["L0"];
        return new CohortInput([.. names.Select(n => new LotInput(new Lot(n, null, Lot.TrainRole, null, null, null, null, new Dictionary<string, string>()), []))], [new CellInput(source, lots is null ? 0 : -1)]);
    }
}
