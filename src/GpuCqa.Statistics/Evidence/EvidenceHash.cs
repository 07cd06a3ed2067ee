using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GpuCqa.Statistics;

/// <summary>SHA-256 over named values: one line a value, numbers in their shortest exact form, texts with their length before them, so that no two records have one text.</summary>
internal sealed class EvidenceHash
{
    private readonly StringBuilder text = new();

    public EvidenceHash(string kind) => Add("kind", kind);

    public EvidenceHash Add(string name, string? value)
    {
        text.Append(name).Append('=').Append(value is null ? "none" : value.Length.ToString(CultureInfo.InvariantCulture) + ":" + value).Append('\n');
        return this;
    }

    public EvidenceHash Add(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    public EvidenceHash Add(string name, double value) => Add(name, value.ToString("R", CultureInfo.InvariantCulture));

    public EvidenceHash Add(string name, IEnumerable<double> values) => Add(name, string.Join(',', values.Select(v => v.ToString("R", CultureInfo.InvariantCulture))));

    public EvidenceHash Add(string name, IReadOnlyCollection<string> values)
    {
        Add(name, values.Count);
        foreach (string value in values) Add(name, value);
        return this;
    }

    public EvidenceHash Add(LockedHypothesis h) => Add("hypothesis", h.Id).Add("readout", h.Readout).Add("resolution", h.Resolution).Add("cluster", h.Cluster).Add("direction", h.Direction)
        .Add("test", h.Test).Add("alpha", h.Alpha).Add("train lots", h.TrainLots).Add("train rho", h.TrainRho).Add("train p", h.TrainPFamily).Add("stability", h.Stability).Add("hypothesis flags", h.Flags)
        .Add("marker", h.Marker?.Gene).Add("threshold", h.Marker?.Threshold ?? double.NaN);

    public override string ToString() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
}
