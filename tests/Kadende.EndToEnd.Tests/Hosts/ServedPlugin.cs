using Kadende.TestKit.Plugins;
using Microsoft.AspNetCore.Http;

namespace Kadende.EndToEnd.Tests.Hosts;

/// <summary>A package at a URL of this machine, or what is served instead of it.</summary>
internal sealed record ServedPlugin(PluginServer Server, string Sha256) : IAsyncDisposable
{
    public string Url => $"{Server.Url}/plugin.zip";

    public static Task<ServedPlugin> StartAsync(byte[] package) =>
        StartAsync(package, context => context.Response.Body.WriteAsync(package, context.RequestAborted).AsTask());

    /// <param name="package">What the spec takes it for.</param>
    /// <param name="answer">What comes instead.</param>
    public static async Task<ServedPlugin> StartAsync(byte[] package, RequestDelegate answer) =>
        new(await PluginServer.StartAsync(answer), BuiltPackage.HashOf(package));

    /// <summary>To be written where a provider's name is.</summary>
    public string Named(string name) => Specs.ByUrl(name, Url, Sha256);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
