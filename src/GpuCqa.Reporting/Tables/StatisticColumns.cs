using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Tables;

/// <summary>The columns that tables of tests and of fractions share, whatever their states are.</summary>
internal static class StatisticColumns
{
    /// <summary>The estimates, p-values and intervals of a test.</summary>
    public static Table<TResult, TRow> Statistics<TResult, TRow>(this Table<TResult, TRow> table, Func<TRow, Association> test) where TResult : class => table
        .Number("rho", "Spearman rank correlation of fraction and readout over lots (midranks); empty when one of them is constant.", a => test(a).Rho)
        .Number("p_exact", "Two-sided permutation p of this test alone: over all distinct orders of the lots where the parameters exact_lots and exact_orders allow, by Monte Carlo (b + 1) / (m + 1) elsewhere; empty when not estimable.", a => test(a).P)
        .Number("p_family", "Family-wise p (single-step Westfall-Young maxT over every row of this table).", a => test(a).PFamily)
        .Number("p_family_step_down", "Family-wise p (step-down Westfall-Young maxT).", a => test(a).PFamilyStepDown)
        .Number("interval_low", "Bonett-Wright confidence interval of rho, lower end; empty when not defined.", a => test(a).IntervalLow)
        .Number("interval_high", "Bonett-Wright confidence interval of rho, upper end.", a => test(a).IntervalHigh)
        .Number("bootstrap_low", "BCa interval of rho from the ideal bootstrap over lots, lower end; empty above exact_lots lots or when not defined.", a => test(a).BootstrapLow)
        .Number("bootstrap_high", "BCa interval of rho, upper end.", a => test(a).BootstrapHigh)
        .Number("leave_one_out_low", "Smallest rho when each lot is left out in turn; empty when one remainder is constant.", a => test(a).LeaveOneOutLow)
        .Number("leave_one_out_high", "Largest rho when each lot is left out in turn; empty when one remainder is constant.", a => test(a).LeaveOneOutHigh)
        .Number("rho_clr", "Spearman rank correlation on the centred log-ratio of the composition (pseudocount 0.5): a check against closure.", a => test(a).RhoClr);

    /// <summary>Warnings and rank of a test.</summary>
    public static Table<TResult, TRow> Ranking<TResult, TRow>(this Table<TResult, TRow> table, Func<TRow, Association> test, string flags, string order, string last = "") where TResult : class => table
        .Text("flags", $"Warnings, separated by semicolons: {flags}, SIGN_DISAGREES (rho and rho_clr have opposite signs), FEW_LOTS (intervals are indicative only).", a => test(a).Flags.Count == 0 ? null : string.Join(';', test(a).Flags))
        .Integer("rank", $"Place in the ranking, from 1: by p_family, then |rho|, then {order}{last}.", a => test(a).Rank);

    /// <summary>The intervals of a fraction.</summary>
    public static Table<TResult, TRow> Intervals<TResult, TRow>(this Table<TResult, TRow> table, Func<TRow, StateFraction> share) where TResult : class => table
        .Number("wilson_low", "Wilson interval of the fraction, lower end: sampling of cells only.", f => share(f).WilsonLow)
        .Number("wilson_high", "Wilson interval of the fraction, upper end.", f => share(f).WilsonHigh)
        .Number("overdispersed_low", "Wilson interval with the effective number of cells n / (1 + (n - 1) icc), lower end: sampling of cells and of aliquots.", f => share(f).OverdispersedLow)
        .Number("overdispersed_high", "The same, upper end.", f => share(f).OverdispersedHigh);
}
