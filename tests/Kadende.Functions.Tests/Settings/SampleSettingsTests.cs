using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Kadende.Functions.Tests.Settings;

public sealed class SampleSettingsTests
{
    private static readonly Dictionary<string, string> Sample = Read();

    public static TheoryData<string> Sections => [.. BoundOptions.All.Select(bound => bound.Section)];

    [Fact]
    public void Sample_EveryKey_IsReadBySomebody()
    {
        var unknown = Sample.Keys.Where(key => !BoundOptions.OfTheHost.Contains(key) && OwnerOf(key) is null);

        Assert.Empty(unknown);
    }

    [Fact]
    public void Sample_KeysOfTheHost_AreThere() =>
        Assert.All(BoundOptions.OfTheHost, key => Assert.Contains(key, Sample));

    [Theory]
    [MemberData(nameof(Sections))]
    public void Sample_EverySetting_IsShown(string section)
    {
        var bound = BoundOptions.All.Single(one => one.Section == section);
        var missing = bound
            .Settings.Select(setting => setting.Replace(":", "__", StringComparison.Ordinal))
            .Where(key => !Sample.Keys.Any(shown => IsOrIsIn(shown, key)));

        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void Sample_BoundAsTheAppDoes_HasNoFaults(string section)
    {
        var bound = BoundOptions.All.Single(one => one.Section == section);
        var options = Configuration()
            .GetSection(section)
            .Get(bound.Options, binder => binder.ErrorOnUnknownConfiguration = true);
        var faults = new List<ValidationResult>();

        Assert.NotNull(options);
        Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);
        Assert.Empty(faults);
    }

    /// <summary>The options property that a key belongs to.</summary>
    private static string? OwnerOf(string key) =>
        BoundOptions
            .All.SelectMany(bound => bound.Settings)
            .FirstOrDefault(name => IsOrIsIn(key, name.Replace(":", "__", StringComparison.Ordinal)));

    private static bool IsOrIsIn(string key, string name) =>
        key.Equals(name, StringComparison.OrdinalIgnoreCase)
        || key.StartsWith(name + "__", StringComparison.OrdinalIgnoreCase);

    /// <summary>Functions makes environment variables of the values, and <c>__</c> parts their names.</summary>
    private static IConfigurationRoot Configuration() =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(
                Sample.Select(setting =>
                    KeyValuePair.Create(
                        setting.Key.Replace("__", ":", StringComparison.Ordinal),
                        (string?)setting.Value
                    )
                )
            )
            .Build();

    private static Dictionary<string, string> Read()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Settings", "local.settings.sample.json");
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.GetProperty("Values").Deserialize<Dictionary<string, string>>()!;
    }
}
