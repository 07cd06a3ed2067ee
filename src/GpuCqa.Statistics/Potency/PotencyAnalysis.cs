using System.Globalization;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Texts;

namespace GpuCqa.Statistics;

/// <summary>From the wells of assay plates to what each lot did.</summary>
/// <remarks>
/// Each plate has its own standard curve. A lot's value is the mean over its replicates (cultures, or wells) of concentration x dilution, over the wells of those dilutions at which all its
/// wells lie within the limits of quantification; where there is none, what is known is a limit: that of its least dilution (below) or of its greatest (above). Deterministic.
/// </remarks>
public static class PotencyAnalysis
{
    // Of the interval of a difference of slopes: two one-sided tests at 5 %.
    private const double SlopeConfidence = 0.90;

    /// <summary>Reads every plate.</summary>
    /// <param name="wells">The wells, in the order of their table.</param>
    /// <param name="parameters">Weights, limits, control lot.</param>
    /// <exception cref="InvalidParameterException">A parameter is not what it may be, or the control lot is on no plate.</exception>
    /// <exception cref="PreconditionException">A plate's standards do not allow a curve, or what a result needs is not known of every sample.</exception>
    public static PotencyResult Run(IReadOnlyList<PlateWell> wells, PotencyParameters parameters)
    {
        PlateWell[] samples = [.. wells.Where(w => w.Kind == WellKind.Sample)];
        if (samples.Length == 0) throw new PreconditionException("No well holds a sample of a lot.");
        if (parameters.ControlLot is { } named && samples.All(s => s.Lot != named)) throw new InvalidParameterException($"The control lot '{named}' is in no well; the lots are {Counted.List([.. samples.Select(s => s.Lot!).Distinct(StringComparer.Ordinal)])}.");
        string unit = UnitOf(samples, parameters);
        PlateCurve[] plates = [.. wells.Select(w => w.Plate).Distinct(StringComparer.Ordinal).Select(p => PlateCurves.Of(p, [.. wells.Where(w => w.Plate == p)], parameters))];
        Dictionary<string, PlateCurve> curves = plates.ToDictionary(p => p.Plate, StringComparer.Ordinal);
        WellValue[] values = [.. wells.Select(w => Read(w, curves[w.Plate], parameters.Confidence))];
        bool conditions = samples.Any(s => s.Condition is not null);
        var notes = new List<string>();
        var warnings = new List<string>();
        var lots = new List<LotPotency>();
        var logs = new Dictionary<(string, string?), LotLogs>();
        foreach (var group in values.Select((v, i) => (Value: v, Index: i)).Where(v => v.Value.Well.Kind == WellKind.Sample).GroupBy(v => (Lot: v.Value.Well.Lot!, v.Value.Well.Condition)))
        {
            (LotPotency lot, LotLogs log, int[] used) = Lot(group.Key.Lot, group.Key.Condition, [.. group], curves, parameters, conditions, warnings);
            foreach (int i in used) values[i] = values[i] with { Used = true };
            lots.Add(lot);
            logs[group.Key] = log;
        }

        for (int i = 0; i < lots.Count && parameters.ControlLot is not null; i++)
        {
            if (lots[i].Lot == parameters.ControlLot || !logs.TryGetValue((parameters.ControlLot, lots[i].Condition), out LotLogs? control)) continue;
            lots[i] = Compared(lots[i], logs[(lots[i].Lot, lots[i].Condition)], lots.First(l => l.Lot == parameters.ControlLot && l.Condition == lots[i].Condition), control, curves, parameters);
        }

        Tell(plates, lots, values, parameters, notes, warnings);
        return new PotencyResult { Parameters = parameters, Unit = unit, Plates = plates, Wells = values, Lots = lots, Notes = notes, Warnings = warnings };
    }

