namespace GpuCqa.Reporting.Records;

/// <summary>The parameters of a verb as text, for those who compare them.</summary>
public static class ParameterTexts
{
    /// <summary>Every parameter by its lower_snake name, as reports write it.</summary>
    public static IReadOnlyDictionary<string, string> Of(object parameters) => ParameterList.Text(parameters).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);

    /// <summary>The lower_snake names of all parameters of a record, set or not.</summary>
    public static IReadOnlyList<string> NamesOf(Type parameters) => [.. parameters.GetProperties().Select(p => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Name))];
}
