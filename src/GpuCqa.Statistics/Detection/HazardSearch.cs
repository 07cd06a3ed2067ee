using System.Globalization;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Statistics;

/// <summary>Whether a rare hazard would be seen, from the parameters of the search and the lots that were counted: a pure function of both.</summary>
public static class HazardSearch
{
    /// <summary>Spiked cells below which a lot is not held against the others.</summary>
    private const long LeastSpiked = 20;

    /// <summary>Share of what all lots give back below which one lot is told of.</summary>
    private const double LotDifference = 0.8;

    /// <summary>Share of spiked cells removed by quality control that is told of.</summary>
    private const double RemovedMuch = 0.1;

    /// <summary>The result.</summary>
    /// <param name="p">How the search is made.</param>
    /// <param name="counted">Lots that were counted, <see cref="DetectionLot.Upper"/> and <see cref="DetectionLot.Detected"/> not yet filled; may be empty.</param>
    /// <param name="notes">What was assumed in reading.</param>
    /// <param name="runs">Lots that were spiked in silico; may be empty.</param>
    /// <param name="removed">What the cells are that quality control removed; may be empty.</param>
    /// <param name="undermined">What undermines the reading of the cells.</param>
    /// <exception cref="InvalidParameterException">A parameter is out of its range.</exception>
    public static DetectResult Of(DetectParameters p, IReadOnlyList<DetectionLot> counted, IReadOnlyList<string> notes, IReadOnlyList<SpikedRun>? runs = null, IReadOnlyList<RemovedCount>? removed = null, IReadOnlyList<string>? undermined = null)
    {
        Check(p);
        long classified = (long)Math.Floor((p.Cells * p.Capture * p.Kept) + 1e-9);
        if (classified < 1) throw new InvalidParameterException("No cell of a lot is left to be classified: cells, capture and what quality control keeps are too few.");
        DetectionLot[] blanks = [.. counted.Where(l => l.Role == "blank")], tests = [.. counted.Where(l => l.Role == "test")], spikes = [.. counted.Where(l => l.Role == "spike")];
        double rate = p.FalsePositives;
        // What blanks do not exclude is reckoned with, of the lot that excludes least: false positives vary between lots.
        if (blanks.Length > 0) rate = Math.Max(rate, blanks.Max(b => Upper(b, p.Confidence)));
        else if (p.ValidationNegatives > 0) rate = Math.Max(rate, ProportionInterval.UpperBound((long)Math.Round(p.FalsePositives * p.ValidationNegatives), p.ValidationNegatives, p.Confidence));
        // Estimates take the rate that was found, limits the one that is not excluded.
        long blankCells = blanks.Sum(b => b.Cells);
        double found = blankCells > 0 ? (double)blanks.Sum(b => b.Called) / blankCells : p.FalsePositives;
        double sensitivity = p.Sensitivity;
        (double, double)? two = null;
        if (p.ConfirmSensitivity is { } second)
        {
            double confirmed = p.ConfirmFalsePositives ?? 0;
            two = (sensitivity * second, rate * confirmed);
            (sensitivity, rate, found) = (sensitivity * second, rate * confirmed, found * confirmed);
        }

        long limit = LimitFor(classified, rate, p);
        DetectionLot[] lots = [.. counted.Select(l => l with { Upper = Upper(l, p.Confidence), Detected = l.Called > LimitFor(Math.Max(1, l.Cells), rate, p) })];
        DetectionPoint At(double f) => Point(p, f, classified, limit, sensitivity, rate);
        double Lot(double f) => BinomialDistribution.AtLeast(limit + 1, classified, ClassifierLimit.Called(f, rate, sensitivity));
        var warnings = new List<string>(undermined ?? []);
        SpikedSeries? series = runs is { Count: > 0 } ? SpikedSeries.Of(runs, p.MinimumCells, p.Probability, p.Confidence) : null;
        if (series is not null) warnings.AddRange(Warnings(p, series));
        LogitLimit? spiked = null, spikedLogit = null;
        if (spikes.Length > 0)
        {
            DetectionLot[] given = [.. lots.Where(l => l.Role == "spike")];
            try
            {
                spiked = LogitLimit.Of([.. given.Select(l => l.Spiked)], [.. given.Select(l => l.Detected)], p.Probability, p.Confidence, singleHit: true);
                spikedLogit = LogitLimit.Of([.. given.Select(l => l.Spiked)], [.. given.Select(l => l.Detected)], p.Probability, p.Confidence);
            }
            catch (PreconditionException error)
            {
                warnings.Add(error.Message);
            }
        }

        long seen = tests.Sum(t => t.Called), cells = tests.Sum(t => t.Cells);
        BetaBinomialFit? spread = tests.Count(t => t.Called > 0) >= 2 && seen < cells ? BetaBinomialFit.Of([.. tests.Select(t => t.Called)], [.. tests.Select(t => t.Cells)]) : null;
        RoganGladen? prevalence = cells > 0 && sensitivity > found ? RoganGladen.Of(seen, cells, sensitivity, 1 - found, p.ValidationPositives, p.ValidationNegatives > 0 ? p.ValidationNegatives : blankCells, p.Confidence) : null;
        DoseBound? bound = p.Dose is { } dose ? cells > 0 ? DoseBound.Of(seen, cells, sensitivity, dose, p.Confidence) : DoseBound.Of(0, classified * p.Lots, sensitivity, dose, p.Confidence) : null;
        double finite = double.NaN;
        if (p.LotSize is { } size)
        {
            long population = (long)size, hazardous = (long)Math.Round(p.Frequency * size), drawn = Math.Min(population, (long)Math.Floor(classified * sensitivity));
            finite = Hypergeometric.UpperTail(p.MinimumCells, hazardous, drawn, population);
        }

        DetectionPoint asked = At(p.Frequency);
        BlankLimit? blank = blanks.Length < 2 ? null : BlankLimit.Of([.. blanks.Select(Share)], [.. spikes.GroupBy(s => s.Spiked).Where(g => g.Count() > 1).OrderBy(g => g.Key).Take(1).Select(g => (IReadOnlyList<double>)[.. g.Select(Share)])]);
        double limitOfLot = HazardDetection.Solve(Lot, p.Probability);
        return new DetectResult
        {
            Parameters = p, Lots = lots, Classified = classified, FalsePositives = rate, Limit = limit, LimitOfLot = limitOfLot, LimitOfProcess = HazardDetection.Solve(f => Process(p, f, classified, limit, sensitivity, rate), p.Probability),
            Asked = asked, Points = [.. Enumerable.Range(0, 41).Select(i => At(Math.Pow(10, -6 + (0.1 * i))))], FiniteLot = finite, TwoStage = two, Blank = blank, Spiked = spiked, SpikedLogit = spikedLogit, Bound = bound, Prevalence = prevalence, Spread = spread,
            Runs = runs ?? [], Series = series, Removed = removed ?? [],
            Warnings = [.. warnings, .. Warnings(p, asked, limitOfLot, rate, blanks.Length, prevalence, seen, cells, series is null ? lots : [])], Notes = notes,
        };
    }

