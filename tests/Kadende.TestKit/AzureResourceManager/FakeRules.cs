using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kadende.TestKit.AzureResourceManager;

/// <summary>What every resource must keep to: names, locations and tags.</summary>
internal static partial class FakeRules
{
    private const int MostTags = 50;

    public static AzureError? Check(string name, int longest, JsonObject? body, IReadOnlyCollection<string> locations)
    {
        if (name.Length > longest || !NamePattern().IsMatch(name))
        {
            return new AzureError(400, "InvalidResourceName", $"Resource name {name} is invalid.");
        }

        if (body is null)
        {
            return new AzureError(
                400,
                "InvalidRequestContent",
                "The request content was invalid and could not be deserialized."
            );
        }

        if ((string?)body["location"] is not { Length: > 0 } location)
        {
            return new AzureError(400, "LocationRequired", "The location property is required for this definition.");
        }

        return locations.Contains(location)
            ? Check(body["tags"] as JsonObject)
            : new AzureError(
                400,
                "LocationNotAvailableForResourceType",
                $"The provided location '{location}' is not available."
            );
    }

    public static AzureError? Check(JsonObject? tags)
    {
        if (tags is null)
        {
            return null;
        }

        if (tags.Count > MostTags)
        {
            return new AzureError(
                400,
                "InvalidTags",
                $"The number of tags {tags.Count} exceeds the maximum of {MostTags}."
            );
        }

        foreach (var (name, value) in tags)
        {
            var text = (string?)value ?? "";
            if (name.Length is 0 or > 512 || text.Length > 256 || name.IndexOfAny([.. "<>%&\\?/"]) >= 0)
            {
                return new AzureError(
                    400,
                    "InvalidTagNameCharacters",
                    $"The tag name '{name}' or its value is invalid."
                );
            }

            if (ReservedPattern().IsMatch(name))
            {
                return new AzureError(400, "ReservedTagName", $"The tag name '{name}' has a reserved prefix.");
            }
        }

        return tags.Select(tag => tag.Key).Distinct(StringComparer.OrdinalIgnoreCase).Count() == tags.Count
            ? null
            : new AzureError(400, "DuplicateTagNames", "Tag names are case-insensitive.");
    }

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9_])?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamePattern();

    [GeneratedRegex("^(microsoft|azure|windows)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReservedPattern();
}
