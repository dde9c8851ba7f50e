using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kadende.Plugins.Rest;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Aws;

/// <summary>The <c>resourceProperties</c> of a group of EC2 instances, with what the options say where the spec says nothing.</summary>
internal sealed record AwsProperties
{
    public string? Region { get; init; }

    public string? InstanceType { get; init; }

    public string? Image { get; init; }

    public string? Key { get; init; }

    // The reader of JSON sets what the text does not name to null.
    public IReadOnlyList<string> Zones
    {
        get;
        init => field = value ?? [];
    } = [];

    public IReadOnlyList<string> Subnets
    {
        get;
        init => field = value ?? [];
    } = [];

    public IReadOnlyList<string> SecurityGroups
    {
        get;
        init => field = value ?? [];
    } = [];

    public bool? PublicIp { get; init; }

    public string? IamInstanceProfile { get; init; }

    public IReadOnlyList<AwsDisk> Disks
    {
        get;
        init => field = value ?? [];
    } = [];

    public bool Spot { get; init; }

    public string? SpotMaxPrice { get; init; }

    public AwsLaunchTemplate? LaunchTemplate { get; init; }

    public string? Profile { get; init; }

    public string? AccessKeyId { get; init; }

    public string? SecretAccessKey { get; init; }

    public string? SessionToken { get; init; }

    public string? Endpoint { get; init; }

    /// <summary>The places that machines are spread over, one of zones and subnets; never empty.</summary>
    [JsonIgnore]
    public int Places => Math.Max(1, Math.Max(Zones.Count, Subnets.Count));

    public static AwsProperties Parse(JsonElement properties, AwsOptions options)
    {
        var parsed = properties.Deserialize(AwsJson.Default.AwsProperties) ?? new AwsProperties();
        return parsed with
        {
            Region = parsed.Region ?? options.Region,
            Endpoint = parsed.Endpoint ?? options.Endpoint?.ToString(),
        };
    }

    /// <summary>
    /// Region, endpoint and whose account. The access key stands in it as a digest, so that no text of a credential gets into a store.
    /// </summary>
    public string Scope()
    {
        var account =
            AccessKeyId is not null ? $" key={Digest(AccessKeyId)}"
            : Profile is not null ? $" profile={Profile}"
            : "";
        return $"{Region}{(Endpoint is null ? "" : $" {Endpoint}")}{account}";
    }

    /// <summary>The endpoint is the one of the settings, which is the operator's word; any other is a spec's.</summary>
    public bool IsEndpointOf(AwsOptions options) =>
        Endpoint is null || (Uri.TryCreate(Endpoint, UriKind.Absolute, out var uri) && uri == options.Endpoint);

    /// <exception cref="RequestRejectedException">No region is known.</exception>
    public string RequiredRegion() => Region ?? throw new RequestRejectedException(NoRegion);

    public IEnumerable<PropertyFault> Faults(AwsOptions options) =>
        Faults().Concat(IsEndpointOf(options) ? [] : EndpointFaults());

    private IEnumerable<PropertyFault> EndpointFaults()
    {
        if (!RestEndpoint.TryParse(Endpoint, out _))
        {
            yield return new PropertyFault("endpoint", $"'{Endpoint}' {RestEndpoint.Rule}.");
        }

        if (AccessKeyId is null)
        {
            // A spec must not be able to have the host's credentials used with a server of its author's.
            yield return new PropertyFault(
                "endpoint",
                "An endpoint of your own needs 'accessKeyId' and 'secretAccessKey' of your own beside it: the host's credentials are used "
                    + "with the host's endpoint only."
            );
        }
    }

    private IEnumerable<PropertyFault> Faults() =>
        new (bool Wrong, string Path, string Message)[]
        {
            (Region is null, "region", NoRegion),
            (
                Image is null && LaunchTemplate is null,
                "image",
                "No image is named: write image, or a launchTemplate that has one."
            ),
            (
                InstanceType is null && LaunchTemplate is null,
                "instanceType",
                "No instance type is named: write instanceType, or a launchTemplate that has one."
            ),
            (
                Zones.Count > 0 && Subnets.Count > 0,
                "zones",
                "A subnet lies in one zone, so zones and subnets cannot both be given: leave one out."
            ),
            (
                SpotMaxPrice is not null && !Spot,
                "spotMaxPrice",
                "A price without spot means nothing: write spot: true too, or leave the price out."
            ),
            (
                LaunchTemplate is { Id: null, Name: null } or { Id: not null, Name: not null },
                "launchTemplate",
                "A launch template needs either its id or its name."
            ),
            (
                AccessKeyId is null != SecretAccessKey is null,
                AccessKeyId is null ? "accessKeyId" : "secretAccessKey",
                "accessKeyId and secretAccessKey belong together: write both, or neither for the usual AWS credentials."
            ),
            (
                SessionToken is not null && AccessKeyId is null,
                "sessionToken",
                "A session token needs its accessKeyId and secretAccessKey."
            ),
            (
                Profile is not null && AccessKeyId is not null,
                "profile",
                "profile and accessKeyId both say whom to be: leave one out."
            ),
        }
            .Where(rule => rule.Wrong)
            .Select(rule => new PropertyFault(rule.Path, rule.Message));

    private const string NoRegion =
        "No AWS region is known: write region, or set Kadende:Plugins:Aws:Region or AWS_REGION where Kadende runs.";

    private static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
}

/// <summary>One disk of each machine.</summary>
internal sealed record AwsDisk
{
    public required string Device { get; init; }

    public int? Size { get; init; }

    public string? Type { get; init; }

    public int? Iops { get; init; }

    public int? Throughput { get; init; }

    public string? Snapshot { get; init; }

    public bool? Encrypted { get; init; }
}

/// <summary>A launch template, by its id or its name.</summary>
internal sealed record AwsLaunchTemplate(string? Id, string? Name, string? Version);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AwsProperties))]
internal sealed partial class AwsJson : JsonSerializerContext;