    private static void Check(DetectParameters p)
    {
        if (!(p.Frequency is >= 1e-9 and <= 0.5)) throw new InvalidParameterException(Text($"The frequency of a hazard lies in [1e-9, 0.5]; found {p.Frequency}."));
        if (p.Cells is < 1 or > 1_000_000_000_000) throw new InvalidParameterException($"1 to 1000000000000 cells of a lot are loaded; found {p.Cells}.");
        if (p.Lots is < 1 or > 10_000) throw new InvalidParameterException($"1 to 10000 lots are looked at; found {p.Lots}.");
        if (p.Pool is < 1 or > 10_000) throw new InvalidParameterException($"1 to 10000 lots are pooled; found {p.Pool}.");
        if (p.MinimumCells is < 1 or > 1000) throw new InvalidParameterException($"1 to 1000 cells make a detection; found {p.MinimumCells}.");
        foreach ((string name, double? value) in new (string, double?)[] { ("captured share", p.Capture), ("kept share", p.Kept), ("sensitivity", p.Sensitivity), ("sensitivity of the confirming test", p.ConfirmSensitivity) })
        {
            if (value is { } v && !(v is > 0 and <= 1)) throw new InvalidParameterException(Text($"The {name} lies above 0 and is at most 1; found {v}."));
        }

        foreach ((string name, double? value) in new (string, double?)[] { ("false positive rate", p.FalsePositives), ("false positive rate of the confirming test", p.ConfirmFalsePositives), ("intra-class correlation", p.Icc) })
        {
            if (value is { } v && !(v is >= 0 and < 1)) throw new InvalidParameterException(Text($"The {name} lies in [0, 1); found {v}."));
        }

        if (p.ConfirmSensitivity is null != p.ConfirmFalsePositives is null) throw new InvalidParameterException("A confirming test has a sensitivity and a false positive rate; one of both is missing.");
        foreach ((string name, double value) in new[] { ("probability", p.Probability), ("confidence", p.Confidence) })
        {
            if (!(value is > 0 and < 1)) throw new InvalidParameterException(Text($"The {name} lies between 0 and 1; found {value}."));
        }

        if (p.Dose is { } dose && !(dose is >= 1 and <= 1e15)) throw new InvalidParameterException(Text($"A dose has 1 to 1e15 cells; found {dose}."));
        if (p.LotSize is { } size && !(size >= p.Cells && size <= 1e15)) throw new InvalidParameterException(Text($"A lot has at least the cells that are loaded of it; found {size}, and {p.Cells} are loaded."));
        if (p.Acceptable is null != p.Unacceptable is null || p.Acceptable >= p.Unacceptable || p.Acceptable is < 0 or >= 1 || p.Unacceptable is <= 0 or >= 1)
            throw new InvalidParameterException("The risks of a release rule need a share that is acceptable and a larger one that is not, both below 1.");
        if (p.ValidationPositives < 0 || p.ValidationNegatives < 0) throw new InvalidParameterException("Numbers of validated cells are not negative.");
        if (p.Sensitivity <= p.FalsePositives) throw new InvalidParameterException(Text($"A classifier that calls {p.FalsePositives} of the harmless cells and {p.Sensitivity} of the hazardous ones tells nothing."));
    }

