#!/bin/sh
set -eu
. "$(dirname "$0")/common.sh"
say package "MathNet.Numerics 5.0.0 (NuGet)"
say expected "Hypergeometric.CumulativeDistribution(k) is P(X <= k) in double precision, so that 1 less it is the upper tail to about 1e-16"
say seen "the probabilities are wrong in the 11th digit and their sum is cut at 1: an upper tail (over-representation of a gene set) of 2.2e-11 or less is 0, of 3.5e-10 a tenth too small"
dotnet_app MathNet.Numerics=5.0.0 <<'CS'
using MathNet.Numerics.Distributions;
using System.Numerics;

// 20,000 genes, 200 of them in the set, 100 drawn.
const int Genes = 20_000, Set = 200, Drawn = 100;
var distribution = new Hypergeometric(Genes, Set, Drawn);
bool asRecorded = true;
foreach ((int k, double low, double high) in new[] { (4, 1e-9, 1e-7), (9, 1e-4, 1e-2), (11, 0.05, 0.5), (12, 1.0, 1.0), (14, 1.0, 1.0) })
{
    double tail = 1 - distribution.CumulativeDistribution(k), exact = UpperTail(k), error = Math.Abs(tail - exact) / exact;
    Console.WriteLine($"P(X > {k}): 1 - CumulativeDistribution {tail:e4}, exact {exact:e4}, relative error {error:e1}");
    if (error >= low && error <= high) continue;
    Console.WriteLine($"changed: the relative error at {k} was between {low} and {high}");
    asRecorded = false;
}
return asRecorded ? 0 : 1;

// In whole numbers; one rounding, of the quotient.
static double UpperTail(int k)
{
    BigInteger sum = 0;
    for (int j = k + 1; j <= Drawn; j++) sum += Choose(Set, j) * Choose(Genes - Set, Drawn - j);
    return (double)(sum * BigInteger.Pow(10, 60) / Choose(Genes, Drawn)) * 1e-60;
}

static BigInteger Choose(int n, int k)
{
    BigInteger result = 1;
    for (int i = 1; i <= k; i++) result = result * (n - k + i) / i;
    return result;
}
CS
outcome "$code"
