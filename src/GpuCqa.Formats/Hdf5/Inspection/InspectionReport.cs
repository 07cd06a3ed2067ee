using System.Globalization;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5.Matrices;
using GpuCqa.Formats.Inspection;

namespace GpuCqa.Formats.Hdf5.Inspection;

/// <summary>Collects what an inspection finds.</summary>
internal sealed class InspectionReport
{
    internal List<InspectionLine> Lines { get; } = [];

    internal List<string> Warnings { get; } = [];

    /// <summary>Those of the warnings for which a reader refuses the file.</summary>
    internal List<string> Refusals { get; } = [];

    internal void Add(string title, string value) => Lines.Add(new InspectionLine(title, value));

    internal void Add(string title, long value) => Add(title, value.ToString(CultureInfo.InvariantCulture));

    internal void Warn(string sentence) => Warnings.Add(sentence);

    internal void Refuse(string sentence)
    {
        Warnings.Add(sentence);
        Refusals.Add(sentence);
    }

    /// <summary>Describes a matrix, or warns when it is damaged; true when it looks like counts.</summary>
    internal bool AddMatrix(string name, Func<StoredMatrix?> open)
    {
        bool counts = false;
        Try(() =>
        {
            if (open() is not { } matrix) return;
            matrix.Check();
            ValueLook look = matrix.Look();
            Add("matrix", $"{name}: {matrix.Rows} cells x {matrix.Columns} features, {matrix.Words}; {look.Words}");
            counts = look.AreCounts;
        });
        return counts;
    }

    /// <summary>Runs a part of the inspection; what is damaged becomes a warning.</summary>
    internal void Try(Action part)
    {
        try
        {
            part();
        }
        catch (BadDataException error)
        {
            Warn(error.Message);
        }
    }
}
