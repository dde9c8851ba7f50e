using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kadende.Core.Specs;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;
using NJsonSchema;
using Xunit;
using YamlDotNet.Serialization;

namespace Kadende.Core.Tests.Specs;

public sealed class SpecSchemaTests
{
    private const string Document = "docs/cluster.schema.json";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly HealthCheckDescription Http = new(
        "http",
        "Asks a web server.",
        """
        {
          "type": "object",
          "properties": {
            "port": { "$ref": "#/definitions/port" },
            "path": { "type": "string" }
          },
          "required": ["port"],
          "additionalProperties": false,
          "definitions": { "port": { "type": "integer", "minimum": 1, "maximum": 65535 } }
        }
        """
    );

    private static readonly HealthCheckDescription Tcp = new(
        "tcp",
        "Opens a connection.",
        """{ "type": "object", "properties": { "port": { "type": "integer" } }, "additionalProperties": false }"""
    );

    private static readonly HealthCheckDescription Command = new(
        "command",
        "Runs a script.",
        """{ "type": "object", "properties": { "run": { "type": "string" } }, "additionalProperties": false }"""
    );

    private static readonly HealthCheckDescription Heartbeat = new(
        "heartbeat",
        "Waits for heartbeats.",
        """{ "type": "object", "properties": { "within": { "type": "string" } }, "additionalProperties": false }"""
    );

    private static readonly ProviderDescription Process = new(
        "process",
        "1.0.0",
        "Processes of this machine.",
        """{ "$schema": "x", "type": "object", "properties": { "ports": { "type": "array" } } }""",
        new ProviderCapabilities()
    );

    private static readonly FlavourDescription Bash = new(
        "bash",
        "1.0.0",
        "Runs commands.",
        """{ "type": "object", "properties": { "run": { "type": ["array", "string"] } }, "required": ["run"] }"""
    );

    public static TheoryData<string> Examples() => SpecReaderTests.Examples();

    /// <summary>Where each object of the language stands in the schema and in a spec, so that every field is tried.</summary>
    public static TheoryData<string, string> Objects() =>
        new()
        {
            { "properties", "" },
            { "definitions/group/properties", "groups/web" },
            { "definitions/group/properties/resourcePlugin/oneOf/0/properties", "groups/web/resourcePlugin" },
            { "definitions/group/properties/resourcePlugin/oneOf/1/items/properties", "groups/web/resourcePlugin/0" },
            { "definitions/group/properties/health/properties", "groups/web/health" },
            { "definitions/group/properties/health/properties/checks/items/properties", "groups/web/health/checks/0" },
            { "definitions/group/properties/repair/properties", "groups/web/repair" },
            { "definitions/group/properties/repair/properties/backoff/properties", "groups/web/repair/backoff" },
            { "definitions/group/properties/update/properties", "groups/web/update" },
            { "definitions/group/properties/scaling/properties", "groups/web/scaling" },
            {
                "definitions/group/properties/scaling/properties/schedule/items/properties",
                "groups/web/scaling/schedule/0"
            },
            { "definitions/group/properties/flavours/items/properties", "groups/web/flavours/0" },
            { "definitions/container/properties", "groups/box" },
        };

