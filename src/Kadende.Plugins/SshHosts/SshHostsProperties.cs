using System.Text.Json;
using System.Text.RegularExpressions;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.SshHosts;

/// <summary>The <c>resourceProperties</c> of a group that takes its machines from a pool of hosts.</summary>
internal sealed partial record SshHostsProperties
{
    public const string DefaultFolder = "/var/lib/kadende";

    public const string Schema = """
        {
          "type": "object",
          "additionalProperties": false,
          "required": ["hosts", "user"],
          "properties": {
            "hosts": {
              "description": "The pool: each host as host, host:port, or an object with more about it.",
              "type": "array",
              "minItems": 1,
              "maxItems": 500,
              "items": {
                "oneOf": [
                  { "type": "string", "minLength": 1, "maxLength": 300 },
                  {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["host"],
                    "properties": {
                      "host": { "description": "Name or IP address.", "type": "string", "minLength": 1, "maxLength": 255 },
                      "port": { "description": "Port of its sshd; 22 by default.", "type": "integer", "minimum": 1, "maximum": 65535 },
                      "zone": { "description": "Rack, room or site: a group's machines spread over the zones.", "type": "string", "minLength": 1, "maxLength": 63 },
                      "folder": { "description": "Where claims are on this host.", "type": "string", "minLength": 2, "maxLength": 255 },
                      "hostKey": { "description": "The only host key it may show, as ssh-keygen -l prints it: SHA256:...", "type": "string", "minLength": 1, "maxLength": 60 }
                    }
                  }
                ]
              }
            },
            "user": { "description": "Who logs in.", "type": "string", "minLength": 1, "maxLength": 64 },
            "key": {
              "description": "Text of the private key, as ${secret:name}; without it the operator's key is used.",
              "type": "string",
              "minLength": 1
            },
            "folder": {
              "description": "Where claims are on the hosts; /var/lib/kadende by default. Every group that shares a host must say the same.",
              "type": "string",
              "minLength": 2,
              "maxLength": 255
            },
            "reset": {
              "description": "Script that makes a host as good as new when its machine is removed.",
              "type": "string",
              "minLength": 1,
              "maxLength": 32768
            }
          }
        }
        """;

    public required IReadOnlyList<PoolHost> Hosts { get; init; }
    public required string User { get; init; }
    public string? Key { get; init; }
    public string? Reset { get; init; }

    /// <summary>Places of hosts that cannot be read.</summary>
    public required IReadOnlyList<int> Unreadable { get; init; }

    public static SshHostsProperties Parse(JsonElement properties)
    {
        var folder = Text(properties, "folder") ?? DefaultFolder;
        var hosts = properties.TryGetProperty("hosts", out var list)
            ? list.EnumerateArray().Select(host => HostOf(host, folder)).ToList()
            : [];
        return new SshHostsProperties
        {
            Hosts = [.. hosts.OfType<PoolHost>()],
            Unreadable = [.. hosts.Index().Where(host => host.Item is null).Select(host => host.Index)],
            User = Text(properties, "user") ?? "",
            Key = Text(properties, "key"),
            Reset = Text(properties, "reset"),
        };
    }

    public IEnumerable<PropertyFault> Faults(SshHostsOptions options)
    {
        foreach (var index in Unreadable)
        {
            yield return new PropertyFault($"hosts/{index}", "This is no host: write host, host:port or [IPv6]:port.");
        }

        foreach (var (index, host) in Hosts.Index())
        {
            if (HostFault(host, options) is { } fault)
            {
                yield return new PropertyFault($"hosts/{index}", fault);
            }
        }

        foreach (
            var twice in Hosts
                .GroupBy(host => host.Id, StringComparer.OrdinalIgnoreCase)
                .Where(same => same.Count() > 1)
        )
        {
            yield return new PropertyFault("hosts", $"The host '{twice.Key}' stands in the list twice: name it once.");
        }

        if (Key is null && options.PrivateKeyFile.Length == 0)
        {
            yield return new PropertyFault(
                "key",
                "There is no key: give one as ${secret:name}, or let the operator set Kadende:Plugins:Ssh:PrivateKeyFile."
            );
        }
    }

    private string? HostFault(PoolHost host, SshHostsOptions options) =>
        !HostName().IsMatch(host.Host) ? $"'{host.Host}' is neither a host's name nor an IP address."
        : !FolderPath().IsMatch(host.Folder) || host.Folder.Split('/').Any(part => part is "." or "..")
            ? $"The folder '{host.Folder}' must be an absolute path of letters, digits, '_', '.', '-' and '/'."
        : Key is null && !options.Hosts.Contains(host.Host) && !options.Hosts.Contains(host.Id)
            ? $"The operator's key may not be used for '{host.Id}': give a key, or let the operator add the host to Kadende:Plugins:Ssh:Hosts."
        : null;

    private static PoolHost? HostOf(JsonElement host, string folder)
    {
        if (host.ValueKind == JsonValueKind.String)
        {
            return PoolHost.Split(host.GetString() ?? "") is var (name, port)
                ? new PoolHost(name, port, null, folder, null)
                : null;
        }

        return new PoolHost(
            Text(host, "host") ?? "",
            host.TryGetProperty("port", out var told) ? told.GetInt32() : 22,
            Text(host, "zone"),
            (Text(host, "folder") ?? folder).TrimEnd('/'),
            Text(host, "hostKey")?.Replace("SHA256:", "", StringComparison.Ordinal).TrimEnd('=')
        );
    }

    private static string? Text(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out var value) ? value.GetString() : null;

    [GeneratedRegex(
        "^[A-Za-z0-9]([A-Za-z0-9._:-]*[A-Za-z0-9])?$|^::[0-9a-fA-F:.]*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex HostName();

    [GeneratedRegex(
        "^/[A-Za-z0-9_./-]*[A-Za-z0-9_-]$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex FolderPath();
}
