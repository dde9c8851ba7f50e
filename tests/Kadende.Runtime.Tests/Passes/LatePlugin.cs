using System.Collections.Concurrent;
using System.Text.Json;
using Kadende.TestKit.Plugins;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>A remote plugin that lists a machine only when its Provision has ended, as InfraKit's for vagrant does.</summary>
internal sealed class LatePlugin : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, string> _tags = new(StringComparer.Ordinal);
    private PluginServer? _server;
    private int _provisions;

    public string Url => _server?.Url ?? "";

    /// <summary>When the machines are made.</summary>
    public TaskCompletionSource Made { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Questions about one machine break off, as if the plugin ended just before it was asked for.</summary>
    public bool IsEnding { get; set; }

    /// <summary>How often it was asked for a machine.</summary>
    public int Provisions => _provisions;

    public IEnumerable<string> Machines => _tags.Keys;

    public static async Task<LatePlugin> StartAsync()
    {
        var plugin = new LatePlugin();
        plugin._server = await PluginServer.StartAsync(plugin.AnswerAsync);
        return plugin;
    }

    /// <summary>Ends when it lists so many machines.</summary>
    public async Task ListedAsync(int count)
    {
        while (_tags.Count < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task AnswerAsync(HttpContext context)
    {
        using var request = await JsonDocument.ParseAsync(
            context.Request.Body,
            cancellationToken: context.RequestAborted
        );
        var (root, parameters) = (request.RootElement, request.RootElement.GetProperty("params"));
        var result = root.GetProperty("method").GetString() switch
        {
            "Handshake.Hello" => """{"Objects":{"Instance/0.6.1":[{"Name":".","ProxyFor":""}]}}""",
            "Instance.Provision" => await ProvisionAsync(parameters.GetProperty("Spec").GetProperty("Tags")),
            "Instance.DescribeInstances" => Describe(parameters.GetProperty("Tags")),
            _ => """{"Type":"","OK":true}""",
        };
        if (result is null)
        {
            context.Abort();
            return;
        }

        await context.Response.WriteAsync(
            $$"""{"jsonrpc":"2.0","result":{{result}},"id":{{root.GetProperty("id").GetRawText()}}}""",
            context.RequestAborted
        );
    }

    private async Task<string> ProvisionAsync(JsonElement tags)
    {
        var id = $"instance-{Interlocked.Increment(ref _provisions)}";
        var kept = tags.GetRawText();
        await Made.Task;
        _tags[id] = kept;
        return $$"""{"Type":"","ID":"{{id}}"}""";
    }

    private string? Describe(JsonElement wanted)
    {
        if (IsEnding && wanted.TryGetProperty("kadende.node", out _))
        {
            return null;
        }

        var listed = _tags
            .Where(machine => HasAll(machine.Value, wanted))
            .Select(machine => $$"""{"ID":"{{machine.Key}}","LogicalID":null,"Tags":{{machine.Value}}}""");
        return $$"""{"Type":"","Descriptions":[{{string.Join(',', listed)}}]}""";
    }

    private static bool HasAll(string tags, JsonElement wanted)
    {
        using var document = JsonDocument.Parse(tags);
        return wanted
            .EnumerateObject()
            .All(tag =>
                document.RootElement.TryGetProperty(tag.Name, out var value) && value.ValueEquals(tag.Value.GetString())
            );
    }
}