    private static string UnitOf(PlateWell[] samples, PotencyParameters parameters)
    {
        (string Name, Func<PlateWell, double> Of)[] needed = [("cells", w => w.Cells), ("hours", w => w.Hours), ("volume", w => w.Volume)];
        string[] known = [.. needed.Where(n => samples.Any(s => !double.IsNaN(n.Of(s)))).Select(n => n.Name)];
        if (known.Length == 0) return parameters.Unit;
        foreach ((string name, Func<PlateWell, double> of) in needed)
        {
            if (samples.FirstOrDefault(s => double.IsNaN(of(s))) is { } lacking)
                throw new PreconditionException($"{string.Join(" and ", known)} {Counted.Word(known.Length, "is", "are")} given, and {name} of lot {lacking.Lot} is not: secretion per 10^6 cells and 24 h needs cells, hours and volume of every sample. Give all three, or none for the concentration itself.");
        }

        int slash = parameters.Unit.LastIndexOf("/mL", StringComparison.OrdinalIgnoreCase);
        if (slash <= 0) throw new InvalidParameterException($"The unit of the standards is '{parameters.Unit}'; secretion per cell needs a mass per millilitre, such as pg/mL.");
        return $"{parameters.Unit[..slash]} per 10^6 cells per 24 h";
    }

    private static WellValue Read(PlateWell well, PlateCurve plate, double confidence)
    {
        double response = well.Response - plate.Blank;
        if (well.Kind == WellKind.Blank) return new WellValue(well, response, double.NaN, Interval.Undefined, WellStatus.Measured, double.NaN, false);
        double concentration = double.IsPositiveInfinity(response) ? double.PositiveInfinity : plate.Fit.Curve.Concentration(response);
        Interval interval = Interval.Undefined;
        if (concentration > 0 && double.IsFinite(concentration))
        {
            double[] slopes = plate.Fit.Curve.LogConcentrationSlopes(response);
            double variance = plate.Fit.Variance(slopes.AsSpan(0, 4)) + (slopes[4] * slopes[4] * plate.Variance(response));
            interval = Around(concentration, variance, plate.Fit.Freedom, confidence);
        }

        // A plate of which nothing can be quantified: neither below nor above is known.
        WellStatus status = well.Kind == WellKind.Standard ? WellStatus.Measured : concentration < plate.LowerLimit ? WellStatus.Below : concentration > plate.UpperLimit || double.IsPositiveInfinity(concentration) ? WellStatus.Above : WellStatus.Measured;
        double limit = status == WellStatus.Below ? plate.LowerLimit : status == WellStatus.Above ? plate.UpperLimit : double.NaN;
        return new WellValue(well, response, concentration, interval, status, limit, false);
    }

    private static (LotPotency Lot, LotLogs Logs, int[] Used) Lot(string name, string? condition, (WellValue Value, int Index)[] wells, Dictionary<string, PlateCurve> curves, PotencyParameters parameters, bool conditions, List<string> warnings)
    {
        string readout = conditions ? $"{parameters.Readout}_{condition ?? "none"}" : parameters.Readout, where = conditions ? $"{name} ({condition ?? "no condition"})" : name;
        var quantified = wells.Where(w => !double.IsNaN(curves[w.Value.Well.Plate].LowerLimit)).ToArray();
        var dilutions = quantified.GroupBy(w => w.Value.Well.Dilution).OrderBy(g => g.Key).ToArray();
        var whole = dilutions.Where(g => g.All(w => w.Value.Status == WellStatus.Measured)).ToArray();
        (WellValue Value, int Index)[] used = [];
        if (whole.Length > 0)
        {
            used = [.. whole.SelectMany(g => g)];
        }
        else
        {
            var below = dilutions.Where(g => g.All(w => w.Value.Status != WellStatus.Above)).ToArray();
            var above = dilutions.Where(g => g.All(w => w.Value.Status != WellStatus.Below)).ToArray();
            if (quantified.Length == 0) warnings.Add($"{where} has no value: no standard of its plate is back-calculated well enough for limits of quantification.");
            else if (below.Length == dilutions.Length) used = [.. below[0]];
            else if (above.Length == dilutions.Length) used = [.. above[^1]];
            else warnings.Add($"{where} has no value: some of its wells lie below and some above the limits of quantification, and no dilution lies between them.");
        }

        ReplicateValue[] replicates = [.. used.Select((w, i) => (Well: w.Value, Key: w.Value.Well.Culture ?? FormattableString.Invariant($"\n{i}"))).GroupBy(w => w.Key).Select(g => Replicate([.. g.Select(w => w.Well)]))];
        var logs = new LotLogs([.. (whole.Length > 0 ? used : []).Select(w => w.Value)], curves);
        Interval slopeless = Interval.Undefined;
        return (new LotPotency
        {
            Lot = name, Condition = condition, Readout = readout, Replicates = replicates, Dilutions = [.. used.Select(w => w.Value.Well.Dilution).Distinct()], Wells = (wells.Length, used.Length),
            AssayInterval = logs.Count == 0 ? Interval.Undefined : Around(Math.Exp(logs.MeanLog), logs.Variance(null), logs.Freedom, parameters.Confidence),
            DilutionSlope = logs.Slope, Relative = double.NaN, RelativeInterval = slopeless, SlopeDifference = double.NaN, SlopeInterval = slopeless, Parallel = ParallelVerdict.NotTestable,
        }, logs, [.. used.Select(w => w.Index)]);
    }

