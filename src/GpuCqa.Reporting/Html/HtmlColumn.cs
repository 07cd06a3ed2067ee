using GpuCqa.Reporting.Texts;

namespace GpuCqa.Reporting.Html;

/// <summary>A column of an HTML table.</summary>
/// <param name="Header">Short header.</param>
/// <param name="Description">Full meaning, shown on the header.</param>
/// <param name="Cell">Content of a row's cell.</param>
/// <param name="Sort">Number to sort by; null for text columns, which sort by their content.</param>
internal sealed record HtmlColumn<TRow>(Said Header, Said? Description, Func<TRow, Markup> Cell, Func<TRow, double>? Sort = null);