    // One more than harmless cells alone exceed with 5 %, or than the cells that are asked for.
    private static long LimitFor(long cells, double rate, DetectParameters p) => Math.Max(p.MinimumCells - 1, rate > 0 ? ClassifierLimit.Of(cells, rate, 1).BlankCount : 0);

    private static DetectionPoint Point(DetectParameters p, double f, long classified, long limit, double sensitivity, double rate)
    {
        double lot = BinomialDistribution.AtLeast(limit + 1, classified, ClassifierLimit.Called(f, rate, sensitivity));
        double pooled = BinomialDistribution.AtLeast(limit + 1, classified, ClassifierLimit.Called(f / p.Pool, rate, sensitivity));
        bool plain = rate == 0;
        double found = p.Capture * p.Kept * sensitivity;
        long? needed = plain && HazardDetection.CellsNeeded(f, (int)limit + 1, p.Probability) is { } n ? (long)Math.Ceiling((n / found) - 1e-9) : null;
        long recognized = Math.Max(1, (long)Math.Floor(classified * sensitivity));
        return new DetectionPoint(f, lot, Process(p, f, classified, limit, sensitivity, rate), pooled, 1 - lot, needed, plain ? HazardDetection.LotsNeeded(f, recognized, (int)limit + 1, p.Probability, p.Icc) : null);
    }

    // Lots vary: of hazardous cells the beta-binomial, of what harmless cells add the rule of each lot. Without false positives the counts of all lots are added up.
    private static double Process(DetectParameters p, double f, long classified, long limit, double sensitivity, double rate)
    {
        if (rate == 0) return HazardDetection.InLots(f, Math.Max(1, (long)Math.Floor(classified * sensitivity)), p.Lots, (int)limit + 1, p.Icc);
        double one = p.Icc == 0 ? BinomialDistribution.AtLeast(limit + 1, classified, ClassifierLimit.Called(f, rate, sensitivity)) : Mixed(p, f, classified, limit, sensitivity, rate);
        return 1 - Math.Pow(1 - one, p.Lots);
    }

    // The share of a lot is beta distributed; midpoints of 200 equally likely strata.
    private static double Mixed(DetectParameters p, double f, long classified, long limit, double sensitivity, double rate)
    {
        const int Strata = 200;
        double m = (1 / p.Icc) - 1, sum = 0;
        for (int i = 0; i < Strata; i++)
        {
            double share = IncompleteBeta.Inverse(f * m, (1 - f) * m, (i + 0.5) / Strata);
            sum += BinomialDistribution.AtLeast(limit + 1, classified, Math.Clamp(ClassifierLimit.Called(share, rate, sensitivity), 0, 1));
        }

        return sum / Strata;
    }

