namespace GpuCqa.Reporting.Texts;

/// <summary>A language that the report speaks; the page holds both, this is the one that it opens with.</summary>
public enum ReportLanguage
{
    /// <summary>English.</summary>
    English,

    /// <summary>Japanese.</summary>
    Japanese,
}
