using System.Globalization;
using GpuCqa.Analysis.Cells;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Texts;

namespace GpuCqa.Analysis.Images;

/// <summary>Finds how measurements of images are brought to one scale: medians and spreads of each plate's control cells, and features that are of use on every plate.</summary>
/// <remarks>
/// <para>
/// z = (x - median) / (1.4826 MAD) of the control cells of the cell's own plate, as pycytominer's mad_robustize (there with 1e-18 added to the spread). A feature is left out when more than 5 % of the
/// cells of lots lack it (pycytominer's na_cutoff), when the controls of some plate have no spread of it, or when it correlates with a kept one (<see cref="FeatureRedundancy"/>, over scaled cells of lots).
/// No readout and no lot's readout-dependent value enters.
/// </para>
/// <para>Cells are read once. Of a plate up to 20,000 control cells and of the lots up to 20,000 cells are held, evenly spaced in the order of reading; larger numbers are thinned to that, and it is said.</para>
/// </remarks>
public static class PlateSearch
{
    /// <summary>Cells that medians and correlations are taken over where there are more than twice as many: this to twice this many, evenly spaced.</summary>
    public const int MostSampled = 20_000;

    private const int ReadCells = 1024, FewControls = 20, ShownFeatures = 3, ShownPlates = 5;

    private static readonly string[] AreaNames = ["Cells_AreaShape_Area", "Cell_AreaShape_Area", "AreaShape_Area", "Nuclei_AreaShape_Area"];

    /// <summary>For a discovery: chooses features.</summary>
    /// <param name="device">Device; its threads share the work.</param>
    /// <param name="input">Lots and their files.</param>
    /// <param name="parameters">All parameters.</param>
    /// <param name="progress">Receives what was left out.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <exception cref="BadDataException">A plate with cells of a lot has no controls, or a file is damaged.</exception>
    /// <exception cref="PreconditionException">Fewer than two features are left.</exception>
    public static ImageScaling Learn(ComputeDevice device, CohortInput input, DiscoverParameters parameters, StepProgress progress, CancellationToken cancellation) =>
        Learn(device, input, parameters, null, progress, cancellation);

    /// <summary>For new lots: the features are those of a reference, the medians and spreads those of the new lots' own plates. Nothing of a plate or lot depends on others that are mapped with it.</summary>
    /// <param name="device">Device; its threads share the work.</param>
    /// <param name="input">Lots and their files.</param>
    /// <param name="parameters">All parameters of the reference.</param>
    /// <param name="reference">Features of the reference; all are kept. Where the controls of a new plate have no spread of one, it is 0 for the cells of that plate, and this is said.</param>
    /// <param name="progress">Receives what was left out.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    public static ImageScaling Learn(ComputeDevice device, CohortInput input, DiscoverParameters parameters, FeatureTable? reference, StepProgress progress, CancellationToken cancellation)
    {
        CellSource[] sources = [.. input.Files.Select(f => f.Source), .. input.ControlSources];
        if (Array.Find(sources, s => !s.IsOfPlates) is { } other) throw new BadDataException(other.Path, null, "holds values without plates, while other files of the cohort hold raw measurements of images; one discovery reads one kind.");
        string[] names = [.. input.Files.Select(f => f.Lot >= 0 ? $"lot '{input.Lots[f.Lot].Lot.Name}'" : f.Source.Path), .. input.ControlSources.Select(s => s.Path)];
        FeatureSpace space = reference is null ? FeatureSpace.Shared(FeatureJoin.Of(sources, names)) : FeatureSpace.Of(reference, AreaNames, sources);
        PlateCells cells = Read(input, sources, space, progress, cancellation);
        RequireControls(cells, sources[0].Path, progress);
        progress.Begin("image features", 0);
        ImageScaling scaling = Choose(device, input, cells, space, reference is not null, parameters, cancellation);
        progress.End();
        Tell(scaling, cells, parameters, reference is not null, progress);
        if (scaling.Features.Count < 2) throw new PreconditionException($"{Counted.Of(scaling.Features.Count, "image feature")} of {space.Candidates} {Counted.Word(scaling.Features.Count, "is", "are")} left: {Fates(scaling)}. At least two are needed; are the controls what they should be?");
        return scaling;
    }

