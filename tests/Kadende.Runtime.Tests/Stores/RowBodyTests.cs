using System.Security.Cryptography;
using CsCheck;
using Kadende.Core.Clusters;
using Kadende.Runtime.Stores;
using Xunit;

namespace Kadende.Runtime.Tests.Stores;

public sealed class RowBodyTests
{
    [Fact]
    public void Packed_LargestSpecOfNoise_KeepsTheLimitsAndReadsBack()
    {
        var text = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789\n: \"é", 256 * 1024);
        var cluster = StoreSamples.Cluster("c1", text: text);

        var row = RowBody.Packed("c1", "a", cluster, StoreJson.Default.Cluster);

        TableLimits.Check(row);
        Assert.Equal(text, RowBody.Read(row, StoreJson.Default.Cluster).Source.Text);
    }

    [Fact]
    public void Packed_LargestSpecOfUsualText_TakesOneProperty()
    {
        var text = string.Concat(Enumerable.Range(0, 4000).Select(index => $"- name: group-{index}\n  size: 3\n"));

        var row = RowBody.Packed("c1", "a", StoreSamples.Cluster("c1", text: text), StoreJson.Default.Cluster);

        Assert.False(row.ContainsKey("Z1"));
    }

    [Fact]
    public void Plain_RecordOfAnySize_ReadsBack() =>
        Gen.Int[0, 300_000]
            .Sample(
                size =>
                {
                    var source = SpecSource.Of(new string('x', size));
                    var row = RowBody.Plain("c1", "g|1", source, StoreJson.Default.SpecSource);
                    TableLimits.Check(row);
                    return RowBody.Read(row, StoreJson.Default.SpecSource).Text == source.Text;
                },
                iter: 100
            );

    [Fact]
    public void Read_RowOfALaterLayout_SaysSo()
    {
        var row = RowBody.Plain("c1", "g|1", SpecSource.Of("x"), StoreJson.Default.SpecSource);
        row["V"] = 2;

        var failure = Assert.Throws<InvalidDataException>(() => RowBody.Read(row, StoreJson.Default.SpecSource));
        Assert.Contains("layout 2", failure.Message, StringComparison.Ordinal);
    }
}
