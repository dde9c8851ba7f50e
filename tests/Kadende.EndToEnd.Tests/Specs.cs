namespace Kadende.EndToEnd.Tests;

/// <summary>Specs to apply.</summary>
public static class Specs
{
    /// <summary>Groups of one cluster; each as one of the functions below writes it.</summary>
    public static string Of(string name, params string[] groups) =>
        $"""
            version: "1"
            name: {name}
            groups:
            {string.Join('\n', groups)}
            """;

    /// <summary>A group that is looked at every second.</summary>
    /// <param name="properties">What is its provider's, in braces.</param>
    /// <param name="more">Further fields of the group, each on a line of its own; also instead of the usual <c>health</c> and <c>init</c>.</param>
    public static string Group(
        string name,
        int size,
        string provider,
        string properties = "{}",
        params string[] more
    ) => Group(name, $"size: {size}", provider, properties, more);

    /// <summary>A group with fixed identities.</summary>
    public static string Fixed(string name, string ids, string provider, params string[] more) =>
        Group(name, $"logicalIds: [{ids}]", provider, "{}", more);

    /// <summary>A plugin behind a URL, to be written where a provider's name is.</summary>
    /// <param name="sha256">Of a package; null: it is a remote plugin.</param>
    public static string ByUrl(string name, string url, string? sha256 = null) =>
        sha256 is null ? $"{name}, url: '{url}'" : $"{name}, url: '{url}', sha256: {sha256}";

    /// <summary>A mapping that holds groups.</summary>
    public static string Nest(string name, params string[] groups) =>
        $"  {name}:\n{string.Join('\n', groups.SelectMany(group => group.Split('\n')).Select(line => $"  {line}"))}";

    private static string Group(string name, string size, string provider, string properties, string[] more)
    {
        string[] script = provider == "process" ? ["init: exec sleep 300"] : [];
        string[] usual = ["health: { interval: 1s }", .. script];
        string[] lines =
        [
            size,
            $"resourcePlugin: {{ name: {provider} }}",
            $"resourceProperties: {properties}",
            .. usual.Where(line => !more.Any(own => FieldOf(own) == FieldOf(line))),
            .. more,
        ];
        return $"  {name}:\n{string.Join('\n', lines.Select(line => $"    {line}"))}";
    }

    private static string FieldOf(string line) => line.Split(':')[0];
}