    private static ReplicateValue Replicate(WellValue[] wells)
    {
        double sum = wells.Sum(w => (w.Status == WellStatus.Measured ? w.Concentration : w.Limit) * Factor(w.Well));
        return new ReplicateValue(sum / wells.Length, wells.Select(w => w.Status).FirstOrDefault(s => s != WellStatus.Measured));
    }

    private static LotPotency Compared(LotPotency lot, LotLogs own, LotPotency reference, LotLogs control, Dictionary<string, PlateCurve> curves, PotencyParameters parameters)
    {
        if (own.Count == 0 || control.Count == 0) return lot;
        int freedom = Math.Min(own.Freedom, control.Freedom);
        (double difference, Interval interval, ParallelVerdict verdict) = Parallel(own, control, parameters.ParallelMargin);
        return lot with
        {
            Relative = lot.Value / reference.Value, RelativeInterval = Around(Math.Exp(own.MeanLog - control.MeanLog), own.Variance(control), freedom, parameters.Confidence),
            SlopeDifference = difference, SlopeInterval = interval, Parallel = verdict,
        };
    }

    // A common residual variance about one line a lot.
    private static (double Difference, Interval Interval, ParallelVerdict Verdict) Parallel(LotLogs own, LotLogs control, double margin)
    {
        int freedom = own.Count + control.Count - 4;
        if (double.IsNaN(own.Slope) || double.IsNaN(control.Slope) || freedom < 1) return (double.NaN, Interval.Undefined, ParallelVerdict.NotTestable);
        double difference = own.Slope - control.Slope, error = Math.Sqrt((own.SlopeSquares + control.SlopeSquares) / freedom * ((1 / own.DilutionSquares) + (1 / control.DilutionSquares)));
        double half = StudentDistribution.Quantile(0.5 * (1 + SlopeConfidence), freedom) * error;
        var interval = new Interval(difference - half, difference + half);
        return (difference, interval, interval.Low > -margin && interval.High < margin ? ParallelVerdict.Parallel : interval.Low > margin || interval.High < -margin ? ParallelVerdict.NotParallel : ParallelVerdict.NotShown);
    }

    private static Interval Around(double value, double logVariance, int freedom, double confidence)
    {
        if (freedom < 1 || !double.IsFinite(logVariance) || logVariance < 0) return Interval.Undefined;
        double half = StudentDistribution.Quantile(0.5 * (1 + confidence), freedom) * Math.Sqrt(logVariance);
        return new Interval(value * Math.Exp(-half), value * Math.Exp(half));
    }

    /// <summary>What a concentration in the well is multiplied with.</summary>
    internal static double Factor(PlateWell well) => double.IsNaN(well.Cells) ? well.Dilution : well.Dilution * well.Volume / well.Cells * 1e6 / well.Hours * 24;

