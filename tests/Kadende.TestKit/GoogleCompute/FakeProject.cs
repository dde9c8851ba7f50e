using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.TestKit.GoogleCompute;

/// <summary>What a project has and is offered: zones, machine types, images, networks, and its common metadata.</summary>
public sealed class FakeProject
{
    public const string Id = "kadende-test";

    public ISet<string> Zones { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "us-central1-a", "us-central1-b", "europe-west1-b" };

    /// <summary>All of them have two processors.</summary>
    public ISet<string> MachineTypes { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "e2-small", "e2-medium", "n2-standard-2" };

    /// <summary>The limit of each quota of a region, and how much of it is used.</summary>
    public IDictionary<string, (double Limit, double Usage)> Quotas { get; } =
        new Dictionary<string, (double Limit, double Usage)>(StringComparer.Ordinal)
        {
            ["CPUS"] = (1000, 0),
            ["N2_CPUS"] = (1000, 0),
            ["PREEMPTIBLE_CPUS"] = (0, 0),
            ["INSTANCES"] = (1000, 0),
            ["IN_USE_ADDRESSES"] = (1000, 0),
        };

    public ISet<string> DiskTypes { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "pd-standard", "pd-balanced", "pd-ssd" };

    /// <summary>Links below the API.</summary>
    public ISet<string> Images { get; } =
        new HashSet<string>(StringComparer.Ordinal)
        {
            "projects/debian-cloud/global/images/family/debian-12",
            "projects/ubuntu-os-cloud/global/images/family/ubuntu-2404-lts-amd64",
            $"projects/{Id}/global/images/family/golden",
            $"projects/{Id}/global/images/golden-v1",
        };

    public ISet<string> Networks { get; } = new HashSet<string>(StringComparer.Ordinal) { "default", "private" };

    /// <summary>Region and name.</summary>
    public ISet<string> Subnets { get; } = new HashSet<string>(StringComparer.Ordinal) { "us-central1/apps" };

    /// <summary>The keys of users, one a line.</summary>
    public string SshKeys { get; set; } = "mwas:ssh-ed25519 AAAA mwas\nother:ssh-ed25519 BBBB other";

    internal void Map(IEndpointRouteBuilder routes)
    {
        var project = routes.MapGroup("/compute/v1/projects/{project}");
        project.MapGet(
            "",
            (string project) => project == Id ? Results.Json(ToJson()) : GoogleError.NotFound($"projects/{project}")
        );
        MapSet(project, "/zones/{name}", Zones);
        MapSet(project, "/zones/{zone}/machineTypes/{name}", MachineTypes);
        project.MapGet("/regions/{region}", (string region) => Region(region));
        MapSet(project, "/zones/{zone}/diskTypes/{name}", DiskTypes);
        MapSet(project, "/global/networks/{name}", Networks);
        project.MapGet(
            "/regions/{region}/subnetworks/{name}",
            (string region, string name) => Found($"{region}/{name}", Subnets)
        );
        project.MapGet(
            "/global/images/{**rest}",
            (string project, string rest) => Found($"projects/{project}/global/images/{rest}", Images)
        );
    }

    private IResult Region(string region) =>
        Zones.Any(zone => zone.StartsWith($"{region}-", StringComparison.Ordinal))
            ? Results.Json(
                new JsonObject
                {
                    ["kind"] = "compute#region",
                    ["name"] = region,
                    ["quotas"] = new JsonArray([
                        .. Quotas.Select(quota => new JsonObject
                        {
                            ["metric"] = quota.Key,
                            ["limit"] = quota.Value.Limit,
                            ["usage"] = quota.Value.Usage,
                        }),
                    ]),
                }
            )
            : GoogleError.NotFound(region);

    private static void MapSet(RouteGroupBuilder routes, string path, ISet<string> known) =>
        routes.MapGet(
            path,
            (string project, string name) => project == Id ? Found(name, known) : GoogleError.NotFound(project)
        );

    private static IResult Found(string name, ISet<string> known) =>
        known.Contains(name)
            ? Results.Json(
                new JsonObject
                {
                    ["name"] = name,
                    ["status"] = "UP",
                    ["guestCpus"] = 2,
                }
            )
            : GoogleError.NotFound(name);

    private JsonObject ToJson() =>
        new()
        {
            ["kind"] = "compute#project",
            ["name"] = Id,
            ["commonInstanceMetadata"] = new JsonObject
            {
                ["items"] = new JsonArray(new JsonObject { ["key"] = "ssh-keys", ["value"] = SshKeys }),
            },
        };
}
