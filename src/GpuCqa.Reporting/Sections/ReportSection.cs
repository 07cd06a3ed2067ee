using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Reporting.Sections;

/// <summary>One section of the report. It shows wherever the part of the result that it is about is there, whatever the verb.</summary>
internal abstract class ReportSection
{
    /// <summary>Its element's id, which the table of contents points at.</summary>
    public abstract string Id { get; }

    /// <summary>Its entry in the table of contents.</summary>
    public abstract Said Title { get; }

    /// <summary>Scripts of the page that this section brings its own for: name of the page's, name of its own.</summary>
    public virtual IReadOnlyDictionary<string, string> Scripts => new Dictionary<string, string>();

    /// <summary>Style sheet that the section needs beside the page's, or null.</summary>
    public virtual string? Style => null;

    /// <summary>Whether the result has what the section is about.</summary>
    public abstract bool Shows(ReportContext context);

    /// <summary>The section, of a result for which it shows.</summary>
    public abstract Markup Make(ReportContext context);
}
