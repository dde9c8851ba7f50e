using Azure.Data.Tables;
using Kadende.Runtime.Stores;
using Xunit;

namespace Kadende.Runtime.Tests.Stores;

public sealed class TableLimitsTests
{
    [Fact]
    public void Check_HundredRowsOfOnePartition_Passes() =>
        Assert.Null(Record.Exception(() => TableLimits.Check(Adds(100))));

    [Fact]
    public void Check_HundredAndOneRows_IsRefused() => AssertRefused(Adds(101), "1 to 100 rows");

    [Fact]
    public void Check_NoRow_IsRefused() => AssertRefused([], "1 to 100 rows");

    [Fact]
    public void Check_TwoPartitions_IsRefused() =>
        AssertRefused([Add(new TableEntity("p", "1")), Add(new TableEntity("q", "2"))], "one partition");

    [Fact]
    public void Check_SameRowTwice_IsRefused() =>
        AssertRefused([Add(new TableEntity("p", "1")), Add(new TableEntity("p", "1"))], "each row once");

    [Fact]
    public void Check_PayloadThatBase64LiftsOverFourMebibytes_IsRefused() =>
        AssertRefused([.. Enumerable.Range(0, 50).Select(index => Add(Row($"{index}", 63 * 1024)))], "4194304 bytes");

    [Fact]
    public void Check_PropertyOver64Kibibytes_IsRefused() =>
        AssertRefused([Add(Row("1", (64 * 1024) + 1))], "65536 bytes");

    [Fact]
    public void Check_TextOver32KibiCharacters_IsRefused() =>
        AssertRefused([Add(new TableEntity("p", "1") { ["Text"] = new string('x', (32 * 1024) + 1) })], "65536 bytes");

    [Fact]
    public void Check_RowOverOneMebibyte_IsRefused()
    {
        var row = new TableEntity("p", "1");
        Enumerable.Range(0, 17).ToList().ForEach(index => row[$"J{index}"] = new byte[64 * 1024]);

        AssertRefused([Add(row)], "1048576 bytes");
    }

    [Fact]
    public void Check_253Properties_IsRefused()
    {
        var row = new TableEntity("p", "1");
        Enumerable.Range(0, 253).ToList().ForEach(index => row[$"J{index}"] = 1);

        AssertRefused([Add(row)], "252 properties");
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("a\u0085b")]
    public void Check_KeyWithForbiddenCharacter_IsRefused(string key) =>
        AssertRefused([Add(new TableEntity("p", key))], "a key has no");

    [Fact]
    public void Check_KeyOverOneKibibyte_IsRefused() =>
        AssertRefused([Add(new TableEntity(new string('p', 513), "1"))], "1024 bytes");

    private static void AssertRefused(IReadOnlyCollection<TableTransactionAction> batch, string rule)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => TableLimits.Check(batch));
        Assert.Contains(rule, refusal.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyCollection<TableTransactionAction> Adds(int count) =>
        [.. Enumerable.Range(0, count).Select(index => Add(Row($"{index}", 10)))];

    private static TableTransactionAction Add(TableEntity row) => new(TableTransactionActionType.Add, row);

    private static TableEntity Row(string key, int bytes) => new("p", key) { ["J"] = new byte[bytes] };
}
