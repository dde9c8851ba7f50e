using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Kadende.Plugins.Tests.ByUrl;

/// <summary>A remote plugin that answers as a test says, and keeps what it was asked.</summary>
internal sealed class ScriptedPlugin : IAsyncDisposable
{
    public const string Hello =
        """{"Objects":{"Instance/0.6.1":[{"Name":".","ProxyFor":""}],"Flavor/0.1.1":[{"Name":".","ProxyFor":""}]}}""";

    /// <summary>An answer that is none: the connection ends.</summary>
    public const string BreakOff = "broken off";

    private readonly Func<string, JsonElement, Task<string>> _answer;
    private PluginServer? _server;

    private ScriptedPlugin(Func<string, JsonElement, Task<string>> answer) => _answer = answer;

    /// <summary>The bodies of all requests besides the handshake's, with ids left out.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public string Url => _server!.Url;

    /// <summary>How often a method was called.</summary>
    public int Calls(string method) => Asked.Count(asked => asked.StartsWith($"{method} ", StringComparison.Ordinal));

    /// <param name="answer">Makes the result, an object as JSON, of method and parameters; <c>!</c> and a message is an error.</param>
    public static Task<ScriptedPlugin> StartAsync(Func<string, JsonElement, string> answer) =>
        StartAsync((method, parameters) => Task.FromResult(answer(method, parameters)));

    /// <param name="answer">The same, in its time.</param>
    public static async Task<ScriptedPlugin> StartAsync(Func<string, JsonElement, Task<string>> answer)
    {
        var plugin = new ScriptedPlugin(answer);
        plugin._server = await PluginServer.StartAsync(plugin.AnswerAsync);
        return plugin;
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var request = await JsonDocument.ParseAsync(
            context.Request.Body,
            cancellationToken: context.RequestAborted
        );
        var root = request.RootElement;
        var method = root.GetProperty("method").GetString()!;
        var parameters = root.GetProperty("params");
        var isHello = method.StartsWith("Handshake.", StringComparison.Ordinal);
        if (!isHello)
        {
            Asked.Enqueue($"{method} {parameters.GetRawText()}");
        }

        var answer = await _answer(method, parameters);
        if (answer == BreakOff)
        {
            context.Abort();
            return;
        }

        answer = answer.Length == 0 && isHello ? Hello : answer;
        var outcome = answer.StartsWith('!')
            ? $$"""
                "error":{"code":-32000,"message":{{JsonSerializer.Serialize(answer[1..])}},"data":null}
                """
            : $"\"result\":{answer}";
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(
            $$"""{"jsonrpc":"2.0",{{outcome}},"id":{{root.GetProperty("id").GetRawText()}}}""",
            context.RequestAborted
        );
    }
}
