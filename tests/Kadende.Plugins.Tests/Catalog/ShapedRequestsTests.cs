using Kadende.Plugins.Catalog;
using Kadende.Plugins.Simulated;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.Catalog;

/// <summary>What flavours may make of a request.</summary>
public sealed class ShapedRequestsTests
{
    private static readonly CreateRequest Asked = new()
    {
        Token = "n-1-1",
        Properties = Json.Of("""{"cloud":"main","zone":"${secret:zone}"}"""),
        Labels = Labels((LabelNames.Node, "n-1"), ("tier", "web")),
        Init = "echo hello",
        LogicalId = "db-1",
        UnansweredSince = DateTimeOffset.UnixEpoch,
    };

    [Fact]
    public async Task Check_WhatTheMachineIsKnownBy_StaysAsItWas()
    {
        var shaped = Asked with
        {
            Token = "another",
            Labels = Labels((LabelNames.Node, "n-2"), (LabelNames.Cluster, "c-2"), ("tier", "db")),
            Init = "echo bye",
            LogicalId = null,
            UnansweredSince = null,
        };

        var request = await CheckAsync(shaped);

        Assert.Equal(
            (Asked.Token, Asked.LogicalId, Asked.UnansweredSince, "echo bye"),
            (request.Token, request.LogicalId, request.UnansweredSince, request.Init)
        );
        Assert.Equal(Labels((LabelNames.Node, "n-1"), ("tier", "db")), request.Labels);
    }

    [Fact]
    public async Task Check_MarkOfAFlavour_IsKept()
    {
        var labels = Labels((LabelNames.Node, "n-1"), ("tier", "web"), (LabelNames.FlavourPrefix + "bash", "init"));

        Assert.Equal(labels, (await CheckAsync(Asked with { Labels = labels })).Labels);
    }

    [Fact]
    public async Task Check_OtherProperties_AreTaken()
    {
        var shaped = Asked with { Properties = Json.Of("""{"cloud":"main","zone":"zone-2"}""") };

        Assert.Equal(shaped.Properties.GetRawText(), (await CheckAsync(shaped)).Properties.GetRawText());
    }

    [Theory]
    [InlineData("""{"cloud":"main","size":7}""", "properties that the provider does not take")]
    [InlineData("""["main"]""", "properties that the provider does not take")]
    [InlineData("""{"cloud":"other"}""", "say where the machine is")]
    public async Task Check_OtherPropertiesThatCannotBe_AreRefused(string properties, string told)
    {
        var refusal = await Assert.ThrowsAsync<RequestRejectedException>(() =>
            CheckAsync(Asked with { Properties = Json.Of(properties) })
        );

        Assert.Contains(told, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ASecretThatTheSpecDoesNotName_IsRefused()
    {
        var asked = Asked with { Properties = Json.Of("""{"image":"${secret:one}"}""") };
        var shaped = asked with { Properties = Json.Of("""{"image":"${secret:one} ${secret:other}"}""") };

        var refusal = await Assert.ThrowsAsync<RequestRejectedException>(() =>
            new ShapedRequests().CheckAsync(
                new NamedProvider("named", "1.0.0"),
                asked,
                shaped,
                TestContext.Current.CancellationToken
            )
        );

        Assert.StartsWith(
            "A flavour named the secret 'other' in image: only the spec",
            refusal.Message,
            StringComparison.Ordinal
        );
    }

    private static Task<CreateRequest> CheckAsync(CreateRequest shaped)
    {
        var options = Options.Create(new SimulatedOptions());
        var clouds = new SimulatedClouds(options, TimeProvider.System);
        return new ShapedRequests().CheckAsync(
            new SimulatedProvider(clouds, options, TimeProvider.System),
            Asked,
            shaped,
            TestContext.Current.CancellationToken
        );
    }

    private static Dictionary<string, string> Labels(params IEnumerable<(string Name, string Value)> labels) =>
        labels.ToDictionary(label => label.Name, label => label.Value, StringComparer.Ordinal);
}
