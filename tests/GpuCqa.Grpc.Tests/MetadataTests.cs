using System.Text;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Grpc.Tests;

public class MetadataTests
{
    [Theory]
    [InlineData("a b")]
    [InlineData("a:b")]
    [InlineData("ä")]
    public void Entry_WrongKey_IsRefused(string key)
    {
        Assert.Throws<ArgumentException>(() => new Metadata.Entry(key, "v"));
    }

    [Fact]
    public void Entry_Key_IsLowered() => Assert.Equal("x-request_id.2", new Metadata.Entry("X-Request_Id.2", "v").Key);

    [Fact]
    public void Entry_BinarySuffixAndType_MustAgree()
    {
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("k", [1]));
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("k-bin", "v"));
        Assert.Throws<ArgumentNullException>(() => new Metadata.Entry("k", (string)null!));
    }

    [Fact]
    public void Entry_Bytes_AreCopiedBothWays()
    {
        byte[] bytes = [1, 2, 3];
        var entry = new Metadata.Entry("k-bin", bytes);
        bytes[0] = 9;
        entry.ValueBytes[1] = 9;
        Assert.Equal([1, 2, 3], entry.ValueBytes);
        Assert.True(entry.IsBinary);
        Assert.Throws<InvalidOperationException>(() => entry.Value);
        Assert.Equal(Encoding.ASCII.GetBytes("text"), new Metadata.Entry("k", "text").ValueBytes);
    }

    [Fact]
    public void Collection_RepeatedKey_GetTakesTheLastAndGetAllKeepsOrder()
    {
        Metadata metadata = new() { { "a", "1" }, { "b-bin", new byte[] { 7 } }, { "a", "2" } };
        Assert.Equal("2", metadata.GetValue("a"));
        Assert.Equal(["1", "2"], metadata.GetAll("a").Select(e => e.Value));
        Assert.Equal([7], metadata.GetValueBytes("b-bin"));
        Assert.Null(metadata.Get("c"));
        Assert.Null(metadata.GetValue("c"));
        Assert.Equal(3, metadata.Count);
        Assert.Equal("b-bin", metadata[1].Key);
    }

    [Fact]
    public void Empty_Written_Throws()
    {
        Assert.True(Metadata.Empty.IsReadOnly);
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("a", "b"));
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Clear());
    }

    [Fact]
    public void Collection_Changed_BehavesAsAList()
    {
        var first = new Metadata.Entry("a", "1");
        var second = new Metadata.Entry("b", "2");
        Metadata metadata = [second];
        metadata.Insert(0, first);
        Assert.Equal(0, metadata.IndexOf(first));
        Assert.Contains(second, metadata);
        Assert.True(metadata.Remove(second));
        metadata[0] = second;
        Assert.Same(second, Assert.Single(metadata));
        metadata.RemoveAt(0);
        Assert.Empty(metadata);
    }
}