    private static void Tell(PlateCurve[] plates, List<LotPotency> lots, WellValue[] values, PotencyParameters parameters, List<string> notes, List<string> warnings)
    {
        string text(FormattableString t) => t.ToString(CultureInfo.InvariantCulture);
        foreach (PlateCurve plate in plates)
        {
            StandardLevel[] above = [.. plate.Standards.Where(s => s.Concentration > 0)], failed = [.. above.Where(s => !s.Passes)];
            string missed = string.Join(", ", failed.Select(s => text($"{s.Concentration:G6} ({100 * s.Recovery:0} %{(s.Variation > s.Tolerance ? text($", CV {100 * s.Variation:0} %") : "")})")));
            if (plate.Fit.Extrapolated) notes.Add($"Plate {plate.Plate}: its standards show a part of the curve only (the mid-point of the fit lies far outside of them); the curve holds between the standards.");
            if (plate.Passing < PlateCurve.FewestPassing) warnings.Add(text($"Plate {plate.Plate} is not accepted: {failed.Length} of its {above.Length} standards are not back-calculated within their tolerance ({missed}); at least {100 * PlateCurve.FewestPassing:0} % must be."));
            else if (failed.Length > 0) notes.Add($"Plate {plate.Plate}: standards outside of their tolerance: {missed}.");
            if (above.Length < 6) notes.Add($"Plate {plate.Plate} has {above.Length} standards above 0; guidelines of bioanalysis (ICH M10) ask for six.");
            if (above.Any(s => s.Wells < 2)) notes.Add($"Plate {plate.Plate}: some standards stand in one well only, so that their variation is not known.");
        }

        LotPotency[] below = [.. lots.Where(l => l.Status == WellStatus.Below)], over = [.. lots.Where(l => l.Status == WellStatus.Above)], loose = [.. lots.Where(l => l.Variation > parameters.MostVariation)];
        if (below.Length > 0) notes.Add($"Below the limit of quantification, and written so: {Counted.List([.. below.Select(Named)])}. They tie below every measured value where lots are ranked.");
        if (over.Length > 0) warnings.Add($"Above the limit of quantification at the greatest dilution: {Counted.List([.. over.Select(Named)])}. Their order is not known; dilute them further.");
        if (loose.Length > 0) notes.Add($"Replicates that differ by more than a coefficient of variation of {text($"{100 * parameters.MostVariation:0}")} %: {Counted.List([.. loose.Select(l => text($"{Named(l)} {100 * l.Variation:0} %"))])}.");
        if (values.Any(v => v.Well.Kind == WellKind.Sample && v.Well.Culture is null)) notes.Add("Each well counts as a replicate of its lot, as no column tells cultures apart: wells of one supernatant agree better than cultures do.");
        LotPotency[] bent = [.. lots.Where(l => l.Parallel == ParallelVerdict.NotParallel)], open = [.. lots.Where(l => l.Parallel == ParallelVerdict.NotShown)];
        if (bent.Length > 0) warnings.Add($"Not parallel to the control lot: {Counted.List([.. bent.Select(Named)])}. Their result depends on the dilution that it is read at.");
        if (open.Length > 0) notes.Add($"Whether dilutions run parallel to the control lot's is not shown (the interval of the slopes' difference is too wide): {Counted.List([.. open.Select(Named)])}.");
        if (parameters.ControlLot is not { } control) return;
        HashSet<string> with = [.. values.Where(v => v.Used && v.Well.Lot == control).Select(v => v.Well.Plate)];
        string[] apart = [.. lots.Where(l => double.IsFinite(l.Relative) && !values.Any(v => v.Used && v.Well.Lot == l.Lot && v.Well.Condition == l.Condition && with.Contains(v.Well.Plate))).Select(Named)];
        if (apart.Length > 0) notes.Add($"On no plate together with the control lot, so that their relative potency also holds the difference of plates: {Counted.List(apart)}.");
    }

    private static string Named(LotPotency lot) => lot.Condition is null ? lot.Lot : $"{lot.Lot} ({lot.Condition})";
}