    private static PlateCells Read(CohortInput input, CellSource[] sources, FeatureSpace space, StepProgress progress, CancellationToken cancellation)
    {
        int area = Area(space.Ids);
        var cells = new PlateCells(space.Ids.Length, input.Lots.Count, area, MostSampled);
        var owners = new ImageCells(input);
        progress.Begin("read plates", 0);
        long done = 0;
        using var ahead = new BlocksAhead(sources, ReadCells, cancellation);
        for (int s = 0; s < sources.Length; s++)
        {
            int lot = s < input.Files.Count ? input.Files[s].Lot : -1;
            foreach (CellBlock block in ahead.Of(s))
            {
                cancellation.ThrowIfCancellationRequested();
                int[] owner = s < input.Files.Count ? owners.Owners(block, lot) : [.. Enumerable.Repeat(-1, block.Values.Rows)];
                for (int r = 0; r < owner.Length; r++) cells.Add(ImageCells.Row(block.Values.RowValues(r), space.Maps[s], space.Ids.Length), block.Places![r], owner[r]);
                progress.Report(done += owner.Length);
            }

            string subject = lot >= 0 ? $"Lot {input.Lots[lot].Lot.Name}" : $"File {s + 1} of {sources.Length}";
            foreach (string finding in sources[s].Findings) progress.Note($"{subject}: {finding}.");
        }

        progress.End();
        return cells;
    }

