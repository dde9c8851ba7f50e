using System.Text.Json;
using Kadende.Core.Specs;
using Kadende.Plugins.Catalog;
using Kadende.Plugins.Health.Http;
using Kadende.Plugins.Health.Tcp;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Plugins.Tests.Health;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.Catalog;

public sealed class SpecValidationTests : IDisposable
{
    private readonly HttpHealthCheck _http = new(Probes.Anywhere, TimeProvider.System);

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Check_GoodGroup_FindsNothing() =>
        Assert.Empty(await CheckAsync(Groups.Of("""{ "image": "a", "disks": [{ "size": 5 }] }""")));

    [Fact]
    public async Task Check_UnknownProvider_IsAFaultAtThePlugin()
    {
        var group = Groups.Of("{}").With(one => one with { Plugin = new PluginRef("aws", "latest", null, null) });

        var fault = Assert.Single(await CheckAsync(group));

        Assert.Equal(
            new Fault("groups/web/resourcePlugin", 5, 7, "There is no provider 'aws'. Known providers: vm."),
            fault
        );
    }

    [Theory]
    [InlineData("""{ "image": "" }""", "image", 11, "Must not be empty.")]
    [InlineData("""{ "image": 5 }""", "image", 11, "Must be text.")]
    [InlineData("""{ "image": "a", "disks": [{ "size": 500 }] }""", "disks/0/size", 13, "Must be between 1 and 100.")]
    [InlineData("""{ "image": "a", "disks": [{ "size": 1.5 }] }""", "disks/0/size", 13, "Must be a whole number.")]
    [InlineData("""{ "image": "a", "disks": {} }""", "disks", 12, "Must be a list.")]
    [InlineData("""{ "image": "a", "disks": [{}, {}, {}] }""", "disks", 12, "May have at most 2 items.")]
    [InlineData(
        """{ "image": "a", "disks": [{}, { "sise": 1 }] }""",
        "disks/1/sise",
        12,
        "'sise' is not a field here. Known fields: size."
    )]
    [InlineData("""{ "image": "a", "kind": "huge" }""", "kind", 10, "Must be one of: small, large.")]
    [InlineData("""{ "image": "a", "tags": { "a.b/c": 1 } }""", "tags/a.b/c", 10, "Must be text.")]
    [InlineData(
        """{ "image": "a", "x": 1 }""",
        "x",
        10,
        "'x' is not a field here. Known fields: disks, image, kind, tags."
    )]
    public async Task Check_PropertyThatDoesNotFit_IsAFaultAtItsPlace(
        string properties,
        string path,
        int line,
        string message
    )
    {
        var fault = Assert.Single(await CheckAsync(Groups.Of(properties)));

        Assert.Equal(new Fault($"groups/web/resourceProperties/{path}", line, 9, message), fault);
    }

    [Fact]
    public async Task Check_FieldIsMissing_IsAFaultAtThePlaceAroundIt()
    {
        var group = Groups.Of("{}");
        var marks = group.PropertyMarks.Where(mark => mark.Key != "image").ToDictionary(StringComparer.Ordinal);

        var fault = Assert.Single(await CheckAsync(group.With(one => one with { PropertyMarks = marks })));

        Assert.Equal(
            new Fault("groups/web/resourceProperties/image", 10, 9, "'image' is missing: it is required."),
            fault
        );
    }

    [Theory]
    [InlineData("""{ "image": "a", "disks": [{ "size": 99999999999999999999999999999999999999 }] }""")]
    [InlineData("""{ "image": "a", "disks": [{ "size": 1e999 }] }""")]
    public async Task Check_NumberBeyondMeasure_IsAFault(string properties) =>
        Assert.NotEmpty(await CheckAsync(Groups.Of(properties)));