    private static IEnumerable<string> Warnings(DetectParameters p, DetectionPoint asked, double limit, double rate, int blanks, RoganGladen? prevalence, long seen, long cells, DetectionLot[] lots)
    {
        if (asked.InLot < p.Probability)
            yield return Text($"Single-cell sequencing of {p.Cells:#,##0} cells a lot does not reach what is asked: a hazard of frequency {p.Frequency:0.##e-0} is seen in a lot with a probability of {asked.InLot:0.00}, and the frequency that is seen with {p.Probability} is {limit:0.##e-0}. Use it to say what a hazard is; to show that there is none, use an assay of many more cells (droplet PCR and culture assays reach 1e-5 and less).");
        if (rate > p.Frequency && blanks > 0) yield return Text($"The blanks do not exclude that {rate:0.##e-0} of harmless cells are called, more than the frequency that is looked for: more hazard-free cells are needed before a detection means something.");
        if (rate > p.Frequency && blanks == 0 && p.ValidationNegatives > 0) yield return Text($"Harmless cells are called at up to {rate:0.##e-0}, more than the frequency that is looked for: a lot at {p.Frequency:0.##e-0} looks like one without the hazard.");
        if (blanks == 0 && p.FalsePositives == 0 && p.ValidationNegatives == 0 && lots.Length > 0) yield return "No blank lot and no rate of false positives was given: every called cell is taken as hazardous, and a single wrong call is a detection.";
        if (prevalence is { BelowBackground: true }) yield return Text($"BELOW_BACKGROUND: {seen:#,##0} of {cells:#,##0} cells were called, fewer than harmless cells alone give; the estimate is 0, and what is left open is told by the bound.");
        if (p.Pool > 1) yield return Text($"Pooling {p.Pool} lots dilutes the hazard of one of them {p.Pool}-fold: it is seen with a probability of {asked.Pooled:0.00} in the pool and of {asked.InLot:0.00} alone.");
        if (p.ConfirmSensitivity is not null) yield return Text($"The rates of both tests are multiplied, which holds where their errors are independent given the cell. Where the same cells mislead both, false positives are up to {Math.Min(p.FalsePositives, p.ConfirmFalsePositives ?? 1):0.##e-0}; test it on blanks.");
        if (lots.Where(l => l.Role == "test").ToArray() is { Length: > 0 } tests && tests.All(l => l.RemovedCells == 0) && p.Kept == 1)
            yield return "No cell that quality control removed was scanned, though hazardous cells are often removed as outliers or doublets: say which share of them is kept, or count removed cells too.";
    }

    private static IEnumerable<string> Warnings(DetectParameters p, SpikedSeries series)
    {
        if (series.Missing is { } missing) yield return $"In silico: {missing}";
        SpikedLot[] worst = [.. series.Lots.Where(l => l.Spiked >= LeastSpiked).OrderBy(l => l.Recovered).Take(1)];
        if (worst is [var lot] && lot.Recovered < LotDifference * series.Recovered)
            yield return Text($"Lot '{lot.Lot}' gives back {lot.Recovered:0.00} of the spiked cells, all lots {series.Recovered:0.00}: a hazard is missed there more often than the limits say.");
        long spiked = series.Lots.Sum(l => l.Spiked), lost = series.Lots.Sum(l => l.Removed);
        if (spiked > 0 && (double)lost / spiked > RemovedMuch)
            yield return Text($"Quality control of the lots removes {(double)lost / spiked:0.00} of the spiked cells: without a scan of removed cells {series.Lots.Sum(l => l.Called - l.RemovedCalled) / (double)spiked:0.00} are found instead of {series.Recovered:0.00}.");
        double background = series.Lots.Max(l => (double)l.Background / l.Cells);
        if (background > p.Frequency)
            yield return Text($"Lots call up to {background:0.##e-0} of their own cells without any spike, more than the frequency that is looked for. If these are not the hazard itself, the hazard cannot be told from them at {p.Frequency:0.##e-0}.");
    }

    private static double Share(DetectionLot lot) => lot.Cells == 0 ? 0 : (double)lot.Called / lot.Cells;

    private static double Upper(DetectionLot lot, double confidence) => lot.Cells == 0 ? 1 : ProportionInterval.UpperBound(lot.Called, lot.Cells, confidence);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
