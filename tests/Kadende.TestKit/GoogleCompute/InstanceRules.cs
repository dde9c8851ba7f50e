using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Kadende.TestKit.GoogleCompute;

/// <summary>What Google refuses in an instance.</summary>
internal static partial class InstanceRules
{
    private const int MaxLabels = 64;
    private const int MaxItem = 256 << 10;
    private const int MaxItems = 512 << 10;

    public static IResult? ProblemOf(JsonObject body, FakeProject project, string zone) =>
        NameProblemOf(body)
        ?? TypeProblemOf(body, project, zone)
        ?? DiskProblemOf(body, project)
        ?? NetworkProblemOf(body, project)
        ?? LabelProblemOf(body["labels"]?.AsObject() ?? [])
        ?? MetadataProblemOf(body["metadata"]?["items"]?.AsArray() ?? []);

    public static IResult? LabelProblemOf(JsonObject labels) =>
        labels.Count > MaxLabels ? GoogleError.Invalid("labels", "Too many labels.")
        : labels.FirstOrDefault(label => !Key().IsMatch(label.Key) || !Value().IsMatch(label.Value!.GetValue<string>()))
            is { Key: not null } bad
            ? GoogleError.Invalid("labels", $"'{bad.Key}={bad.Value}'. Label keys and values are limited.")
        : null;

    public static IResult? MetadataProblemOf(JsonArray items)
    {
        var sizes = items.Select(item => Encoding.UTF8.GetByteCount(item!["value"]!.GetValue<string>())).ToList();
        var keys = items.Select(item => item!["key"]!.GetValue<string>()).ToList();
        return sizes.Exists(size => size > MaxItem) || sizes.Sum() > MaxItems
                ? GoogleError.Invalid("metadata", "Metadata is too large.")
            : !keys.TrueForAll(key => ItemKey().IsMatch(key))
            || keys.Distinct(StringComparer.Ordinal).Count() < keys.Count
                ? GoogleError.Invalid("metadata", "Metadata keys must be unique and match '[a-zA-Z0-9-_]+'.")
            : null;
    }

    private static IResult? NameProblemOf(JsonObject body) =>
        body["name"]?.GetValue<string>() is { } name && Name().IsMatch(name)
            ? null
            : GoogleError.Invalid(
                "resource.name",
                $"'{body["name"]}'. Must be a match of regex '[a-z]([-a-z0-9]{{0,61}}[a-z0-9])?'"
            );

    private static IResult? TypeProblemOf(JsonObject body, FakeProject project, string zone)
    {
        var type = body["machineType"]?.GetValue<string>() ?? "";
        return !type.StartsWith($"zones/{zone}/machineTypes/", StringComparison.Ordinal)
                ? GoogleError.Invalid("resource.machineType", $"'{type}'. The URL is malformed.")
            : !project.MachineTypes.Contains(type[(type.LastIndexOf('/') + 1)..])
                ? GoogleError.NotFound($"projects/{FakeProject.Id}/{type}")
            : null;
    }

    private static IResult? DiskProblemOf(JsonObject body, FakeProject project)
    {
        var image = body["disks"]?[0]?["initializeParams"]?["sourceImage"]?.GetValue<string>();
        return body["disks"]?[0]?["boot"]?.GetValue<bool>() != true || image is null
                ? GoogleError.Invalid("resource.disks", "At least one boot disk is required.")
            : !project.Images.Contains(image) ? GoogleError.NotFound(image)
            : null;
    }

    private static IResult? NetworkProblemOf(JsonObject body, FakeProject project)
    {
        var card = body["networkInterfaces"]?[0];
        var network = card?["network"]?.GetValue<string>();
        return card is null
                ? GoogleError.Invalid("resource.networkInterfaces", "At least one network interface is required.")
            : network is not null && !project.Networks.Contains(network[(network.LastIndexOf('/') + 1)..])
                ? GoogleError.NotFound(network)
            : null;
    }

    [GeneratedRegex(@"\A[a-z]([-a-z0-9]{0,61}[a-z0-9])?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[a-z][a-z0-9_-]{0,62}\z", RegexOptions.None, 1000)]
    private static partial Regex Key();

    [GeneratedRegex(@"\A[a-z0-9_-]{0,63}\z", RegexOptions.None, 1000)]
    private static partial Regex Value();

    [GeneratedRegex(@"\A[a-zA-Z0-9_-]{1,128}\z", RegexOptions.None, 1000)]
    private static partial Regex ItemKey();
}