    [Fact]
    public async Task Check_NestedTooDeeply_IsAFault()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 200)) + string.Concat(Enumerable.Repeat("]", 200));
        var properties = JsonDocument.Parse($$"""{ "image": {{deep}} }""", new JsonDocumentOptions { MaxDepth = 300 });

        Assert.NotEmpty(
            await CheckAsync(Groups.Of("{}").With(one => one with { Properties = properties.RootElement }))
        );
    }

    [Fact]
    public async Task Check_PropertiesLeftOut_IsAFaultNearThePlugin()
    {
        var group = Groups.Of("{}").With(one => one with { PropertyMarks = new Dictionary<string, SpecMark>() });

        var fault = Assert.Single(await CheckAsync(group));

        Assert.Equal(("groups/web/resourceProperties/image", 5), (fault.Path, fault.Line));
    }

    [Fact]
    public async Task Check_ProviderFindsFaults_TheyStandAtTheirPlaces()
    {
        var group = Groups.Of("""{ "image": "a", "disks": [{ "size": 5 }] }""");

        var fault = Assert.Single(
            await CheckAsync(group, _ => Answer(new PropertyFault("disks/0/size", "Too large for this image.")))
        );

        Assert.Equal(
            new Fault("groups/web/resourceProperties/disks/0/size", 13, 9, "Too large for this image."),
            fault
        );
    }

    [Fact]
    public async Task Check_ProviderRefuses_IsAFault()
    {
        var group = Groups.Of("""{ "image": "a" }""");

        var rejected = await CheckAsync(group, _ => throw new RequestRejectedException("No such region."));
        var stranger = await CheckAsync(group, _ => throw new CredentialException("Keys have expired."));

        Assert.Equal("No such region.", Assert.Single(rejected).Message);
        Assert.Equal("Keys have expired.", Assert.Single(stranger).Message);
    }

    [Fact]
    public async Task Check_HealthChecks_AreCheckedWithTheirOwnSchemas()
    {
        var group = Groups.Of("""{ "image": "a" }""");
        var faults = await CheckAsync(
            group with
            {
                Health = group.Health with
                {
                    Checks =
                    [
                        Check("http", """{ "port": 80, "path": "live", "expect": "2xx" }""", 20),
                        Check("ping", """{ "anything": 1 }""", 30),
                        Check("tcp", """{ "port": 70000, "host": "x" }""", 40),
                        Check(
                            "http",
                            """{ "port": 80, "path": "/live", "expect": "200,204,300-399", "headers": { "A": "b" } }""",
                            50
                        ),
                    ],
                },
            }
        );

        Assert.Equal(
            [
                "groups/web/health/checks/0/path 20 Must be text: a path that begins with '/' and has no spaces.",
                "groups/web/health/checks/0/expect 20 Must be text or a whole number: status codes from 100 to 599 and ranges of them, such as 200,204 or 300-399.",
                "groups/web/health/checks/1/type 31 There is no health check 'ping'. Known health checks: http, tcp.",
                "groups/web/health/checks/2/port 40 Must be between 1 and 65535.",
                "groups/web/health/checks/2/host 40 'host' is not a field here. Known fields: port.",
            ],
            faults.Select(fault => $"{fault.Path} {fault.Line} {fault.Message}")
        );
    }

    [Fact]
    public async Task Check_SeveralGroups_FindsAllInTheOrderOfTheText()
    {
        var first = Groups.Of("{}");
        var second = Groups
            .Of("{}")
            .With(one =>
                one with
                {
                    PluginMark = new SpecMark("groups/a/resourcePlugin", 2, 1),
                    Plugin = new PluginRef("x", "latest", null, null),
                }
            );

        var answer = await Validation(null)
            .CheckAsync("blue", [first, second], asks: true, null, TestContext.Current.CancellationToken);

        Assert.Equal([2, 11], answer.Faults.Select(fault => fault.Line));
    }

    private static Task<IReadOnlyList<PropertyFault>> Answer(PropertyFault fault) =>
        Task.FromResult<IReadOnlyList<PropertyFault>>([fault]);

    private async Task<IReadOnlyList<Fault>> CheckAsync(
        GroupSpec group,
        Func<CancellationToken, Task<IReadOnlyList<PropertyFault>>>? validate = null
    ) =>
        (
            await Validation(validate)
                .CheckAsync("blue", [group], asks: true, null, TestContext.Current.CancellationToken)
        ).Faults;

    private SpecValidation Validation(Func<CancellationToken, Task<IReadOnlyList<PropertyFault>>>? validate) =>
        new(
            new PluginCatalog(
                [new NamedProvider("vm", "1.0.0", validate)],
                [_http, new TcpHealthCheck(Probes.Anywhere, TimeProvider.System)],
                []
            ),
            Options.Create(new ValidationOptions()),
            TimeProvider.System
        );

    private static HealthCheckSpec Check(string type, string fields, int line) =>
        new(
            type,
            TimeSpan.FromSeconds(1),
            Json.Of(fields),
            new Dictionary<string, SpecMark>
            {
                [""] = new("groups/web/health/checks", line, 3),
                ["type"] = new("groups/web/health/checks/type", line + 1, 3),
            }
        );
}
