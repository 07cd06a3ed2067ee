namespace GpuCqa.Reporting.Texts;

/// <summary>One text in both languages.</summary>
/// <param name="En">English.</param>
/// <param name="Ja">Japanese.</param>
internal readonly record struct Said(string En, string Ja)
{
    /// <summary>Whether both languages read the same (names, numbers).</summary>
    public bool Same => En == Ja;

    /// <summary>A text that needs no translation.</summary>
    public static implicit operator Said(string text) => new(text, text);

    /// <summary>The text in both languages; short to write where texts stand.</summary>
    public static Said Say(string en, string ja) => new(en, ja);

    public string In(ReportLanguage language) => language == ReportLanguage.Japanese ? Ja : En;
}
