using System.Text.Json;
using Kadende.Core.Access;
using Kadende.Runtime.Access;
using Kadende.Runtime.Heartbeats;
using Kadende.Runtime.Requests.Plugins;
using Kadende.TestKit;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Kadende.Functions.Tests.Settings;

/// <summary>The settings that a deployment of <c>infra-bicep</c> gives the app: <c>eng/bicep/check.sh</c> looks whether they still are.</summary>
public sealed class DeployedSettingsTests
{
    private static readonly IConfigurationRoot Deployed = Read();

    [Fact]
    public void Settings_OfOurs_AreAllReadBySomebody()
    {
        var known = BoundOptions
            .All.SelectMany(bound =>
                bound.Options.GetProperties().Select(property => $"{bound.Section}:{property.Name}")
            )
            .Append(PluginTeamOptions.Section)
            .ToList();

        var ours = Deployed
            .AsEnumerable()
            .Where(one => one is { Value: not null } && one.Key.StartsWith("Kadende:", StringComparison.Ordinal));

        Assert.All(
            ours,
            one =>
                Assert.Contains(
                    known,
                    name => one.Key == name || one.Key.StartsWith($"{name}:", StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public void Oidc_OfTheParameters_GivesWhatTheySay()
    {
        var oidc = Deployed.GetSection(AccessOptions.Section).Get<AccessOptions>()?.Oidc;

        Assert.Equal(["api://kadende", "kadende"], oidc?.Audiences ?? []);
        Assert.Equal(
            [("groups", "id-of-a-group", "blue", false), ("roles", "kadende-administrators", "", true)],
            (oidc?.Mappings ?? []).Select(one => (one.Claim, one.Value, one.Team, one.Administrator))
        );
    }

    [Theory]
    [InlineData("process")]
    [InlineData("file")]
    [InlineData("docker")]
    [InlineData("simulated")]
    public void Plugin_BoundToOneHost_IsForNoTeam(string plugin)
    {
        var teams = Deployed.GetSection(PluginTeamOptions.Section).Get<PluginTeamOptions>();

        Assert.False(teams?.May([plugin], AccessRules.DefaultTeam));
    }

    [Fact]
    public void PublicUrl_OfTheParameters_IsWhereMachinesSendTheirHeartbeats() =>
        Assert.Equal("https://kadende.example", Deployed[$"{PublicOptions.Section}:Url"]);

    private static IConfigurationRoot Read()
    {
        var path = Path.Combine(Repository.Top, "eng", "bicep", "full.snapshot.json");
        using var snapshot = JsonDocument.Parse(File.ReadAllText(path));
        var settings = snapshot
            .RootElement.GetProperty("predictedResources")
            .EnumerateArray()
            .Single(one => one.GetProperty("type").GetString() == "Microsoft.Web/sites/config")
            .GetProperty("properties")
            .EnumerateObject()
            .Select(one =>
                KeyValuePair.Create(one.Name.Replace("__", ":", StringComparison.Ordinal), one.Value.GetString())
            );
        return new ConfigurationBuilder().AddInMemoryCollection([.. settings]).Build();
    }
}