    [Fact]
    public void SpecSchema_Document_IsUpToDate()
    {
        var built = SpecSchema.Build([], [], []).ToJsonString(Readable) + "\n";
        WriteWhenAsked(built);

        Assert.True(
            built == Repository.Read(Document),
            $"{Document} is out of date. Run this test with KADENDE_UPDATE_DOCS=1 to write it anew."
        );
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Build_Example_Fits(string file) =>
        Assert.Empty(await ValidateAsync(SpecSchema.Build([], [], []), Repository.Read($"examples/{file}")));

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Build_WithPlugins_ExampleFits(string file) =>
        Assert.Empty(
            await ValidateAsync(
                SpecSchema.Build([Http, Tcp, Command, Heartbeat], [Process], [Bash]),
                Repository.Read($"examples/{file}")
            )
        );

    [Theory]
    [InlineData("size: 10001")]
    [InlineData("size: -1")]
    [InlineData("size: x")]
    [InlineData("sise: 1")]
    [InlineData("size: 1\nlogicalIds: [a]")]
    [InlineData("logicalIds: [a, a]")]
    [InlineData("logicalIds: ['a/b']")]
    [InlineData("size: 1\nlabels: { kadende.x: y }")]
    [InlineData("size: 1\nresourceProperties: []")]
    [InlineData("size: 1\nflavours: [{ properties: {} }]")]
    [InlineData("size: 1\nscaling: { min: 1, max: 2, schedule: [{ cron: '* *', size: 1 }] }")]
    [InlineData("size: 1\ndrainTimeout: 5")]
    [InlineData("size: 1\nhealth: { interval: 15 }")]
    [InlineData("size: 1\nhealth: { checks: [{ port: 80 }] }")]
    [InlineData("size: 1\nrepair: { maxInFlight: 101% }")]
    [InlineData("size: 1\nrepair: { retries: 0 }")]
    [InlineData("size: 1\nrepair: { backoff: { form: 1s } }")]
    [InlineData("size: 1\nterminate: eldest")]
    [InlineData("size: 1\ncreateTimeout: 1h30m")]
    [InlineData("size: 1\npaused: 'yes'")]
    public async Task Build_BadGroup_FitsNeitherSchemaNorReader(string fields)
    {
        var text = Texts.GroupWithoutSize(fields);

        Assert.NotEmpty(await ValidateAsync(SpecSchema.Build([], [], []), text));
        Assert.NotEmpty(Texts.Faults(text));
    }

    [Theory]
    [InlineData("name: c\ngroups: { a: { size: 1, resourcePlugin: { name: x } } }")]
    [InlineData(Texts.Head + "groups: {}")]
    [InlineData(Texts.Head + "groups: { a: {} }")]
    [InlineData(Texts.Head + "groups: { a/b: { size: 1, resourcePlugin: { name: x } } }")]
    [InlineData(Texts.Head + "groups: { size: { size: 1, resourcePlugin: { name: x } } }")]
    [InlineData(Texts.Head + "groups: { a: { size: 1 } }")]
    [InlineData(Texts.Head + "groups: { a: { size: 1, resourcePlugin: { name: x, sha256: y } } }")]
    [InlineData("version: 1\nname: ../x\ngroups: { a: { size: 1, resourcePlugin: { name: x } } }")]
    public async Task Build_BadCluster_FitsNeitherSchemaNorReader(string text)
    {
        Assert.NotEmpty(await ValidateAsync(SpecSchema.Build([], [], []), text));
        Assert.NotEmpty(Texts.Faults(text));
    }

    [Theory]
    [InlineData("{ type: http, port: 80, timeout: 1s }", true)]
    [InlineData("{ type: tcp, port: 80 }", true)]
    [InlineData("{ type: http, port: 0 }", false)]
    [InlineData("{ type: http }", false)]
    [InlineData("{ type: tcp, port: 80, path: / }", false)]
    [InlineData("{ type: udp, port: 80 }", false)]
    [InlineData("{ type: tcp, timeout: 1 }", false)]
    public async Task Build_WithChecks_HoldsEachTypeToItsFields(string check, bool fits) =>
        Assert.Equal(
            fits,
            (
                await ValidateAsync(
                    SpecSchema.Build([Http, Tcp], [], []),
                    Texts.Group($"health: {{ checks: [{check}] }}")
                )
            ).Count == 0
        );

    [Theory]
    [InlineData("{ name: bash, properties: { run: [ls] } }", true)]
    [InlineData("{ name: bash, properties: { run: 5 } }", false)]
    [InlineData("{ name: bash, properties: {} }", false)]
    [InlineData("{ name: bash }", false)]
    [InlineData("{ name: zsh, properties: { run: [ls] } }", false)]
    public async Task Build_WithFlavours_HoldsEachToItsFields(string flavour, bool fits) =>
        Assert.Equal(
            fits,
            (await ValidateAsync(SpecSchema.Build([], [], [Bash]), Texts.Group($"flavours: [{flavour}]"))).Count == 0
        );

    [Fact]
    public async Task Build_WithFlavours_HoldsThoseOfAContainerToo()
    {
        const string Container =
            Texts.Head + "groups: { a: { flavours: [{ name: zsh }], b: { size: 1, resourcePlugin: { name: x } } } }";

        Assert.NotEmpty(await ValidateAsync(SpecSchema.Build([], [], [Bash]), Container));
        Assert.Empty(await ValidateAsync(SpecSchema.Build([], [], []), Container));
    }

    [Fact]
    public void Build_WithProviders_RefinesThePropertiesByTheNameOfThePlugin()
    {
        var schema = SpecSchema.Build([], [Process], []);

        var rule = Assert.Single(schema["definitions"]!["group"]!["allOf"]!.AsArray())!;
        Assert.Equal(
            "process",
            (string?)rule["if"]!["properties"]!["resourcePlugin"]!["properties"]!["name"]!["enum"]![0]
        );
        Assert.Equal(
            "#/definitions/provider.process",
            (string?)rule["then"]!["properties"]!["resourceProperties"]!["$ref"]
        );
        Assert.Equal("Processes of this machine.", (string?)schema["definitions"]!["provider.process"]!["description"]);
        Assert.Null(schema["definitions"]!["provider.process"]!["$schema"]);
    }

    [Fact]
    public void Build_ReferencesInsideAPlugin_PointToWhereItNowStands() =>
        Assert.Equal(
            "#/definitions/check.http/definitions/port",
            (string?)SpecSchema.Build([Http], [], [])["definitions"]!["check.http"]!["properties"]!["port"]!["$ref"]
        );

    [Theory]
    [MemberData(nameof(Objects))]
    public void Build_EveryField_IsExplained(string place, string path)
    {
        _ = path;
        Assert.All(
            Find(SpecSchema.Build([], [], []), place),
            field =>
            {
                Assert.Equal(field.Key, (string?)field.Value!["title"]);
                Assert.NotEmpty((string?)field.Value["description"] ?? "");
            }
        );
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public void Build_EveryField_StandsInTheDocument(string place, string path)
    {
        _ = path;
        var document = Repository.Read("docs/spec-language.md");
        Assert.All(
            Find(SpecSchema.Build([], [], []), place),
            field => Assert.Matches($"[`.]{field.Key}[`.\\[]|^### {field.Key}|\n### {field.Key}", document)
        );
    }

    /// <summary>A field in the schema that the reader did not look at would take any nonsense in silence.</summary>
    [Theory]
    [MemberData(nameof(Objects))]
    public void Build_EveryField_IsReadToo(string place, string path) =>
        Assert.All(
            Find(SpecSchema.Build([], [], []), place).Select(field => field.Key),
            name =>
            {
                var at = path.Length == 0 ? name : $"{path}/{name}";
                Assert.Contains(Texts.Faults(Nonsense(at)), fault => IsAt(at, fault));
            }
        );

    /// <summary>A fault of the value; that the field is unknown or not supported yet does not mean that it was read.</summary>
    private static bool IsAt(string path, Fault fault) =>
        (fault.Path == path || fault.Path == $"{path}/0")
        && fault.Message.Contains(" must be ", StringComparison.Ordinal);

    private static JsonObject Find(JsonObject schema, string place) =>
        place
            .Split('/')
            .Aggregate(
                (JsonNode)schema,
                (node, name) =>
                    node is JsonArray list ? list[int.Parse(name, CultureInfo.InvariantCulture)]! : node[name]!
            )
            .AsObject();

    /// <summary>A configuration that has a list of lists, which no field takes, at one place.</summary>
    private static string Nonsense(string path)
    {
        JsonNode value = new JsonArray(new JsonArray());
        foreach (var name in path.Split('/').Reverse())
        {
            value = name == "0" ? new JsonArray(value) : new JsonObject { [name] = value };
        }

        return value.ToJsonString();
    }

    private static void WriteWhenAsked(string built)
    {
        if (Environment.GetEnvironmentVariable("KADENDE_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(Repository.PathOf(Document), built);
        }
    }

    private static async Task<ICollection<NJsonSchema.Validation.ValidationError>> ValidateAsync(
        JsonObject schema,
        string yaml
    )
    {
        var values = new DeserializerBuilder()
            .WithAttemptingUnquotedStringTypeDeserialization()
            .Build()
            .Deserialize<object>(yaml);
        var json = new SerializerBuilder().JsonCompatible().Build().Serialize(values);
        var known = await JsonSchema.FromJsonAsync(schema.ToJsonString(), TestContext.Current.CancellationToken);
        return known.Validate(json);
    }
}
