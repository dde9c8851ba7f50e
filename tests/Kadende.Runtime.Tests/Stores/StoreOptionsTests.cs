using Kadende.Runtime.Stores;
using Xunit;

namespace Kadende.Runtime.Tests.Stores;

public sealed class StoreOptionsTests
{
    [Fact]
    public void Validate_ConnectionString_Passes() =>
        Assert.True(Validate(new StoreOptions { ConnectionString = "UseDevelopmentStorage=true" }).Succeeded);

    [Fact]
    public void Validate_NeitherConnectionStringNorAddress_NamesBoth() =>
        AssertFailure(new StoreOptions(), "exactly one of Kadende:Store:ConnectionString");

    [Fact]
    public void Validate_ConnectionStringAndAddress_IsRefused() =>
        AssertFailure(
            new StoreOptions { ConnectionString = "x", TableServiceUri = new Uri("https://example.test") },
            "exactly one of"
        );

    [Fact]
    public void Validate_AddressWithoutHttps_IsRefused() =>
        AssertFailure(new StoreOptions { TableServiceUri = new Uri("http://example.test") }, "absolute https");

    [Theory]
    [InlineData("")]
    [InlineData("1abc")]
    [InlineData("with-dash")]
    [InlineData("LongerThanFortyCharactersIsNoTablePrefixx")]
    public void Validate_BadTablePrefix_IsRefused(string prefix) =>
        AssertFailure(new StoreOptions { ConnectionString = "x", TablePrefix = prefix }, "TablePrefix");

    [Fact]
    public void Validate_TooManyRetries_IsRefused() =>
        AssertFailure(new StoreOptions { ConnectionString = "x", Retries = 11 }, "Retries");

    private static void AssertFailure(StoreOptions options, string part)
    {
        var result = Validate(options);
        Assert.True(result.Failed);
        Assert.Contains(part, result.FailureMessage, StringComparison.Ordinal);
    }

    private static Microsoft.Extensions.Options.ValidateOptionsResult Validate(StoreOptions options) =>
        new StoreOptionsValidator().Validate(null, options);
}
