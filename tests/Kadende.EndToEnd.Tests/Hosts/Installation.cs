using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Kadende.EndToEnd.Tests.Http;
using Kadende.Runtime.Access;
using Kadende.TestKit.Azurite;

namespace Kadende.EndToEnd.Tests.Hosts;

/// <summary>
/// What the hosts of one installation share: tables and folders of their own, which outlive each of them. Foo is the administrator, bar a
/// user of another team.
/// </summary>
public sealed class Installation(AzuriteServer server) : IDisposable
{
    /// <summary>How long an answer of a plugin may be, or a package.</summary>
    public const int MaxPluginBytes = 8 * 1024 * 1024;

    /// <summary>Foo's.</summary>
    public const string AdminToken = "foo-is-the-first-administrator";

    private const string BarToken = "bar-is-a-user-of-another-team";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kadende-e2e");
    private readonly string _prefix = AzuriteFixture.NewPrefix();

    /// <summary>The files of nodes on the provider <c>file</c>.</summary>
    public IReadOnlyList<string> Files =>
        Directory.Exists(FileFolder)
            ?
            [
                .. Directory
                    .EnumerateFiles(FileFolder, "*", SearchOption.AllDirectories)
                    .Where(path => !path.Contains("/.unfinished/", StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    /// <summary>The folder whose sockets specs may name.</summary>
    public string Sockets => Folder("sockets");

    private string FileFolder => Path.Combine(_folder.FullName, "files");

    /// <summary>The file of a node on the provider <c>file</c>.</summary>
    public string FileOf(string instanceId) => Path.Combine(FileFolder, instanceId);

    public IReadOnlyList<string> FilesOf(string clusterId) =>
        [.. Files.Where(path => path.Contains($"/{clusterId}/", StringComparison.Ordinal))];

    public static ApiClient Foo(Uri address) => new(address, AdminToken);

    public static ApiClient Bar(Uri address) => new(address, BarToken);

    /// <summary>A folder of its own for what a test needs besides.</summary>
    public string Folder(string name) => _folder.CreateSubdirectory(name).FullName;

    /// <summary>The stores of the hosts, to see what no host shows any more.</summary>
    public AzuriteStore OpenStore() => AzuriteStore.Open(server, _prefix, TimeProvider.System);

    /// <summary>Every row of every table of the installation, as text.</summary>
    public async Task<string> RowsAsync(CancellationToken cancellationToken)
    {
        var tables = new TableServiceClient(server.ConnectionString);
        var rows = new StringBuilder();
        await foreach (var table in tables.QueryAsync(cancellationToken: cancellationToken))
        {
            if (!table.Name.StartsWith(_prefix, StringComparison.Ordinal))
            {
                continue;
            }

            await foreach (
                var row in tables
                    .GetTableClient(table.Name)
                    .QueryAsync<TableEntity>(cancellationToken: cancellationToken)
            )
            {
                foreach (var (key, value) in row)
                {
                    rows.Append(key)
                        .Append('=')
                        .Append(value is byte[] bytes ? RowText.Of(key, bytes) : value)
                        .AppendLine();
                }
            }
        }

        return rows.ToString();
    }

    /// <summary>As arguments of the program.</summary>
    public string[] Settings(params (string Key, string Value)[] more) =>
        [
            .. new (string Key, string Value)[]
            {
                ("Kadende:Local:Port", "0"),
                ("Kadende:Local:TickInterval", "00:00:00.2"),
                ("Kadende:Local:RetryFrom", "00:00:00.2"),
                ("Kadende:Local:RetryTo", "00:00:01"),
                ("Kadende:Passes:UnsettledLook", "00:00:00.1"),
                ("Kadende:Passes:UnknownAfter", "00:00:01"),
                ("Kadende:Store:ConnectionString", server.ConnectionString),
                ("Kadende:Store:TablePrefix", _prefix),
                ("Kadende:Access:AdminToken", AdminToken),
                ("Kadende:Access:Users:0:Name", "bar"),
                ("Kadende:Access:Users:0:Team", "bar"),
                ("Kadende:Access:Users:0:Role", "Editor"),
                ("Kadende:Access:Users:0:TokenSha256", ApiToken.HashOf(BarToken)),
                ("Kadende:Plugins:File:Directory", FileFolder),
                ("Kadende:Plugins:Process:Directory", Path.Combine(_folder.FullName, "processes")),
                ("Kadende:PluginUrls:AllowHosts:0", "127.0.0.1"),
                ("Kadende:PluginUrls:AllowUnixSockets:0", Sockets),
                ("Kadende:PluginUrls:Cache", Path.Combine(_folder.FullName, "packages")),
                ("Kadende:PluginUrls:MaxBytes", MaxPluginBytes.ToString(CultureInfo.InvariantCulture)),
                ("Kadende:PluginUrls:Timeout", "00:00:04"),
                ("Kadende:PluginUrls:BreakFor", "00:00:01"),
            }
                .Concat(more)
                .GroupBy(setting => setting.Key, StringComparer.Ordinal)
                .Select(same => $"--{same.Key}={same.Last().Value}"),
        ];

    public void Dispose() => _folder.Delete(recursive: true);
}
