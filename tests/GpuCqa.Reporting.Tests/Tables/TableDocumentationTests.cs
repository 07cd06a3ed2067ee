using System.Text.RegularExpressions;
using GpuCqa.Reporting.Tables;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Reporting.Tests.Tables;

public partial class TableDocumentationTests
{
    [Fact]
    public void Document_OfTheRepository_IsWhatTheDefinitionsGive()
    {
        string path = Checkout.Path("docs", "result-folder.md");
        if (Environment.GetEnvironmentVariable("GPUCQA_WRITE_DOCS") == "1") File.WriteAllText(path, TableDocumentation.Markdown());
        Assert.True(File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == TableDocumentation.Markdown(),
            "docs/result-folder.md differs from the table definitions. Run GPUCQA_WRITE_DOCS=1 dotnet test tests/GpuCqa.Reporting.Tests and commit it.");
    }

    [Fact]
    public void Columns_OfEveryTable_AreLowerSnakeUniqueAndDescribed()
    {
        foreach (TableDefinition table in ResultTables.All)
        {
            Assert.Equal(table.Columns.Count, table.Columns.Select(c => c.Name).Distinct().Count());
            Assert.All(table.Columns, c =>
            {
                Assert.Matches(LowerSnake(), c.Name);
                Assert.EndsWith(".", c.Description, StringComparison.Ordinal);
            });
        }
    }

    [GeneratedRegex("^([a-z][a-z0-9_]*(<[a-z]+>)?|<[a-z]+>(_<[a-z]+>)?)$")]
    private static partial Regex LowerSnake();
}
