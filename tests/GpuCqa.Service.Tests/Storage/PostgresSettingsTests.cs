using GpuCqa.Core.Errors;
using GpuCqa.Service.Storage;
using Npgsql;
using Xunit;

namespace GpuCqa.Service.Tests.Storage;

public class PostgresSettingsTests
{
    [Fact]
    public void Parse_WhatIsOpen_IsSet()
    {
        NpgsqlConnectionStringBuilder settings = PostgresSettings.Parse("Host=db;Database=d;Username=u;Password=p;Maximum Pool Size=7;Options=-c search_path=s");
        Assert.Equal((7, 5, "gpucqa", "-c search_path=s -c synchronous_commit=on"), (settings.MaxPoolSize, settings.Timeout, settings.ApplicationName, settings.Options));
    }

    [Theory]
    [InlineData("nonsense with secret")]
    [InlineData("Hosst=db;Password=secret")]
    [InlineData("Database=d;Password=secret")]
    [InlineData("Host=db;Port=many;Password=secret")]
    public void Parse_Wrong_NamesTheKeyAndNoSecret(string connection)
    {
        string said = Assert.Throws<InvalidParameterException>(() => PostgresSettings.Parse(connection)).Message;
        Assert.Contains("GpuCqa:Database", said, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Shown_HasNoPassword() => Assert.Equal("PostgreSQL d on db:5432 as u", PostgresSettings.Shown("Host=db;Database=d;Username=u;Password=secret"));
}
