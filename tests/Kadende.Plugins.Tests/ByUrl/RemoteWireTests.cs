using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.ByUrl;

/// <summary>How programs that nobody here wrote answer.</summary>
public sealed class RemoteWireTests
{
    private const string One = """{"Type":"","Descriptions":[{"ID":"i-1","LogicalID":null,"Tags":{"a":"b"}}]}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{}", "without a list of Descriptions")]
    [InlineData("""{"Type":"","Descriptions":{}}""", "without a list of Descriptions")]
    [InlineData("""{"Type":"","descriptions":[]}""", "without a list of Descriptions")]
    [InlineData("""{"Type":"","Descriptions":[null]}""", "without an ID")]
    [InlineData("""{"Type":"","Descriptions":["i-1"]}""", "without an ID")]
    [InlineData("""{"Type":"","Descriptions":[{"ID":7,"Tags":{"a":"b"}}]}""", "without an ID")]
    [InlineData("""{"Type":"","Descriptions":[{"ID":"i-1","Tags":null}]}""", "does not have the tags")]
    [InlineData("""{"Type":"","Descriptions":[{"ID":"i-1","Tags":{"a":7}}]}""", "does not have the tags")]
    [InlineData("""{"Type":"","Descriptions":[{"ID":"i-1","Tags":["a"]}]}""", "does not have the tags")]
    [InlineData(
        """{"Type":"","Descriptions":[{"ID":"i-1","Tags":{"a":"b"}},{"ID":"i-1","Tags":{"a":"b"}}]}""",
        "lists 'i-1' more than once"
    )]
    [InlineData("""{"Type":"other","Descriptions":null}""", "was asked of '', and answered by 'other'")]
    [InlineData("""{"Type":"","Descriptions":[{"ID":"\ud800","Tags":{"a":"b"}}]}""", "none in Unicode")]
    [InlineData("""{"Type":"","Descriptions":[{"ID":"i-1","Tags":{"a":"b","\ud800":""}}]}""", "none in Unicode")]
    public async Task Describe_Nonsense_IsNeverAnEmptyList(string answer, string told)
    {
        await using var plugin = await ScriptedPlugin.StartAsync(
            (method, _) => method == "Instance.DescribeInstances" ? answer : ""
        );
        using var plugins = Plugins.Open();
        var provider = await plugins.ProviderAsync(Plugins.Ref(plugin.Url));

        var failure = await Assert.ThrowsAsync<ProviderUnavailableException>(() => ListAsync(provider));

        Assert.Contains(told, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Type":"","Descriptions":null}""", 0)]
    [InlineData("""{"Type":"","Descriptions":[]}""", 0)]
    [InlineData("""{"Descriptions":[{"ID":"i-1","Tags":{"a":"b","c":null}}]}""", 1)]
    [InlineData("""{"Type":"","Descriptions":[{"ID":"i-1","Tags":{"a":"b"},"Properties":"any JSON"}]}""", 1)]
    public async Task Describe_AsPluginsWriteIt_IsRead(string answer, int machines)
    {
        await using var plugin = await ScriptedPlugin.StartAsync(
            (method, _) => method == "Instance.DescribeInstances" ? answer : ""
        );
        using var plugins = Plugins.Open();

        var listed = await ListAsync(await plugins.ProviderAsync(Plugins.Ref(plugin.Url)));

        Assert.Equal(machines, listed.Count);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("close")]
    [InlineData("chunked")]
    [InlineData("http10")]
    [InlineData("marked")]
    [InlineData("floating")]
    public async Task AnyCall_OtherWaysToSayIt_AreUnderstood(string way)
    {
        await using var plugin = RawPlugin.Start((method, id) => Answer(way, method, id));
        using var plugins = Plugins.Open();
        var provider = await plugins.ProviderAsync(Plugins.Ref(plugin.Url));

        Assert.Equal("i-1", Assert.Single(await ListAsync(provider)).Id);
        Assert.Equal("i-1", Assert.Single(await ListAsync(provider)).Id);
    }

    [Theory]
    [InlineData("500 Internal Server Error")]
    [InlineData("400 Bad Request")]
    public async Task AnyCall_RefusedByTheStatusToo_TellsThePluginsWords(string status)
    {
        await using var plugin = RawPlugin.Start(
            (method, id) =>
                method == "Instance.Validate"
                    ? RawPlugin.Http(
                        $$"""{"jsonrpc":"2.0","error":{"code":-32000,"message":"no such size","data":null},"id":{{id}}}""",
                        status: status
                    )
                    : Answer("plain", method, id)
        );
        using var plugins = Plugins.Open();
        var provider = await plugins.ProviderAsync(Plugins.Ref(plugin.Url));

        Assert.Equal(
            [new PropertyFault("", "no such size")],
            await provider.ValidateAsync(Conformance.Json.Empty, Cancel)
        );
    }

    [Fact]
    public async Task AnyCall_ThePluginBeganAnew_UsesANewConnection()
    {
        var first = RawPlugin.Start((method, id) => Answer("plain", method, id));
        using var plugins = Plugins.Open();
        var provider = await plugins.ProviderAsync(Plugins.Ref(first.Url));
        await ListAsync(provider);
        await ListAsync(provider);
        await first.DisposeAsync();
        await using var second = RawPlugin.Start((method, id) => Answer("plain", method, id), first.Port);

        Assert.Single(await ListAsync(provider));
        Assert.Equal((1, 1), (first.Connections, second.Connections));
    }

    [Fact]
    public async Task AnyCall_NoSuchPluginBehindTheEndpoint_TellsThePluginsWords()
    {
        await using var plugin = await ScriptedPlugin.StartAsync(
            (method, _) => method == "Instance.DescribeInstances" ? "!no-plugin:wrong" : ""
        );
        using var plugins = Plugins.Open();
        var provider = await plugins.ProviderAsync(Plugins.Ref($"{plugin.Url}#wrong"));

        var failure = await Assert.ThrowsAsync<ProviderUnavailableException>(() => ListAsync(provider));

        Assert.Equal("no-plugin:wrong", failure.Message);
    }

    private static async Task<IReadOnlyList<Instance>> ListAsync(IProvider provider) =>
        (await provider.DescribeAsync(Plugins.Listing(("a", "b")), Cancel)).Instances;

    private static string Answer(string way, string method, long id)
    {
        var result = method == "Handshake.Hello" ? ScriptedPlugin.Hello : One;
        var body = $$"""{"jsonrpc":"2.0","result":{{result}},"id":{{id}}}""" + "\n";
        return way switch
        {
            "close" => RawPlugin.Http(body, "Connection: close\r\n"),
            "chunked" =>
                $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{body[..9]}\r\n{body.Length - 9:x}\r\n{body[9..]}\r\n0\r\n\r\n",
            "http10" => RawPlugin.Http(body).Replace("HTTP/1.1", "HTTP/1.0", StringComparison.Ordinal),
            "marked" => RawPlugin.Http($"\ufeff{body}"),
            "floating" => RawPlugin.Http(body.Replace($"\"id\":{id}", $"\"id\":{id}.0", StringComparison.Ordinal)),
            _ => RawPlugin.Http(body),
        };
    }
}
