using GpuCqa.Core.Errors;

namespace GpuCqa.Reporting.Texts;

/// <summary>The codes of the report's languages, as HTML and the command line write them.</summary>
public static class LanguageNames
{
    /// <summary>"en" or "ja".</summary>
    public static string Code(this ReportLanguage language) => language == ReportLanguage.Japanese ? "ja" : "en";

    /// <summary>The language of a code.</summary>
    /// <exception cref="InvalidParameterException">There is no report in that language.</exception>
    public static ReportLanguage Parse(string code) => code switch
    {
        "en" => ReportLanguage.English,
        "ja" => ReportLanguage.Japanese,
        _ => throw new InvalidParameterException($"--lang is '{code}'; expected en or ja."),
    };
}