    private static void RequireControls(PlateCells cells, string path, StepProgress progress)
    {
        Plate[] used = [.. cells.Plates.Where(p => p.Cells > 0)];
        Plate[] without = [.. used.Where(p => p.Controls.Seen == 0)];
        if (without.Length > 0)
            throw new BadDataException(path, Counted.Of(without.Length, "plate"), $"{Counted.List([.. without.Select(p => $"'{p.Name}' ({Counted.Of(p.Cells, "cell")})")], ShownPlates)} {Counted.Word(without.Length, "has", "have")} no control cells, by which values of plates are brought to one scale; {Counted.List([.. used.Except(without).Select(p => $"'{p.Name}'")], ShownPlates) switch { "" => "no plate has", var others => $"there are some on {others}" }}");
        Plate[] few = [.. used.Where(p => p.Controls.Seen < FewControls)];
        if (few.Length > 0)
            progress.Warn($"{Counted.Of(few.Length, "plate")} {Counted.Word(few.Length, "has", "have")} fewer than {FewControls} control cells ({Counted.List([.. few.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name}: {p.Controls.Seen}"))], ShownPlates)}): medians and spreads of so few are uncertain, and what is uncertain there shifts all cells of the plate.");
        Plate[] uneven = [.. used.Where(p => p.ControlLots.Count > 0 && p.ControlLots.Count < p.Lots.Count)];
        if (uneven.Length > 0)
            progress.Warn($"On {Counted.Of(uneven.Length, "plate")} ({Counted.List([.. uneven.Select(p => p.Name)], ShownPlates)}) the controls are cells of some lots and not of others: values are scaled to lots that are tested themselves, so that lots that change places in the test are not alike before it, and its p is not exact. Name wells of no tested lot as controls, wells that every lot has, or all cells.");
        if (used.Length > 1 && Array.TrueForAll(used, p => p.Lots.Count == 1 && p.Controls.Seen == p.Cells && p.AllControls))
            progress.Warn("Every plate holds cells of one lot, and all of its cells are its controls: what differs between lots is removed with what differs between plates, and shares of clusters say less. Name wells that are alike on all plates as controls.");
    }

    private static ImageScaling Choose(ComputeDevice device, CohortInput input, PlateCells cells, FeatureSpace space, bool mapped, DiscoverParameters parameters, CancellationToken cancellation)
    {
        Plate[] plates = [.. cells.Plates.Where(p => p.Cells > 0).OrderBy(p => p.Name, StringComparer.Ordinal)];
        int[] candidates = [.. Enumerable.Range(0, space.Candidates)];
        int count = space.Ids.Length;
        double limit = mapped ? 1 : parameters.MaxFeatureCorrelation ?? DiscoverParameters.DefaultMaxFeatureCorrelation;
        double[][] centers = [.. plates.Select(_ => new double[count])], spreads = [.. plates.Select(_ => new double[count])];
        var places = plates.SelectMany((_, p) => candidates.Select(f => (Plate: p, Feature: f))).ToArray();
        device.ForEach(places.Length, i =>
        {
            (int p, int f) = places[i];
            double[] values = [.. plates[p].Controls.Rows.Select(r => (double)r[f])];
            (double center, double spread) = RobustSpread.Of(values);
            // In a mapping a feature stays although a plate lacks it: divided by no end, it is 0 there.
            (centers[p][f], spreads[p][f]) = mapped && !(spread > 0) ? (0, double.PositiveInfinity) : (center, spread);
        });
        cancellation.ThrowIfCancellationRequested();

        string[] ids = space.Ids;
        bool Missing(int f) => !mapped && cells.Missing[f] > ImageScaling.MissingShare * cells.OfLots.Seen;
        string[] Constant(int f) => [.. Enumerable.Range(0, plates.Length).Where(p => !(spreads[p][f] > 0) || double.IsInfinity(spreads[p][f])).Select(p => plates[p].Name)];
        int[] left = [.. candidates.Where(f => mapped || (!Missing(f) && Constant(f).Length == 0))];
        double[][] columns = mapped ? [] : [.. left.Select(_ => Array.Empty<double>())];
        var index = plates.Select((p, i) => (p.Name, i)).ToDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);
        IReadOnlyList<float[]> sample = cells.OfLots.Rows;
        device.ForEach(columns.Length, c =>
        {
            int f = left[c];
            double[] column = new double[sample.Count];
            for (int r = 0; r < column.Length; r++)
            {
                int p = (int)sample[r][count];
                float value = sample[r][f];
                column[r] = float.IsFinite(value) ? Math.Clamp((value - centers[index[cells.Plates[p].Name]][f]) / spreads[index[cells.Plates[p].Name]][f], -ImageScaling.Bound, ImageScaling.Bound) : 0;
            }

            columns[c] = column;
        });
        (int[] standIn, double[] correlation) = mapped ? ([.. left.Select(_ => -1)], [.. left.Select(_ => double.NaN)]) : FeatureRedundancy.Of(device, columns, [.. left.Select(f => ids[f])], limit, cancellation);
        var place = left.Select((f, c) => (f, c)).ToDictionary(x => x.f, x => x.c);
        ImageFeature[] measured = [.. candidates.Select(f =>
        {
            string[] constant = Constant(f);
            bool hasPlace = place.TryGetValue(f, out int c);
            string fate = Missing(f) ? ImageFeature.NotMeasured : constant.Length > 0 && !mapped ? ImageFeature.WithoutSpread : standIn[c] >= 0 ? ImageFeature.Redundant : ImageFeature.Kept;
            return new ImageFeature(ids[f], fate, cells.Missing[f], cells.Infinite[f], fate == ImageFeature.WithoutSpread || mapped ? constant : [], hasPlace && standIn[c] >= 0 ? ids[left[standIn[c]]] : null, hasPlace ? correlation[c] : double.NaN);
        })];
        int[] kept = [.. left.Where((_, c) => standIn[c] < 0)];
        PlateScale[] scales = [.. plates.Select((p, i) => new PlateScale(p.Name, [.. p.Lots.Order().Select(l => input.Lots[l].Lot.Name)], p.Cells, p.Controls.Seen, [.. kept.Select(f => centers[i][f])], [.. kept.Select(f => spreads[i][f])]))];
        int area = Area(ids);
        return new ImageScaling([.. kept.Select(f => ids[f])], measured, scales, area < 0 ? null : ids[area], area < 0 ? [] : [.. input.Lots.Select((l, i) => Limits(l.Lot.Name, cells.Areas[i], parameters.Mads))]);
    }

    // Areas span decades and are skewed: the rule is on their logarithm, as that of counts is.
    private static SizeLimits Limits(string lot, List<float> areas, double mads)
    {
        double[] logs = [.. areas.Where(a => float.IsFinite(a) && a > 0).Select(a => Math.Log10(a))];
        (double center, double spread) = RobustSpread.Of(logs);
        return spread > 0 ? new SizeLimits(lot, Math.Pow(10, center - (mads * spread)), Math.Pow(10, center + (mads * spread))) : new SizeLimits(lot, 0, double.PositiveInfinity);
    }

    private static void Tell(ImageScaling scaling, PlateCells cells, DiscoverParameters parameters, bool mapped, StepProgress progress)
    {
        if (scaling.Features.Count < scaling.Measured.Count) progress.Note($"{scaling.Measured.Count - scaling.Features.Count} of {Counted.Of(scaling.Measured.Count, "image feature")} {Counted.Word(scaling.Measured.Count - scaling.Features.Count, "is", "are")} left out: {Fates(scaling)}.");
        ImageFeature[] flat = mapped ? [.. scaling.Measured.Where(f => f.Constant.Count > 0)] : [];
        if (flat.Length > 0)
        {
            string said = $"The controls of {Counted.Of(flat.SelectMany(f => f.Constant).Distinct(StringComparer.Ordinal).Count(), "plate")} have no spread of {flat.Length} of {scaling.Measured.Count} image features of the reference ({Counted.List([.. flat.Select(f => f.Name)], ShownFeatures)}): there these are 0 for every cell.";
            if (flat.Length > ImageScaling.MissingShare * scaling.Measured.Count) progress.Warn(said);
            else progress.Note(said);
        }

        ImageFeature[] filled = [.. scaling.Measured.Where(f => f.Fate == ImageFeature.Kept && f.Missing > 0).OrderByDescending(f => f.Missing)];
        if (filled.Length > 0)
            progress.Note($"{Counted.Of(filled.Length, "kept image feature")} {Counted.Word(filled.Length, "has", "have")} {Counted.Of(filled.Sum(f => f.Missing), "value")} that CellProfiler could not measure ({filled.Sum(f => f.Infinite)} of them infinite; most in {filled[0].Name}: {filled[0].Missing} of {cells.OfLots.Seen}); they take the median of their plate's controls.");
        if (cells.Plates.Any(p => p.Controls.Seen > p.Controls.Rows.Count)) progress.Note($"Medians of large plates are over {MostSampled} to {2 * MostSampled} of their control cells, evenly spaced.");
        if (!mapped && cells.OfLots.Seen > cells.OfLots.Rows.Count) progress.Note($"Correlations of image features are over {cells.OfLots.Rows.Count} of {cells.OfLots.Seen} cells, evenly spaced.");
        if (parameters.Controls is ["all"]) progress.Note("No control wells were named: all cells of a plate are its controls, and values say how a cell differs from the middle of its plate.");
    }

    private static string Fates(ImageScaling scaling)
    {
        var parts = new List<string>();
        foreach ((string fate, string words) in ((string, string)[])[
            (ImageFeature.NotMeasured, string.Create(CultureInfo.InvariantCulture, $"not measured in more than {100 * ImageScaling.MissingShare:0} % of the cells")),
            (ImageFeature.WithoutSpread, "without spread among the controls of some plate"),
            (ImageFeature.Redundant, "redundant")])
        {
            ImageFeature[] of = [.. scaling.Measured.Where(f => f.Fate == fate)];
            if (of.Length > 0) parts.Add($"{of.Length} {words} ({Counted.List([.. of.Select(f => f.Name)], ShownFeatures)})");
        }

        return string.Join("; ", parts);
    }

    private static int Area(string[] ids) => AreaNames.Select(n => Array.IndexOf(ids, n)).FirstOrDefault(i => i >= 0, -1);
}
