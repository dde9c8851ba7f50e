using System.Net;
using Kadende.TestKit.Azurite;
using Microsoft.Extensions.Options;
using Xunit;

namespace Kadende.Api.Tests;

public sealed class PluginRightsTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("foo", "file", true)]
    [InlineData("bar", "file", false)]
    [InlineData("foo", "simulated", false)]
    [InlineData("bar", "simulated", true)]
    public async Task Plan_PluginOfTheSettings_IsForTheTeamsThatTheyName(string user, string plugin, bool may)
    {
        var server = await azurite.ServerAsync();
        await using var host = await ApiHost.StartAsync(
            server.ConnectionString,
            AzuriteFixture.NewPrefix(),
            TestContext.Current.CancellationToken,
            ("Kadende:PluginTeams:file:0", "foo"),
            ("Kadende:PluginTeams:simulated:0", "bar")
        );
        var spec = Specs.Of("x").Replace("simulated", plugin, StringComparison.Ordinal);

        var answer = await host.User(user).PostAsync("/api/clusters/x/plan", spec);
        var administrators = await host.Admin.PostAsync("/api/clusters/x/plan", spec);

        Assert.Equal(may ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(!may, answer.Text.Contains($"may not name plugin '{plugin}'", StringComparison.Ordinal));
        Assert.DoesNotContain("may not name", administrators.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("foo", "aws", """{ "region": "eu-west-1" }""", false)]
    [InlineData(
        "foo",
        "aws",
        """{ "region": "eu-west-1", "accessKeyId": "a", "secretAccessKey": "${secret:s}" }""",
        true
    )]
    [InlineData("bar", "aws", """{ "region": "eu-west-1" }""", true)]
    [InlineData("foo", "gcp", "{}", false)]
    [InlineData("foo", "gcd", """{ "credentials": "${secret:s}" }""", true)]
    [InlineData("bar", "gcp", "{}", false)]
    [InlineData("foo", "digitalOcean", "{}", false)]
    [InlineData("foo", "digitalOcean", """{ "token": "${secret:s}" }""", true)]
    [InlineData("foo", "ssh", """{ "hosts": ["127.0.0.1"], "user": "u" }""", false)]
    [InlineData("foo", "azure", "{}", false)]
    [InlineData("foo", "docker", """{ "image": "debian" }""", false)]
    [InlineData("foo", "process", "{}", false)]
    [InlineData("foo", "simulated", "{}", true)]
    public async Task Plan_WhatTheHostHas_IsForTheTeamsThatTheSettingsName(
        string user,
        string plugin,
        string properties,
        bool may
    )
    {
        var server = await azurite.ServerAsync();
        await using var host = await ApiHost.StartAsync(
            server.ConnectionString,
            AzuriteFixture.NewPrefix(),
            TestContext.Current.CancellationToken,
            ("Kadende:HostTeams:aws:0", "bar")
        );
        var spec = $$"""
            version: "1"
            name: x
            groups:
              web:
                size: 1
                resourcePlugin: { name: {{plugin}} }
                resourceProperties: {{properties}}
            """;

        var answer = await host.User(user).PostAsync("/api/clusters/x/plan", spec);

        Assert.Equal(
            !may,
            answer.Text.Contains($"may not have plugin '{plugin}' use what this host has", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("Kadende:PluginTeams:awz:0")]
    [InlineData("Kadende:HostTeams:awz:0")]
    public async Task Start_RightForAPluginThatDoesNotExist_SaysSo(string setting)
    {
        var server = await azurite.ServerAsync();

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            ApiHost.StartAsync(
                server.ConnectionString,
                AzuriteFixture.NewPrefix(),
                TestContext.Current.CancellationToken,
                (setting, "foo")
            )
        );

        Assert.Contains(
            "awz: there is no provider or flavour of that name. Known: aws,",
            failure.Message,
            StringComparison.Ordinal
        );
    }
}
