using Kadende.Core.Specs;
using Kadende.Plugins.Catalog;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Kadende.Plugins.Tests.Catalog;

/// <summary>What is found out about a spec, or cannot be, beyond whether its properties are good.</summary>
public sealed class SpecWarningTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Check_ProviderCannotBeAsked_IsAWarningAndNoFault()
    {
        var group = Groups.Of("""{ "image": "a" }""");

        var down = await AskAsync(group, _ => throw new ProviderUnavailableException("The cloud is down."));
        var broken = await AskAsync(group, _ => throw new InvalidOperationException("a fault of the plugin"));

        Assert.Empty(down.Faults.Concat(broken.Faults));
        var warning = Assert.Single(down.Warnings);
        Assert.Equal(("groups/web/resourcePlugin", 5, 7), (warning.Path, warning.Line, warning.Column));
        Assert.Contains(
            "'vm' could not be asked whether this is good: The cloud is down.",
            warning.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("it failed.", Assert.Single(broken.Warnings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 2)]
    public async Task Check_GroupWithMachines_IsAskedForRoomForTheOthers(int present, int more)
    {
        var asked = new List<int>();
        var group = Groups.Of("""{ "image": "a" }""") with { Slots = ["0", "1", "2"] };
        var validation = Validation(
            null,
            count =>
            {
                asked.Add(count);
                return [new PropertyFault("image", "There is room for one.")];
            }
        );

        var answer = await validation.CheckAsync(
            "blue",
            [group],
            asks: true,
            new Dictionary<GroupPath, int> { [group.Path] = present },
            TestContext.Current.CancellationToken
        );

        Assert.Equal([more], asked);
        Assert.Equal("There is room for one.", Assert.Single(answer.Faults).Message);
    }

    [Fact]
    public async Task Check_GroupThatHasAll_IsNotAskedForRoom()
    {
        var group = Groups.Of("""{ "image": "a" }""") with { Slots = ["0", "1"] };
        var validation = Validation(null, _ => throw new InvalidOperationException("It was asked."));

        var answer = await validation.CheckAsync(
            "blue",
            [group],
            asks: true,
            new Dictionary<GroupPath, int> { [group.Path] = 2 },
            TestContext.Current.CancellationToken
        );

        Assert.Empty(answer.Faults.Concat(answer.Warnings));
    }

    [Fact]
    public async Task Check_RoomThatMayNotBeLookedAt_IsAWarning()
    {
        var group = Groups.Of("""{ "image": "a" }""") with { Slots = ["0", "1"] };
        var validation = Validation(null, _ => throw new CredentialException("Quotas may not be read."));

        var answer = await validation.CheckAsync(
            "blue",
            [group],
            asks: true,
            new Dictionary<GroupPath, int>(),
            TestContext.Current.CancellationToken
        );

        Assert.Empty(answer.Faults);
        Assert.Contains(
            "room for 2 more machines: Quotas may not be read.",
            Assert.Single(answer.Warnings).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Check_ProviderDoesNotAnswer_IsGivenUpAfterTheTimeOfTheSettings()
    {
        var reached = new TaskCompletionSource();
        var asked = AskAsync(
            Groups.Of("""{ "image": "a" }"""),
            async cancellationToken =>
            {
                reached.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);
                return [];
            }
        );
        await reached.Task;

        _time.Advance(TimeSpan.FromSeconds(20));
        var answer = await asked;
        Assert.Empty(answer.Faults);
        Assert.Contains("within 20 s", Assert.Single(answer.Warnings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WithoutAsking_LooksAtTheSchemaAlone()
    {
        var group = Groups.Of("""{ "image": "a" }""") with { Slots = ["0", "1"] };
        var validation = Validation(
            _ => throw new InvalidOperationException("It was asked."),
            _ => throw new InvalidOperationException("It was asked for room.")
        );

        var answer = await validation.CheckAsync(
            "blue",
            [group, Groups.Of("""{ "image": 5 }""")],
            asks: false,
            new Dictionary<GroupPath, int>(),
            TestContext.Current.CancellationToken
        );

        Assert.Equal("Must be text.", Assert.Single(answer.Faults).Message);
        Assert.Empty(answer.Warnings);
    }

    private Task<SpecAnswer> AskAsync(
        GroupSpec group,
        Func<CancellationToken, Task<IReadOnlyList<PropertyFault>>> validate
    ) => Validation(validate).CheckAsync("blue", [group], asks: true, null, TestContext.Current.CancellationToken);

    private SpecValidation Validation(
        Func<CancellationToken, Task<IReadOnlyList<PropertyFault>>>? validate,
        Func<int, IReadOnlyList<PropertyFault>>? room = null
    ) =>
        new(
            new PluginCatalog([new NamedProvider("vm", "1.0.0", validate, room: room)], [], []),
            Options.Create(new ValidationOptions { Timeout = TimeSpan.FromSeconds(20) }),
            _time
        );
}
