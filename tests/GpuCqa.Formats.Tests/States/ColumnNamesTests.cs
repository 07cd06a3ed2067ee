using GpuCqa.Formats.States;
using Xunit;

namespace GpuCqa.Formats.Tests.States;

public class ColumnNamesTests
{
    private static readonly string[] Columns = ["lot", "VEGF, pg/ml", "vegf_pg_ml", "IFNg", "Age", "age"];

    [Theory]
    [InlineData("vegf_pg_ml", "vegf_pg_ml")]
    [InlineData("VEGF_PG_ML", "vegf_pg_ml")]
    [InlineData("vegf, PG/ML", "VEGF, pg/ml")]
    [InlineData("age", "age")]
    [InlineData("AGE", null)]
    [InlineData("tnf", null)]
    public void Match_AnyCase_IsTheOnlyColumnOfThatName(string name, string? column) => Assert.Equal(column, ColumnNames.Match(name, Columns));

    [Theory]
    [InlineData("VEGF, pg/ml", "VEGF, pg/ml")]
    [InlineData("ifng, vegf_pg_ml", "ifng|vegf_pg_ml")]
    [InlineData("\"VEGF, pg/ml\",IFNg", "VEGF, pg/ml|IFNg")]
    [InlineData("a,,b,", "a|b")]
    public void Split_ListOrName_KeepsNamesWithCommas(string text, string names) => Assert.Equal(names.Split('|'), ColumnNames.Split([text], Columns));

    [Theory]
    [InlineData("vegf pg/mL", "; did you mean 'VEGF, pg/ml'? A name with commas is written in quotes of its own, or given alone")]
    [InlineData("IFN-g", "; did you mean 'IFNg'?")]
    [InlineData("IFNy", "; did you mean 'IFNg'?")]
    [InlineData("VEGF", "; did you mean 'VEGF, pg/ml'? A name with commas is written in quotes of its own, or given alone")]
    [InlineData("AGE", "; did you mean 'Age' or 'age'?")]
    [InlineData("titer", "")]
    public void Hint_NearName_IsAsked(string name, string hint) => Assert.Equal(hint, ColumnNames.Hint(name, Columns));
}
